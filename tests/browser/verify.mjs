// The profile quick, verified in the browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { tailsOf } from '../../wasm/demo/common/tails.js';
import {
  address,
  alteredPage,
  axe,
  counts,
  longestTask,
  looks,
  ntk,
  open,
  part,
  savedBy,
  screenshots,
  text,
  until,
} from './common.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../paper/expected/quick.json', import.meta.url), 'utf8'));

// The certificate that the page offers to save.
async function saved(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), part(page, 'certificate').locator('a').click()]);
  return JSON.parse(readFileSync(await file.path(), 'utf8'));
}

const done = (page) => until(page, () => document.querySelector('#verify-part [data-part="run"]').textContent !== 'Stop');

test('every artifact of the manifest is recomputed to the bit, and the page answers meanwhile', async (t) => {
  const page = await open(t, `${address}#verify`);
  await part(page, 'artifacts').locator('summary').first().waitFor(); // until the list is made
  const answers = [];
  const longest = await longestTask(page, async () => {
    await part(page, 'run').click();
    while ((await text(page, 'run')) === 'Stop') {
      // From the click's own time to the end of its handling.
      const answered = page.evaluate(
        () => new Promise((done) => addEventListener('click', (e) => done(performance.now() - e.timeStamp), { once: true })),
      );
      await part(page, 'artifacts').locator('summary').first().click();
      answers.push(await answered);
      await page.waitForTimeout(200);
    }
  });
  answers.sort((a, b) => a - b);
  const median = answers[Math.floor(answers.length / 2)];
  t.diagnostic(await text(page, 'status'));
  t.diagnostic(
    `${answers.length} clicks answered, half of them within ${median.toFixed(0)} ms, all within ` +
      `${answers.at(-1).toFixed(0)} ms; longest task of the page ${longest.toFixed(0)} ms`,
  );

  const total = await part(page, 'artifacts').locator('li').count();
  assert.ok(total > 100);
  assert.match(await text(page, 'status'), new RegExp(`^All ${total} artifacts have the manifest’s bits`));
  await counts(part(page, 'artifacts').locator('.mark.same'), total);
  const verdicts = part(page, 'verdicts').locator('tbody tr');
  assert.ok((await verdicts.count()) > 6, 'of two studies');
  for (const verdict of await verdicts.locator('td:nth-child(3)').allTextContents())
    assert.match(verdict, /^(reproduced|not reproduced|open)$/);
  const figures = part(page, 'figures').locator('li');
  await counts(figures, Object.keys(manifest.figures).length);
  for (const figure of await figures.allTextContents()) assert.match(figure, /✓ the same bits$/);
  await page.screenshot({ path: join(screenshots, 'demo-verified.png'), fullPage: true });

  const certificate = await saved(page);
  assert.ok(certificate.all_match);
  assert.deepEqual(certificate.artifacts, manifest.artifacts);
  assert.deepEqual(certificate.studies, manifest.studies);
  assert.equal(certificate.verdicts.length, await verdicts.count());
  assert.equal(certificate.threads, await page.evaluate(() => navigator.hardwareConcurrency));
  assert.ok(
    execFileSync(ntk, ['info'], { encoding: 'utf8' }).includes(certificate.sources),
    'built from the same sources as ntk',
  );

  assert.ok(answers.length >= 3);
  assert.ok(median < 100, 'clicks are answered within 100 ms');
  assert.ok(longest < 50, 'no task of the page is long');
});

test('a link to a figure verifies what it is made of and draws it as the paper does', async (t) => {
  const page = await open(t, `${address}#verify?figure=circle-kernel`);
  await part(page, 'status')
    .filter({ hasText: /^Figure circle-kernel: all \d+ artifacts behind it have the manifest’s bits/ })
    .waitFor({ timeout: 120000 });
  assert.equal(await part(page, 'figures').locator('.same').textContent(), '✓ the same bits');
  const svg = await savedBy(page, page.getByRole('button', { name: 'Save circle-kernel as SVG' }));
  const pictures = JSON.parse(readFileSync(new URL('../../paper/expected/quick.pictures.json', import.meta.url), 'utf8'));
  assert.equal(createHash('sha256').update(svg).digest('hex'), pictures['circle-kernel']);
  assert.equal((await saved(page)).command, 'demo, profile quick, figure circle-kernel');
  await axe(page);
  await looks(page, 'verify');

  await part(page, 'figures')
    .locator('a', { hasText: /^circle-functions$/ })
    .click();
  await part(page, 'status')
    .filter({ hasText: /^Figure circle-functions: all/ })
    .waitFor({ timeout: 120000 });
  await counts(part(page, 'figures').locator('.same'), 2); // what was verified before stays
  await page.goBack();
  await part(page, 'status')
    .filter({ hasText: /^Figure circle-kernel: all/ })
    .waitFor({ timeout: 120000 });
});

// A page that expects another number in one artifact: the number at `index` of its values is changed by `change`.
function altered(stage, index, change) {
  const hash = manifest.artifacts[stage];
  const wrong = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const values = readFileSync(new URL('../../paper/expected/quick.values', import.meta.url));
  const line = values.indexOf('\n');
  let at = line + 1;
  for (const { stage: name, arrays } of JSON.parse(values.subarray(0, line))) {
    if (name === stage) break;
    for (const shape of Object.values(arrays)) at += 8 * shape.reduce((product, n) => product * n, 1);
  }
  at += 8 * index;
  values.writeBigUInt64LE(change(values.readBigUInt64LE(at)), at);
  const file = alteredPage('altered.html', {
    'inputs.json': (content) => content.toString().replaceAll(hash, wrong),
    'expected.values': () => tailsOf(values),
  });
  return { file, hash, wrong, bits: values.readBigUInt64LE(at) };
}

test('a difference is named with its first number, in decimal and to the bit, and stops nothing else', async (t) => {
  const { file, hash, wrong, bits } = altered('circle/limit', 7, (number) => number ^ 1n);
  const page = await open(t, `${pathToFileURL(file).href}#verify?figure=circle-kernel`);
  await done(page);
  assert.match(await text(page, 'status'), /^1 of \d+ artifacts differs from the manifest, in .*The first:$/);
  const said = await part(page, 'differences').locator('li').allTextContents();
  assert.equal(said.length, 1);
  const hexadecimal = (n) => `0x${n.toString(16).padStart(16, '0')}`;
  assert.ok(said[0].startsWith(`circle/limitexpected ${wrong}here     ${hash}first differing number: angle[7]`), said[0]);
  assert.match(said[0], new RegExp(`expected  [-\\d.]+ +${hexadecimal(bits)} .*computed  [-\\d.]+ +${hexadecimal(bits ^ 1n)} `));
  assert.equal(await part(page, 'figures').locator('.differs').textContent(), '✗ differs');
  await counts(part(page, 'artifacts').locator('.mark.differs'), 1);
  const certificate = await saved(page);
  assert.deepEqual([certificate.all_match, certificate.differences], [false, ['circle/limit']]);
  await axe(page);
});

test('a number too far from the expected one for what the page keeps of it is named all the same', async (t) => {
  // Where the last 24 bits are the expected ones, only the stage’s sum shows the difference.
  for (const [bits, pattern] of [
    [5n, /first differing number: angle\[7\]expected  another by more than/],
    [0n, /a number differs by more than/],
  ]) {
    const { file } = altered('circle/limit', 7, (number) => number ^ (1n << 50n) ^ bits);
    const page = await open(t, `${pathToFileURL(file).href}#verify?figure=circle-kernel`);
    await done(page);
    const [said] = await part(page, 'differences').locator('li').allTextContents();
    assert.match(said, pattern);
  }
});
