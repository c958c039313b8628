// The playground in motion: it shows how networks learn, keeps what was seen, follows the hand in every frame, and has
// a tour.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { address, axe, counts, open, part, screenshots, text, until } from './common.mjs';
import {
  circles,
  curves,
  gap,
  kept,
  link,
  openPlayground,
  paused,
  place,
  slide,
  steps,
  stepsAtLeast,
} from './playground_page.mjs';

test('a first visit learns from step 0 before one’s eyes; where motion is unwanted it rests', async (t) => {
  const page = await open(t, `${address}#playground`);
  const seen = new Set();
  const frames = join(screenshots, 'first-seconds');
  mkdirSync(frames, { recursive: true });
  for (let i = 0; (await text(page, 'status')) !== '' || i === 0 || seen.size < 3; ++i) {
    seen.add(await steps(page));
    if (i < 20) await page.screenshot({ path: join(frames, `${String(i).padStart(2, '0')}.png`) });
    if ((await text(page, 'status')).startsWith('Paused')) break;
  }
  await paused(page, 256);
  assert.ok(Math.min(...seen) < 32 && seen.size > 2, [...seen].join());
  const still = await open(t, `${address}#playground`, { reducedMotion: 'reduce' });
  await paused(still, 64);
});

test('what was seen is kept: the scrubber goes back, and a run goes on from there', async (t) => {
  const page = await openPlayground(t, 'steps=256');
  await paused(page, 256);
  const last = (await curves(page))[0];
  await part(page, 'scrub').focus();
  await page.keyboard.press('Home');
  await paused(page, 0);
  await kept(page, 'steps', '0');
  await page.waitForFunction(
    (old) => document.querySelector('#playground-part [data-part="function-plot"] path.curve').getAttribute('d') !== old,
    last,
  );
  await part(page, 'speed').selectOption('4');
  await part(page, 'run').click();
  await stepsAtLeast(page, 300); // it plays what was kept, and goes on
  await part(page, 'run').click();
  assert.ok((await steps(page)) >= 300);
});

test('slower and faster', async (t) => {
  const page = await openPlayground(t, 'steps=0&width=16&starts=1');
  await paused(page, 0);
  const taken = async (speed) => {
    await part(page, 'again').click();
    await paused(page, 0);
    await part(page, 'speed').selectOption(speed);
    const begun = Date.now();
    await part(page, 'run').click();
    await stepsAtLeast(page, 16);
    await part(page, 'run').click();
    return Date.now() - begun;
  };
  const slow = await taken('0.25');
  assert.ok(slow > 16 * 100, `${slow} ms`); // 120 ms a step
  await taken('4');
});

// Counts in how many of the frames in which the hand moves the kernel's line changes: [{width, frames, changed,
// worst}].
async function follows(page, width, act) {
  await page.evaluate(() => {
    const seen = (window.seen = { frames: 0, changed: 0, empty: 0, times: [], on: true });
    let before;
    let at = performance.now();
    const frame = (now) => {
      const line = document.querySelector('#playground-part path.curve.ntk')?.getAttribute('d');
      seen.frames += 1;
      seen.changed += Number(line !== before);
      seen.empty += Number(!line || !document.querySelector('#playground-part path.curve.of-network'));
      seen.times.push(now - at);
      before = line;
      at = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  const seen = await page.evaluate(() => ((window.seen.on = false), window.seen));
  const times = seen.times.slice(1).sort((a, b) => a - b);
  return {
    width,
    frames: seen.frames,
    changed: seen.changed,
    empty: seen.empty,
    median: times[times.length >> 1],
    late: times[Math.floor(times.length * 0.95)],
  };
}

test('while a point is dragged the kernels follow, old networks stay until the new ones come, at every width', async (t) => {
  for (const width of [64, 512, 1024]) {
    const page = await openPlayground(t, `width=${width}&steps=64`);
    await paused(page, 64);
    const before = (await curves(page))[0];
    const [x, y] = await place(page, 0.1, -0.9);
    await page.mouse.move(x, y);
    await page.mouse.down();
    // The hand moves a step in each of the page's own frames, for a second and a half, and on a busy machine, which shows few
    // frames a second, until the kernels have followed ten times.
    const drag = () =>
      page.evaluate(
        ([x0, y0]) =>
          new Promise((done) => {
            const circle = document.querySelectorAll('.points circle')[1];
            const begun = performance.now();
            const frame = () => {
              const time = (performance.now() - begun) / 1000;
              circle.dispatchEvent(
                new PointerEvent('pointermove', {
                  pointerId: 1,
                  bubbles: true,
                  clientX: x0 + 40 * Math.sin(4 * time),
                  clientY: y0 - 60 * Math.sin(time),
                }),
              );
              if (time < 1.5 || (window.seen.changed < 10 && time < 30)) requestAnimationFrame(frame);
              else done();
            };
            requestAnimationFrame(frame);
          }),
        [x, y],
      );
    const seen = await follows(page, width, drag);
    t.diagnostic(
      `width ${width}: ${seen.frames} frames of ${seen.median.toFixed(1)} ms (95 %: ${seen.late.toFixed(1)} ms), the kernel’s line another in ${seen.changed}`,
    );
    assert.equal(seen.empty, 0, 'never no curves');
    assert.ok(seen.changed >= 10, 'the kernels follow'); // until the hand lets go
    await page.mouse.up();
    await paused(page, 64);
    assert.notEqual((await curves(page))[0], before);
    await counts(page.locator('#playground-part .faded'), 0); // the networks have come
    await page.close();
  }
});

test('while a slider moves at width 512 the kernels follow', async (t) => {
  const page = await openPlayground(t, 'width=512&steps=64');
  await paused(page, 64);
  const seen = await follows(page, 512, async () => {
    for (const layers of [3, 4, 5, 6, 5, 4, 3, 4, 5, 6]) await slide(page, 'hidden_layers', layers);
    await until(page, () => document.querySelector('#playground-part path.curve.ntk') !== null);
  });
  assert.equal(seen.empty, 0);
  assert.ok(seen.changed >= 2, `${seen.changed} of ${seen.frames}`);
  await paused(page, 64);
});

test('undo and redo, by buttons and by keyboard', async (t) => {
  const page = await openPlayground(t, 'steps=8&width=16');
  await paused(page, 8);
  assert.ok(await part(page, 'undo').isDisabled());
  await slide(page, 'width', 5);
  await kept(page, 'width', '128');
  await part(page, 'gallery').getByRole('button', { name: 'Zigzag' }).click();
  await counts(circles(page), 10);
  await part(page, 'undo').click();
  await counts(circles(page), 3);
  await part(page, 'gallery').locator('button').first().press('Control+z');
  await kept(page, 'width', '16');
  await part(page, 'redo').click();
  await kept(page, 'width', '128');
  await part(page, 'gallery').locator('button').first().press('Control+Shift+z');
  await counts(circles(page), 10);
  await paused(page, 8);
});

test('what is under the pointer is read out, in all pictures; the legend hides and shows', async (t) => {
  const page = await openPlayground(t, 'steps=64');
  await paused(page, 64);
  await page.mouse.move(...(await place(page, 0.5, 0)));
  const readout = part(page, 'readout');
  await readout
    .filter({
      hasText:
        /^x = 0\.5: network -?−?[\d.]+, linearisation .*, NTK .*, NNGP .*; network and NTK are [\d.]+ apart; kernel of x and 0\.1: [\d.]+ at the start, [\d.]+ now, [\d.]+ infinite width\.$/,
    })
    .waitFor();
  await counts(page.locator('#playground-part .marked .kernel'), 3);
  await page.locator('#playground-part canvas').nth(2).scrollIntoViewIfNeeded();
  const canvas = await page.locator('#playground-part canvas').nth(2).boundingBox();
  await page.mouse.move(canvas.x + canvas.width * 0.25, canvas.y + canvas.height * 0.25);
  await readout.filter({ hasText: /^x = −(0\.9|1)[\d.]*: .*kernel of x and (0\.9|1)/ }).waitFor();
  await part(page, 'gap').scrollIntoViewIfNeeded();
  const chart = await part(page, 'gap').boundingBox();
  await page.mouse.move(chart.x + chart.width * 0.6, chart.y + 60);
  await readout.filter({ hasText: /^Step \d+: error .*gap D [\d.]+; drift [\d.]+\.$/ }).waitFor();
  const lines = await page
    .locator('.small-charts line.pointed')
    .evaluateAll((all) => all.map((each) => Number(each.getAttribute('x1'))));
  assert.ok(lines.length === 3 && Math.max(...lines) - Math.min(...lines) < 1, `the same step on all: ${lines}`);
  await page.mouse.down();
  await page.mouse.up();
  assert.ok((await steps(page)) < 64, 'a press goes there');

  const curve = page.locator('#playground-part [data-part="function-plot"] path.curve.ntk');
  await counts(curve, 1);
  const ntk = part(page, 'legend').getByRole('button', { name: /^NTK/ });
  await ntk.click();
  assert.equal(await ntk.getAttribute('aria-pressed'), 'false');
  await counts(curve, 0);
  await ntk.press('Enter');
  await counts(curve, 1);
});

test('the tour says what the paper says, and the numbers bear it out', async (t) => {
  const page = await openPlayground(t, 'steps=16');
  const said = part(page, 'tour-said');
  const press = async (name) => {
    await part(page, 'tour').getByRole('button', { name }).click();
    await said.filter({ hasText: /The gap D is [^.]*/ }).waitFor({ timeout: 60000 });
    const found = (await said.textContent()).match(
      /The gap D is (beyond any number|[\d.e+-]+?)(?:, before it was ([\d.e+-]+))?\.$/,
    );
    t.diagnostic(`${name}: ${found[0]}`);
    return { after: found[1].startsWith('beyond') ? Infinity : Number(found[1]), before: Number(found[2]) };
  };
  await counts(part(page, 'tour').locator('button'), 6);
  const wider = await press('Make it 16 times wider');
  assert.ok(wider.after < wider.before / 2);
  const deeper = await press('Now eight layers');
  assert.ok(deeper.after > deeper.before);
  const faster = await press('Ten times the rate');
  assert.ok(faster.after > 2 * faster.before);
  const keptStart = await press('Keep the start');
  assert.ok(keptStart.after > keptStart.before);
  const practice = await press('Train as in practice');
  assert.ok(practice.after > 2 * practice.before);
  const early = await press('Stop early');
  assert.ok(early.after < 0.1);
  await axe(page);
  await part(page, 'undo').click();
  assert.equal(await said.textContent(), '');
});

test('what the reader does while the tour goes on stays', async (t) => {
  const page = await openPlayground(t, 'steps=16&width=16');
  await paused(page, 16);
  const stop = (name) => part(page, 'tour').getByRole('button', { name });
  await stop('Make it 16 times wider').click();
  await page.locator('#playground-part [data-key="hidden_layers"]').press('Home');
  await paused(page, 64);
  await page.waitForTimeout(1500); // the tour would go on after 0.9 s
  const { hash } = new URL(page.url());
  assert.match(hash, /hidden_layers=1&width=64&/);
  await stop('Make it 16 times wider').click();
  await stop('Stop early').click();
  await part(page, 'tour-said')
    .filter({ hasText: /^After four steps.*The gap D is/ })
    .waitFor({ timeout: 60000 });
  assert.match(new URL(page.url()).hash, /width=1024&.*&steps=4$/);
});

test('plot, sliders and Run are in the first screen', async (t) => {
  for (const options of [
    { viewport: { width: 1280, height: 800 } },
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  ]) {
    const page = await open(t, link('steps=64'), options);
    await paused(page, 64);
    for (const name of ['function-plot', 'run', 'scrub']) {
      const box = await part(page, name).boundingBox();
      assert.ok(box.y + box.height <= options.viewport.height, `${name} at ${options.viewport.width}: ${box.y + box.height}`);
    }
    for (const key of ['width', 'hidden_layers']) {
      const box = await page.locator(`#playground-part [data-key="${key}"]`).boundingBox();
      assert.ok(box.y + box.height <= options.viewport.height, `${key}: ${box.y + box.height}`);
    }
  }
});

test('a finger hits everything: 44 px, and is told of fingers', async (t) => {
  const page = await open(t, link('steps=8'), { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await paused(page, 8);
  assert.match(await page.locator('#points-help').innerText(), /^Tap to place a point/);
  for (const name of ['experiment', 'playground', 'add-a-layer', 'narrow', 'your-data', 'verify']) {
    await page.locator(`nav [data-to="${name}"]`).click();
    const small = await page
      .locator('nav a, main > section:visible :is(button, select, input:not([type="checkbox"]), summary, label.check)')
      .evaluateAll((all) =>
        all
          .filter((each) => each.checkVisibility())
          .map((each) => [
            each.textContent.trim().slice(0, 30) || each.dataset.key || each.dataset.part,
            each.getBoundingClientRect(),
          ])
          .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
          .map(([what, box]) => `${what} ${box.width}×${box.height}`),
      );
    assert.deepEqual(small, [], name);
  }
});
