// The paper, opened from disk: nothing sticks out of a screen or of a printed page. PAGE is the built paper.html (see
// run.sh).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './common.mjs';

const needed = (page) => page.evaluate(() => document.documentElement.scrollWidth);

test('the paper fits every width', async (t) => {
  const page = await open(t);
  for (const width of [360, 800, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok((await needed(page)) <= width, `${await needed(page)} px at ${width}`);
  }
});

test('in print the wide pictures are shown whole', async (t) => {
  const width = 680; // CSS pixels, as wide as the text on A4 or Letter with usual margins
  const page = await open(t, undefined, { viewport: { width, height: 900 } });
  await page.emulateMedia({ media: 'print' });
  const shown = await page
    .locator('.picture:visible')
    .evaluateAll((pictures) =>
      pictures.map((picture) => [picture.className, picture.firstElementChild.getBoundingClientRect().right]),
    );
  assert.ok(shown.length > 0);
  assert.deepEqual(
    shown.filter(([name, right]) => name !== 'picture wide' || right > width),
    [],
  );
  assert.ok((await needed(page)) <= width);
});
