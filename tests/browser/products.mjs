// How the page computes inner products: by f64x2.relaxed_madd in this browser (on a machine that fuses), and otherwise in a
// browser that lacks it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { address, alteredPage, axe, browser, looks, open, part, text, until } from './common.mjs';

// The page as a browser without the instruction sees it: its workers' engine refuses the side module.
const lacking = alteredPage('lacking.html', { 'worker.js': (script) => `WebAssembly.validate = () => false;${script}` });
const elsewhere = pathToFileURL(lacking).href;

const figure = 'circle-kernel';
const verified = (page) =>
  part(page, 'status').filter({
    hasText: new RegExp(`^Figure ${figure}: all \\d+ artifacts behind it have the manifest’s bits`),
  });
const certificate = async (page) =>
  JSON.parse(
    await part(page, 'certificate')
      .locator('a')
      .evaluate(async (a) => (await fetch(a.href)).text()),
  );
const notice = (page) => page.locator('#not-fused');
const state = '#playground?hidden_layers=2&width=16&starts=2&steps=20';

async function hash(page) {
  await until(page, () =>
    document.querySelector('#playground-part [data-part="status"]').textContent.startsWith('Paused at step 20'),
  );
  await part(page, 'replay').locator('summary').click();
  await until(page, () => document.querySelector('#playground-part [data-part="hash"]').textContent.length === 64);
  return text(page, 'hash');
}

test('with the instruction, and in software without it, a figure has the same bits', async (t) => {
  for (const [url, set, said] of [
    [address, 'relaxed', 'relaxed: fused multiply-add by f64x2.relaxed_madd'],
    [elsewhere, 'simd128', 'simd128: fused multiply-add in software'],
  ]) {
    const page = await open(t, `${url}#verify?figure=${figure}`);
    await verified(page).waitFor({ timeout: 300000 });
    assert.ok((await text(page, 'status')).includes(`WebAssembly (${said})`), await text(page, 'status'));
    assert.equal((await certificate(page)).instruction_set, set);
    assert.equal(await notice(page).isVisible(), set === 'simd128');
  }
});

test('without it the page says so, plays with other bits, claims none, and computes the exact ones where asked', async (t) => {
  const expected = await hash(await open(t, address + state));

  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(elsewhere + state);
  await notice(page).waitFor();
  assert.match(await notice(page).textContent(), /ten times as long/);
  await until(page, () =>
    document.querySelector('#playground-part [data-part="status"]').textContent.startsWith('Paused at step 20'),
  );
  assert.equal(await part(page, 'replay').isVisible(), false);
  await axe(page);
  await looks(page, 'not-fused');

  await notice(page).getByRole('checkbox').check();
  await page.waitForURL(/\?exact#playground/);
  await notice(page).waitFor();
  assert.ok(await notice(page).getByRole('checkbox').isChecked());
  assert.equal(await hash(page), expected);
});
