// The part "The experiment": the reader moves the time, its switches, a finite network, and the same bits as the
// study's.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { address, axe, counts, looks, ntk, open, scratch, until } from './common.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../paper/expected/quick.json', import.meta.url), 'utf8'));
const small = manifest.studies.find(({ study }) => study === 'authors');
const stop = small.one_layer.epochs;

const here = (page, name) => page.locator(`#experiment-part [data-part="${name}"]`);
const key = (page, name) => page.locator(`#experiment-part [data-key="${name}"]`);
const inLink = (page, name) => new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get(name);
const kept = (page, name, value) =>
  page.waitForFunction(([n, v]) => new URLSearchParams(location.hash.split('?')[1]).get(n) === v, [name, value]);
const computed = (page) => here(page, 'computing').filter({ hasText: /^$/ }).waitFor({ state: 'attached', timeout: 120000 });
const lines = (page) =>
  page.locator('#experiment-part line.level').evaluateAll((all) => all.map((line) => line.getAttribute('y1')));
const frame = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// Opens the part where motion is unwanted, and waits until it is computed.
async function openStill(t, query = '', options = {}) {
  const page = await open(t, `${address}#experiment${query && `?${query}`}`, { reducedMotion: 'reduce', ...options });
  await here(page, 'readout').filter({ hasText: 'errs by' }).waitFor({ timeout: 120000 });
  await computed(page);
  return page;
}

// The test errors of a table that the page shows: {first column: number}.
async function tableOf(page, caption) {
  const table = page.locator('#experiment-part table', { has: page.locator('caption', { hasText: caption }) });
  await table.waitFor();
  return Object.fromEntries(
    await table
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, 2).map((cell) => cell.textContent))),
  );
}

test('the page opens with it, learns before one’s eyes and rests where the networks stopped', async (t) => {
  const page = await open(t, address);
  assert.equal(await page.locator('main > section:visible h2').textContent(), 'The experiment');
  await kept(page, 'epoch', String(stop));
  assert.equal(await here(page, 'play').textContent(), 'Play');
  assert.match(
    await here(page, 'readout').textContent(),
    new RegExp(`^After ${stop} epochs the infinite network with 1 hidden layer errs by [\\d.]+`),
  );
  await here(page, 'play').click();
  const seen = new Set();
  while (
    (await until(page, () => document.querySelector('#experiment-part [data-part="play"]').textContent).then((text) =>
      text.jsonValue(),
    )) === 'Pause'
  ) {
    seen.add(await here(page, 'epoch').textContent());
    await frame(page);
  }
  assert.ok(seen.size > 1, [...seen].join()); // a busy machine shows few frames
  await kept(page, 'epoch', 'end');
});

test('a time set before anything is computed stays', async (t) => {
  const page = await open(t, address);
  await key(page, 'epoch').press('End');
  await here(page, 'readout')
    .filter({ hasText: /^At the end of time/ })
    .waitFor({ timeout: 120000 });
  await computed(page);
  await page.waitForTimeout(1000); // a first visit's figure would move by then
  assert.match(await here(page, 'readout').textContent(), /^At the end of time/);
});

test('time is dragged by keyboard and by pointer, up to its end', async (t) => {
  const page = await openStill(t, 'epoch=1');
  const slider = key(page, 'epoch');
  assert.match(await slider.getAttribute('aria-valuetext'), /^After 1 epoch /);
  await slider.press('ArrowRight');
  await kept(page, 'epoch', '2');
  await slider.press('End');
  await kept(page, 'epoch', 'end');
  assert.match(await here(page, 'readout').textContent(), /^At the end of time the infinite network/);
  await here(page, 'tables').locator('summary').click();
  const errors = await tableOf(page, 'Infinite network, 1 hidden layer');
  const numbers = Object.values(errors).map(Number);
  assert.ok(numbers.at(-1) < numbers[0] / 2, 'the error falls in time');
  assert.ok(
    (await here(page, 'readout').textContent()).includes(
      `1 hidden layer errs by ${Number(Number(errors['the end']).toPrecision(3))}`,
    ),
  );

  await page.locator('#experiment-part .scrub-area').scrollIntoViewIfNeeded();
  const area = await page.locator('#experiment-part .scrub-area').boundingBox();
  await page.mouse.move(area.x + area.width * 0.7, area.y + 50);
  await page.mouse.down();
  await page.mouse.move(area.x + 1, area.y + 50, { steps: 4 });
  await page.mouse.up();
  await kept(page, 'epoch', '1');
  await here(page, 'play').press('Enter'); // motion is unwanted, so it is at the end at once
  await kept(page, 'epoch', 'end');
});

test('each switch changes the kernels, or the targets of all, and the link brings it back', async (t) => {
  const page = await openStill(t, `epoch=${stop}`);
  let before = await lines(page);
  assert.equal(before.length, 9);
  const changed = async (act) => {
    const old = await here(page, 'readout').textContent();
    await act();
    await until(
      page,
      () =>
        document.querySelector('#experiment-part .stale') === null &&
        document.querySelector('#experiment-part [data-part="computing"]').textContent === '',
    );
    await frame(page);
    const now = await lines(page);
    assert.notDeepEqual(now, before);
    before = now;
    return old;
  };
  await changed(() => key(page, 'root').press('Space'));
  await kept(page, 'root', 'true');
  await changed(() => key(page, 'same_rows').check());
  const said = await changed(() => key(page, 'targets').selectOption('1'));
  assert.notEqual(await here(page, 'readout').textContent(), said, 'the networks have other targets too');
  await changed(() => key(page, 'seed').fill('7'));
  await kept(page, 'seed', '7');
  const readout = await here(page, 'readout').textContent();
  await page.reload();
  await here(page, 'readout').filter({ hasText: readout }).waitFor({ timeout: 120000 });
  await computed(page);
  await frame(page);
  assert.deepEqual(await lines(page), before);
  assert.ok(await key(page, 'root').isChecked());
});

test('a finite network lies on the line of the infinite one, the nearer the wider', async (t) => {
  const page = await openStill(t, `epoch=${stop}&width=16`);
  const gap = async () => {
    await here(page, 'run').click();
    await here(page, 'status')
      .filter({ hasText: /^The network of width .* D = [\d.]+ / })
      .waitFor({ timeout: 120000 });
    return Number((await here(page, 'status').textContent()).match(/D = ([\d.]+)/)[1]);
  };
  const narrow = await gap();
  const checkpoints = Math.ceil(Math.log2(stop)) + 1; // 1, 2, 4 … and the last
  await counts(page.locator('#experiment-part circle.finite'), checkpoints);
  await key(page, 'width').fill('7'); // the widest
  const wide = await gap();
  t.diagnostic(`D ${narrow} at width 16, ${wide} at 2048`);
  assert.ok(wide < narrow / 3, 'about an eleventh at 128 times the width; one draw may be off by a factor of three');
  await counts(page.locator('#experiment-part circle.finite'), 2 * checkpoints);
  await here(page, 'tables').locator('summary').click();
  assert.equal(Object.keys(await tableOf(page, 'Network of width 2048, 1 hidden layer')).length, checkpoints);
});

test('what the profile has too is ticked, and the saved study gives the same bits', async (t) => {
  const width = small.one_layer.widths.at(-1);
  const page = await openStill(t, `width=${width}`);
  await here(page, 'run').click();
  await here(page, 'status')
    .filter({ hasText: /^The network of width/ })
    .waitFor({ timeout: 120000 });
  await here(page, 'ticks').filter({ hasText: '✓ 4 as expected' }).waitFor();
  await here(page, 'bits').locator('summary').click();
  const found = Object.fromEntries(
    await here(page, 'stages')
      .locator('li')
      .evaluateAll((all) => all.map((li) => [...li.children].slice(1).map((each) => each.textContent))),
  );
  assert.equal(Object.keys(found).length, 4);
  for (const [name, hash] of Object.entries(found)) assert.equal(hash, manifest.artifacts[name], name);

  await key(page, 'seed').fill('5');
  await here(page, 'ticks').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  await here(page, 'stages').locator('li').nth(2).waitFor();
  await computed(page);
  const [file] = await Promise.all([page.waitForEvent('download'), here(page, 'files').getByText('authors.toml').click()]);
  await file.saveAs(join(scratch, 'authors.toml'));
  execFileSync(ntk, ['study', 'authors.toml', '--results', 'experiment'], { cwd: scratch });
  const native = JSON.parse(readFileSync(join(scratch, 'experiment/authors/manifest.json'), 'utf8')).artifacts;
  const rows = await here(page, 'stages')
    .locator('li')
    .evaluateAll((all) => all.map((li) => [...li.children].map((each) => each.textContent)));
  assert.equal(rows.length, 3);
  for (const [mark, name, hash] of rows) assert.deepEqual([mark, hash], ['·', native[name]], name);
});

test('it fits every width, in both themes, and what the link can’t mean is said', async (t) => {
  const page = await openStill(t, 'epoch=12345678&targets=9');
  const said = await page.locator('#link-notice').textContent();
  assert.match(said, /epoch “12345678” is not possible.*targets “9” is not possible/);
  await page.goto(`${address}#experiment?epoch=7`);
  await page
    .locator('#link-notice', { hasText: 'The figure does not stop at 7 epochs, so what is shown is 4 epochs.' })
    .waitFor();
  await here(page, 'bits').locator('summary').click();
  await axe(page);
  await looks(page, 'experiment');
});
