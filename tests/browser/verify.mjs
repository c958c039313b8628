// The profile quick, verified in the browser.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { address, longestTask, open, page_file, part, scratch, screenshots, text } from './common.mjs';

test('every artifact of the manifest is recomputed to the bit, and the page answers meanwhile', async (t) => {
  const page = await open(t, `${address}#verify`);
  const answers = [];
  const longest = await longestTask(page, async () => {
    await part(page, 'verify').click();
    while ((await text(page, 'verify')) === 'Stop') {
      // From the click's own time to the end of its handling.
      const answered = page.evaluate(
        () => new Promise((done) => addEventListener('click', (e) => done(performance.now() - e.timeStamp), { once: true })),
      );
      await page.locator('details summary').first().click();
      answers.push(await answered);
      await page.waitForTimeout(200);
    }
  });
  answers.sort((a, b) => a - b);
  const median = answers[Math.floor(answers.length / 2)];
  t.diagnostic(await text(page, 'result'));
  t.diagnostic(`${answers.length} clicks answered, half of them within ${median.toFixed(0)} ms, all within ` +
    `${answers.at(-1).toFixed(0)} ms; longest task of the page ${longest.toFixed(0)} ms`);

  const total = await page.locator('details li').count();
  assert.ok(total > 100);
  assert.match(await text(page, 'result'), new RegExp(`^All ${total} artifacts have the manifest’s bits`));
  assert.equal(await page.locator('details .mark.same').count(), total);
  assert.equal(await part(page, 'verdict-rows').locator('tr').count(), 6);
  for (const verdict of await part(page, 'verdict-rows').locator('td:nth-child(3)').allTextContents())
    assert.match(verdict, /^(reproduced|not reproduced|open)$/);
  await page.screenshot({ path: join(screenshots, 'demo-verified.png'), fullPage: true });

  assert.ok(answers.length >= 3);
  assert.ok(median < 100, 'clicks are answered within 100 ms');
  assert.ok(longest < 50, 'no task of the page is long');
});

test('a difference is named with both hashes', async (t) => {
  const html = readFileSync(page_file, 'utf8');
  const [, hash] = html.match(/"data\/diabetes":"([0-9a-f]{64})"/);
  const wrong = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const altered = join(scratch, 'altered.html');
  writeFileSync(altered, html.replaceAll(hash, wrong));
  const page = await open(t, `${pathToFileURL(altered).href}#verify`);
  await part(page, 'verify').click();
  const difference = part(page, 'differences').locator('li');
  await difference.waitFor();
  assert.equal(await difference.textContent(), `data/diabetesexpected ${wrong}here     ${hash}`);
  await part(page, 'verify').click();
  assert.equal(await text(page, 'result'), 'Stopped.');
});
