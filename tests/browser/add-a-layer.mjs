// The part "Add a layer": splits come in until the interval settles or there are no more, it can be stopped and resumed,
// and its study file gives the same bits.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { address, axe, counts, looks, ntk, open, scratch, until } from './common.mjs';

const here = (page, name) => page.locator(`#add-a-layer-part [data-part="${name}"]`);
const key = (page, name) => page.locator(`#add-a-layer-part [data-key="${name}"]`);
const small = 'task=diabetes&width=16&training_points=200&steps=32&epochs=20';

test('splits of a table come in until there are no more, and the study file gives the same bits', async (t) => {
  const page = await open(t, `${address}#add-a-layer?${small}&half_width=0.01&most_splits=12`);
  await axe(page);
  await here(page, 'run').press('Enter');
  await here(page, 'status')
    .filter({ hasText: /^Not both differences are known to ±0\.01 after 12 splits.*: train on more rows of the table\.$/ })
    .waitFor({ timeout: 120000 });
  assert.match(await here(page, 'time').textContent(), /^12 splits, [\d.]+ s$/);
  const splits = 12;
  await counts(page.locator('#add-a-layer-part circle.delta'), 2 * splits);
  for (const sentence of await here(page, 'regimes').locator('section > p:not(.saving)').allTextContents()) {
    const [, low, high] = sentence
      .match(/^(?:mismatch|match|open): .* δ = .* \[(.*), (.*)\]\.$/)
      .map((x) => Number(x.replace('−', '-')));
    assert.ok(high > low, sentence);
  }
  const regime = here(page, 'regimes').locator('section').first();
  await regime.locator('summary').click();
  await counts(regime.locator('table').first().locator('tbody tr'), splits);
  await axe(page);
  await looks(page, 'add-a-layer');

  for (const name of ['depth.toml', 'data.csv']) {
    const [file] = await Promise.all([page.waitForEvent('download'), here(page, 'files').getByText(name).click()]);
    await file.saveAs(join(scratch, 'layer', name));
  }
  execFileSync(ntk, ['study', 'layer/depth.toml', '--results', 'layer-results'], { cwd: scratch });
  const manifest = JSON.parse(readFileSync(join(scratch, 'layer-results/depth/manifest.json'), 'utf8'));
  assert.equal(await here(page, 'hash').textContent(), manifest.artifacts['depth/figures/layer-added']);
});

test('stopped, it goes on where it stopped; a link brings its options back', async (t) => {
  const page = await open(t, `${address}#add-a-layer?${small}&half_width=0.002&most_splits=30&hidden_layers=2`);
  const told = (n) =>
    until(page, (least) => parseInt(document.querySelector('#add-a-layer-part [data-part="time"]').textContent) >= least, n);
  await here(page, 'run').click();
  await told(4);
  await here(page, 'run').click();
  await here(page, 'status')
    .filter({ hasText: /^Stopped after \d+ splits/ })
    .waitFor();
  await key(page, 'most_splits').fill('8');
  await here(page, 'run').click();
  await here(page, 'status')
    .filter({ hasText: /^Not both differences are known to ±0\.002 after 8 splits.*train on more rows/ })
    .waitFor({ timeout: 60000 });
  await page.reload();
  assert.equal(await key(page, 'most_splits').inputValue(), '8');
  assert.equal(await key(page, 'hidden_layers').inputValue(), '2');
  await key(page, 'width').fill('0');
  assert.equal(await key(page, 'width').getAttribute('aria-invalid'), 'true');
  await page.locator('#add-a-layer-part .wrong', { hasText: 'Width: a whole number from 1 to 4096.' }).waitFor();
});

test('under another task the results say what they are of; too large a network is refused', async (t) => {
  const page = await open(t, `${address}#add-a-layer?${small}&half_width=0.1&most_splits=3`);
  await here(page, 'run').click();
  await here(page, 'status').filter({ hasText: 'after 3 splits' }).waitFor({ timeout: 60000 });
  await key(page, 'task').selectOption('friedman1');
  await page
    .locator('#add-a-layer-part .stale-note', { hasText: 'These results are of task diabetes, not of what is set above now.' })
    .waitFor();
  await axe(page);
  await page.goto(`${address}#add-a-layer?width=4096&training_points=2000&hidden_layers=10`);
  await here(page, 'run').click();
  await here(page, 'status')
    .filter({ hasText: /^A step of this would take about [\d.]+ GB of memory, and a browser has 2\.0 GB for it/ })
    .waitFor();
});

test('a table of the reader’s own is offered here too, and another in its place', async (t) => {
  const page = await open(t, `${address}#add-a-layer`); // before there is the table
  const give = async (name, rows) => {
    await page.locator('nav [data-to="your-data"]').click();
    const csv = 'a,b,c\n' + Array.from({ length: rows }, (_, i) => `${i % 7},${i % 11},${(i * i) % 13}`).join('\n');
    await page
      .locator('#your-data-part [data-part="file"]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.locator('#your-data-part [data-part="read"]', { hasText: `${name}: ${rows} rows` }).waitFor();
    await page.locator('nav [data-to="add-a-layer"]').click();
  };
  await give('own.csv', 60);
  await key(page, 'task').selectOption({ label: 'own.csv' });
  for (const [name, value] of Object.entries({ width: 8, training_points: 30, steps: 8, epochs: 2, most_splits: 3 }))
    await key(page, name).fill(String(value));
  await here(page, 'run').click();
  await here(page, 'status').filter({ hasText: 'after 3 splits' }).waitFor({ timeout: 60000 });
  await give('other.csv', 70);
  assert.equal(await key(page, 'task').locator('option:checked').textContent(), 'other.csv');
  await page
    .locator('#add-a-layer-part .stale-note', { hasText: 'These results are of task own.csv, table no. 1, not' })
    .waitFor();
});

test('what it does unasked settles, and well before its last split', async (t) => {
  const page = await open(t, `${address}#add-a-layer`);
  await here(page, 'run').click();
  await here(page, 'status')
    .filter({ hasText: /^Both differences are known to ±0\.05 after \d+ splits/ })
    .waitFor({ timeout: 300000 });
  assert.ok(Number((await here(page, 'status').textContent()).match(/after (\d+) splits/)[1]) < 30);
});
