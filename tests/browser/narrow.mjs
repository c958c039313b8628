// The part "Deep and narrow": the start for depth learns and He's does not, at the step where it is paused the page rests,
// and its link brings it back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, axe, looks, open, part, text, until } from './common.mjs';

const key = (page, name) => page.locator(`#narrow-part [data-key="${name}"]`);

/// What the line of text says now.
async function told(page) {
  const number = '([\\d.e−-]+|–)';
  const said = (await text(page, 'readout')).match(
    new RegExp(
      `^Step (\\d+): error ${number} .* of the limit ${number}; gap D ${number}\\.(?: The kernel is ${number} .* it was ${number}\\.)?$`,
    ),
  );
  const [step, error, limit, gap, distance, start] = said.slice(1).map(Number);
  return { step, error, limit, gap, distance, start };
}
const stepsAtLeast = (page, n) =>
  until(page, (least) => parseInt(document.querySelector('#narrow-part [data-part="readout"]').textContent.slice(5)) >= least, n);
const paused = (page) =>
  part(page, 'status')
    .filter({ hasText: /^Paused at step \d+\.$/ })
    .waitFor({ timeout: 60000 });

test('at depth 1000 the start for depth learns as its limit does, and He’s does not', async (t) => {
  const page = await open(t, `${address}#narrow?depth=1000&start=theirs&seed=3`);
  await paused(page);
  const before = await told(page);
  assert.equal(before.step, 0);
  assert.ok(before.error > 1 && before.distance === before.start, 'it is 0, and the targets’ mean is not');
  await axe(page);

  const begun = Date.now();
  await part(page, 'run').click();
  await stepsAtLeast(page, 800);
  t.diagnostic(`800 steps at depth 1000 in ${Date.now() - begun} ms`);
  await part(page, 'run').click();
  await paused(page);
  const learnt = await told(page);
  assert.ok(learnt.error < 0.1, `${learnt.error}`);
  assert.ok(Math.abs(learnt.error - learnt.limit) < 0.2 * learnt.limit + 0.01, `${learnt.error}, the limit ${learnt.limit}`);
  assert.ok(learnt.gap < 0.2 && learnt.distance < 0.2, JSON.stringify(learnt)); // 1/√1000 is 0.03
  await part(page, 'tables').locator('summary').click();
  await part(page, 'tables').locator('tbody tr').nth(20).waitFor();
  await axe(page);
  await looks(page, 'narrow');

  await key(page, 'start').selectOption('he');
  await paused(page);
  assert.equal((await told(page)).step, 0);
  await part(page, 'run').click();
  await stepsAtLeast(page, 200);
  await part(page, 'run').click();
  await paused(page);
  const stuck = await told(page);
  assert.ok(Math.abs(stuck.error - 1) < 0.01, `${stuck.error}: that of the mean`); // a signal passes with 1e-28
  assert.match(page.url(), /#narrow\?depth=1000&start=he&seed=3$/);
  await page.reload();
  assert.equal(await key(page, 'start').inputValue(), 'he');
});

test('changed while it runs it begins anew and goes on, to the last step; another part pauses it', async (t) => {
  const page = await open(t, `${address}#narrow?depth=20`);
  await paused(page);
  await part(page, 'run').click();
  await stepsAtLeast(page, 5);
  await key(page, 'depth').press('Home');
  await page.waitForURL(/#narrow\?depth=10&/);
  await part(page, 'status').filter({ hasText: 'Paused at step 2000.' }).waitFor({ timeout: 60000 });
  assert.ok(await part(page, 'run').isDisabled());
  assert.ok((await told(page)).error < 0.1);
  await part(page, 'again').click();
  await paused(page);
  assert.equal((await told(page)).step, 0);
  await part(page, 'run').click();
  await page.locator('nav [data-to="verify"]').click();
  await page.locator('nav [data-to="narrow"]').click();
  await paused(page);
});

test('where motion is unwanted the steps are few and long', async (t) => {
  const page = await open(t, `${address}#narrow?depth=50`, { reducedMotion: 'reduce' });
  await paused(page);
  await part(page, 'run').click();
  await stepsAtLeast(page, 20);
  await part(page, 'run').click();
  await paused(page);
  await part(page, 'tables').locator('summary').click();
  const cells = part(page, 'tables').locator('table').nth(1).locator('tbody th');
  await cells.first().waitFor();
  const steps = await cells.allTextContents();
  const last = steps.slice(-2).map(Number);
  assert.ok(last[1] - last[0] >= 3, steps.join());
});

test('what a link cannot have is said, and the usual is shown', async (t) => {
  const page = await open(t, `${address}#narrow?depth=1e9&start=__proto__&seed=-1&steps=5`);
  const said = page.locator('#link-notice');
  for (const sentence of ['depth “1e9” is not', 'start “__proto__” is not', 'seed “-1” is not', '“steps” is unknown'])
    await said.filter({ hasText: sentence }).waitFor();
  await paused(page);
  assert.equal(await key(page, 'start').inputValue(), 'theirs');
  assert.equal(await key(page, 'depth').getAttribute('aria-valuetext'), '300 layers');
  await key(page, 'seed').fill('-1');
  assert.equal(await key(page, 'seed').getAttribute('aria-invalid'), 'true');
  await axe(page);
});
