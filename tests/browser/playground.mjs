// The playground.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, open, part, text, until } from './common.mjs';

async function openPlayground(t, url) {
  const page = await open(t, url);
  await part(page, 'run').and(page.locator(':enabled')).waitFor();
  return page;
}
const steps = async (page) => Number(await text(page, 'steps'));
const stepsAtLeast = (page, n) =>
  until(page, (least) => Number(document.querySelector('[data-part="steps"]').textContent) >= least, n);
const readout = (page) =>
  page.locator('#playground-part table td, [data-part="steps"], [data-part="gap-value"]').allTextContents();

test('the playground steps, runs, pauses and starts again', async (t) => {
  const page = await openPlayground(t);
  assert.equal(await steps(page), 0);
  assert.equal(await text(page, 'gap-value'), '–');
  await part(page, 'step').click();
  await stepsAtLeast(page, 1);
  assert.equal(await steps(page), 1);
  assert.ok(Number(await text(page, 'gap-value')) > 0);

  await part(page, 'run').click();
  assert.equal(await text(page, 'run'), 'Pause');
  await stepsAtLeast(page, 20);
  await part(page, 'run').click();
  assert.equal(await text(page, 'run'), 'Run');
  assert.match(await text(page, 'status'), /^Paused at step \d+: the gap is 0\.\d+/);
  await page.waitForTimeout(300); // what was under way when paused
  const paused = await steps(page);
  await page.waitForTimeout(700);
  assert.equal(await steps(page), paused);

  const training = Number(await text(page, 'network-training'));
  assert.ok(training > 0 && training < 0.9, 'the network has learnt something');
  for (const curve of ['function-plot', 'training-error', 'test-error', 'gap'])
    assert.match(await part(page, curve).locator('path.curve').last().getAttribute('d'), /^M[\d.,LM-]{40,}/);

  await part(page, 'again').click();
  await until(page, () => document.querySelector('[data-part="steps"]').textContent === '0');
});

test('a link brings back the same numbers', async (t) => {
  const page = await openPlayground(t, `${address}#playground?task=friedman1&hiddenLayers=3&width=32&trainingPoints=50&seed=5&steps=40`);
  await stepsAtLeast(page, 40);
  await until(page, () => document.querySelector('[data-part="run"]').textContent === 'Run');
  const first = await readout(page);
  assert.equal(await page.locator('[data-key="task"]').inputValue(), 'friedman1');
  assert.ok(await part(page, 'scatter-plot').isVisible());
  assert.equal(await part(page, 'scatter-plot').locator('circle.network').count(), 200);

  await part(page, 'step').click();
  await stepsAtLeast(page, 41);
  await until(page, () => location.hash.endsWith('steps=41'));
  const second = await readout(page);
  assert.notDeepEqual(second, first);
  await page.reload();
  await stepsAtLeast(page, 41);
  assert.deepEqual(await readout(page), second);
});

test('nonsense in a link falls back to the defaults', async (t) => {
  const page = await openPlayground(t, `${address}#playground?task=none&hiddenLayers=99&width=7&seed=-1&steps=x`);
  const values = await page.locator('#playground-part [data-key]').evaluateAll((all) => all.map((control) => control.value));
  assert.deepEqual(values, ['sine', '20', '2', '3', '1']);
});

test('the keyboard alone does', async (t) => {
  const page = await openPlayground(t);
  await page.locator('[data-key="width"]').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('output[data-part="width"]').textContent(), '128');
  assert.match(page.url(), /width=128/);
  await part(page, 'run').waitFor();
  await page.locator('[data-part="run"]:enabled').waitFor();
  await part(page, 'run').focus();
  await page.keyboard.press('Enter');
  await stepsAtLeast(page, 3);
  await page.keyboard.press('Space');
  assert.equal(await text(page, 'run'), 'Run');
});

test('a wrong seed is said where it is wrong', async (t) => {
  const page = await openPlayground(t);
  await page.locator('[data-key="seed"]').fill('1.5');
  assert.equal(await text(page, 'status'), 'The seed is a whole number from 0 to 999999.');
  assert.equal(await page.locator('[data-key="seed"]').getAttribute('aria-invalid'), 'true');
  await page.locator('[data-key="seed"]').fill('15');
  assert.equal(await page.locator('[data-key="seed"]').getAttribute('aria-invalid'), 'false');
  assert.match(page.url(), /seed=15&/);
});

test('a real task is tested on all that is left', async (t) => {
  const page = await openPlayground(t, `${address}#playground?task=diabetes&trainingPoints=200`);
  assert.equal(await page.locator('[data-key="task"]').inputValue(), 'diabetes');
  assert.equal(await part(page, 'scatter-plot').locator('circle.network').count(), 242);
});
