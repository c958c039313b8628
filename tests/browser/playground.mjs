// The part "Playground".
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { counts, longestTask, ntk, open, part, scratch, text, until } from './common.mjs';
import {
  circles,
  curves,
  gap,
  hashOf,
  inLink,
  kept,
  link,
  openPlayground,
  paused,
  place,
  slide,
  steps,
  stepsAtLeast,
} from './playground_page.mjs';

test('the playground steps, runs, pauses and starts again', async (t) => {
  const page = await openPlayground(t, 'steps=0');
  await paused(page, 0);
  assert.equal(await text(page, 'gap-value'), '–');
  await part(page, 'step').click();
  await paused(page, 1);
  assert.ok((await gap(page)) > 0);

  await part(page, 'run').click();
  assert.equal(await text(page, 'run'), 'Pause');
  await stepsAtLeast(page, 20);
  await part(page, 'run').click();
  assert.equal(await text(page, 'run'), 'Run');
  assert.match(await text(page, 'status'), /^Paused at step \d+: the gap is 0\.\d+/);
  await page.waitForTimeout(500); // for what was under way when it was paused
  const stopped = await steps(page);
  await page.waitForTimeout(700);
  assert.equal(await steps(page), stopped);
  await kept(page, 'steps', String(stopped));
  for (const curve of ['function-plot', 'training-error', 'gap', 'drift'])
    assert.match(await part(page, curve).locator('path.curve').last().getAttribute('d'), /^M[\d.,LM-]{40,}/);

  await part(page, 'again').click();
  await paused(page, 0);
});

// The curves, once they have been the same for a while. After a drag the networks' curves come later.
async function settled(page) {
  let before;
  let now = await curves(page);
  do {
    before = now;
    await page.waitForTimeout(1000);
    now = await curves(page);
  } while (JSON.stringify(now) !== JSON.stringify(before));
  return now;
}

test('without points the page asks for one; a click places it, a drag moves it, a double click removes it', async (t) => {
  const page = await open(t, link('points=none&steps=8'));
  assert.match(await text(page, 'status'), /Click into the plot/);
  assert.ok(await part(page, 'run').isDisabled());
  await page.locator('.points').scrollIntoViewIfNeeded();
  await page.mouse.click(...(await place(page, -1, 1)));
  await page.mouse.click(...(await place(page, 1, -1)));
  await paused(page, 8);
  await page.waitForFunction(() => location.hash.includes('*'));
  assert.match(inLink(page, 'points'), /^-(1|0\.99|1\.01)_(1|0\.99|1\.01|0\.98|1\.02)\*[\d.]+_-[\d.]+$/);
  await counts(circles(page), 2);
  const before = await curves(page);

  await page.mouse.move(...(await place(page, 1, -1)));
  await page.mouse.down();
  await page.mouse.move(...(await place(page, 0.5, 1.5)), { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(300); // until the link has followed
  const [x, y] = inLink(page, 'points').split('*')[1].split('_').map(Number);
  assert.ok(Math.abs(x - 0.5) < 0.03 && Math.abs(y - 1.5) < 0.03, `${x}, ${y}`);
  await until(
    page,
    (old) => document.querySelector('#playground-part [data-part="function-plot"] path.curve').getAttribute('d') !== old,
    before[0],
  );
  await paused(page, 8);
  const after = await settled(page);

  await page.reload();
  await paused(page, 8);
  await counts(circles(page), 2);
  assert.deepEqual(await settled(page), after);

  await page.locator('.points').scrollIntoViewIfNeeded();
  await page.mouse.dblclick(...(await place(page, 0.5, 1.5)));
  await counts(circles(page), 1);
});

test('a double click into the plot places one point, which stays', async (t) => {
  const page = await openPlayground(t, 'points=1_0&steps=2');
  await page.locator('.points').scrollIntoViewIfNeeded();
  await page.mouse.dblclick(...(await place(page, -1, 1)));
  await paused(page, 2);
  await counts(circles(page), 2);
});

test('start again and at once pause stays at step 0', async (t) => {
  const page = await openPlayground(t, 'width=512&steps=64');
  await paused(page, 64);
  await part(page, 'run').click();
  await stepsAtLeast(page, 70);
  await page.evaluate(() => {
    for (const name of ['again', 'run']) document.querySelector(`#playground-part [data-part="${name}"]`).click();
  });
  await paused(page, 0);
  await kept(page, 'steps', '0');
});

test('on paper the points stay on their chart', async (t) => {
  const page = await openPlayground(t, 'points=1.9_-1.9&steps=2');
  await paused(page, 2);
  await page.evaluate(() => (document.body.style.width = '500px')); // as narrow paper, where nothing is drawn anew
  const boxes = await page.evaluate(() => {
    const of = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
    return { chart: of('[data-part="function-plot"] > svg'), points: of('.points'), circle: of('.points circle') };
  });
  assert.ok(boxes.chart.width <= 500 && boxes.points.right <= boxes.chart.right + 1, JSON.stringify(boxes));
  assert.ok(boxes.circle.right <= boxes.chart.right, JSON.stringify(boxes));
});

test('points are moved, added and removed by keyboard', async (t) => {
  const page = await openPlayground(t, 'points=-1_0*1_0.5&steps=4');
  await circles(page).nth(0).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await kept(page, 'points', '-0.5_0.05*1_0.5');
  assert.equal(await circles(page).nth(0).getAttribute('aria-label'), 'Point 1 of 2: x -0.5, y 0.05');
  await page.keyboard.press('Delete');
  await kept(page, 'points', '1_0.5');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Point 1 of 1: x 1, y 0.5');
  await part(page, 'add').press('Enter');
  await kept(page, 'points', '1_0.5*0_0');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Point 2 of 2: x 0, y 0');
  await page.keyboard.press('Enter');
  await kept(page, 'points', '1_0.5*0_0*0.1_0');
  await part(page, 'remove').press('Enter');
  await part(page, 'remove').press('Enter');
  await kept(page, 'points', '1_0.5');
  await paused(page, 4);
  await circles(page).nth(0).press('Delete');
  await kept(page, 'points', 'none');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.part), 'add', 'the focus is not lost');
});

test('no more points than fit are placed, and that is said', async (t) => {
  const most = Array.from({ length: 60 }, (_, i) => `${i / 40}_0`).join('*');
  const page = await openPlayground(t, `steps=4&width=4&starts=1&points=${most}`);
  await paused(page, 4);
  await part(page, 'add').click();
  await part(page, 'status').filter({ hasText: 'No more than 60 points: remove one first.' }).waitFor();
  await counts(circles(page), 60);
});

test('a preset brings its points', async (t) => {
  const page = await openPlayground(t, 'steps=0');
  const pressed = () => part(page, 'gallery').locator('[aria-pressed="true"]').allTextContents();
  assert.deepEqual(await pressed(), ['Three points']);
  await counts(part(page, 'gallery').locator('button').nth(1).locator('circle'), 9); // its picture
  await part(page, 'gallery').getByRole('button', { name: 'Sine', exact: true }).click();
  await counts(circles(page), 9);
  await paused(page, 0);
  assert.deepEqual(await pressed(), ['Sine']);
  await circles(page).nth(0).press('ArrowUp');
  assert.deepEqual(await pressed(), []);
});

test('width moves the draws onto the limit, depth away from it, at the same step', async (t) => {
  const page = await openPlayground(t, 'width=16&steps=64&starts=4');
  await paused(page, 64);
  const narrow = await gap(page);
  await slide(page, 'width', 6);
  await page.waitForFunction(
    (old) => document.querySelector('#playground-part [data-part="gap-value"]').textContent !== old,
    String(narrow),
  );
  await paused(page, 64);
  const wide = await gap(page);
  await slide(page, 'hidden_layers', 7);
  await page.waitForFunction(
    (old) => document.querySelector('#playground-part [data-part="gap-value"]').textContent !== old,
    String(wide),
  );
  await paused(page, 64);
  const deep = await gap(page);
  t.diagnostic(`gap ${narrow} at width 16, ${wide} at 256, ${deep} with 7 hidden layers`);
  assert.ok(wide < narrow / 2);
  assert.ok(deep > wide);
});

test('every choice computes', async (t) => {
  const page = await openPlayground(t, 'width=16&steps=16&starts=2');
  for (const key of ['activation', 'parameterization', 'optimizer', 'start'])
    for (const value of await page
      .locator(`#playground-part [data-key="${key}"] option`)
      .evaluateAll((all) => all.map((o) => o.value))) {
      await page.locator(`#playground-part [data-key="${key}"]`).selectOption(value);
      await kept(page, key, value);
      await paused(page, 16);
      assert.ok((await gap(page)) > 0, `${key} ${value}`);
    }
});

test('divergence is said with its cause', async (t) => {
  const page = await openPlayground(t, 'width=8&relative_rate=3&steps=400');
  await paused(page, 400);
  const said = await text(page, 'divergence');
  t.diagnostic(said);
  assert.match(said, /The predictions of NTK and NNGP diverge: the rate is 3, and above 2/);
  assert.match(said, /The linearisation diverges: measured by its own kernel the rate is [2-9]/);
  await slide(page, 'relative_rate', 0);
  await until(page, () => document.querySelector('#playground-part [data-part="divergence"]').hidden);
});

test('a link brings back the same state, and native `ntk study` the same bits', async (t) => {
  const query =
    'points=-1.5_0.7*-0.3_-1.1*0.8_0.4*1.7_1.25&hidden_layers=3&width=32&activation=gelu&optimizer=momentum&relative_rate=0.5&start=kept&starts=3&seed=5&steps=40';
  const page = await openPlayground(t, query);
  await paused(page, 40);
  for (const [key, value] of new URLSearchParams(query)) await kept(page, key, value);
  await part(page, 'replay').locator('summary').click();
  const first = await hashOf(page);
  const saved = page.waitForEvent('download');
  await part(page, 'study-file').click();
  const file = join(scratch, 'playground.toml');
  await (await saved).saveAs(file);

  const results = join(scratch, 'results');
  execFileSync(ntk, ['study', file, '--results', results]);
  const manifest = JSON.parse(readFileSync(join(results, 'playground/manifest.json'), 'utf8'));
  assert.equal(manifest.artifacts['playground/state'], first);

  // There are two ways to a step, one step at a time and all at once, and both give the same bits.
  await part(page, 'again').click();
  await paused(page, 0);
  for (let i = 1; i <= 3; ++i) {
    await part(page, 'step').click();
    await paused(page, i);
  }
  const stepped = await hashOf(page);
  await page.reload();
  await paused(page, 3);
  await part(page, 'replay').locator('summary').click();
  assert.equal(await hashOf(page), stepped);
});

test('a network too large to hold is refused in words', async (t) => {
  const page = await open(t, link('width=1024&hidden_layers=8&starts=10&optimizer=adam'));
  await until(page, () =>
    document.querySelector('#playground-part [data-part="status"]').textContent.includes('“width” is too large'),
  );
  assert.ok(await part(page, 'run').isDisabled());
  await slide(page, 'width', 2);
  await paused(page, 64);
});

test('nonsense in a link falls back to the defaults', async (t) => {
  const page = await openPlayground(t, 'points=9_9&activation=softplus&hidden_layers=99&width=7&seed=-1&steps=x&relative_rate=7');
  await counts(circles(page), 3);
  const defaults = { activation: 'relu', hidden_layers: '2', width: '64', seed: '1', steps: '64', relative_rate: '1' };
  for (const [key, value] of Object.entries(defaults)) await kept(page, key, value);
  const said = await page.locator('#link-notice').textContent();
  for (const word of ['points “9_9”', 'activation “softplus”', 'hidden layers “99”', 'width “7”', 'steps “x”'])
    assert.ok(said.includes(word), said);
});

test('the keyboard alone does', async (t) => {
  const page = await openPlayground(t, 'steps=0');
  await page.locator('#playground-part [data-key="width"]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('b[data-part="width"]:visible').textContent(), '128');
  await kept(page, 'width', '128');
  await paused(page, 0);
  await part(page, 'run').focus();
  await page.keyboard.press('Enter');
  await stepsAtLeast(page, 3);
  await page.keyboard.press('Space');
  assert.equal(await text(page, 'run'), 'Run');
});

test('a wrong seed is said where it is wrong', async (t) => {
  const page = await openPlayground(t, 'steps=0');
  await page.locator('#playground-part [data-key="seed"]').fill('1.5');
  await page.locator('#playground-part .wrong', { hasText: 'Seed: a whole number from 0 to 999999.' }).waitFor();
  assert.equal(await page.locator('#playground-part [data-key="seed"]').getAttribute('aria-invalid'), 'true');
  await page.locator('#playground-part [data-key="seed"]').fill('15');
  assert.equal(await page.locator('#playground-part [data-key="seed"]').getAttribute('aria-invalid'), 'false');
  await kept(page, 'seed', '15');
});

test('charts have tables', async (t) => {
  const page = await openPlayground(t, 'steps=8');
  await paused(page, 8);
  await part(page, 'tables').locator('summary').first().click();
  await part(page, 'tables').locator('caption').nth(2).waitFor();
  assert.deepEqual(await part(page, 'tables').locator('caption').allTextContents(), [
    'The functions at step 8',
    'Over the steps',
    'The kernel, in units of its largest eigenvalue on the points',
  ]);
  await counts(part(page, 'tables').locator('tbody').nth(0).locator('tr'), 13);
});

test('the page answers while wide networks train, and calmly where motion is unwanted', async (t) => {
  const page = await openPlayground(t, 'width=512&starts=10', { reducedMotion: 'reduce' });
  const answers = [];
  const longest = await longestTask(page, async () => {
    await part(page, 'run').click();
    for (let i = 0; i < 10; ++i) {
      const answered = page.evaluate(
        () => new Promise((done) => addEventListener('click', (e) => done(performance.now() - e.timeStamp), { once: true })),
      );
      await page.locator('.more summary').click();
      answers.push(await answered);
      await page.waitForTimeout(150);
    }
    await part(page, 'run').click();
  });
  answers.sort((a, b) => a - b);
  t.diagnostic(`clicks answered within ${answers.at(-1).toFixed(0)} ms; longest task of the page ${longest.toFixed(0)} ms`);
  assert.ok(answers[5] < 100);
  assert.ok(longest < 100);
});
