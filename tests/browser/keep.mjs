// What a reader can keep and send: every chart as SVG, PNG and CSV, the link, and the links and BibTeX at the page's
// foot.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, counts, open, part, savedBy, until } from './common.mjs';

// Requires that a chart can be saved as an SVG that stands alone, with its own colours, as a PNG, and as CSV with at
// least so many rows.
async function keeps(page, name, rows) {
  const press = (kind) => savedBy(page, page.getByRole('button', { name: `Save ${name} as ${kind}`, exact: true }));
  const svg = String(await press('SVG'));
  const [alone, paths, variables] = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const drawn = parsed.querySelectorAll('path, line, circle');
    return [
      parsed.documentElement.namespaceURI,
      drawn.length,
      [...drawn].filter((each) => !/stroke:(rgb|none)/.test(each.getAttribute('style'))).length,
    ];
  }, svg);
  assert.equal(alone, 'http://www.w3.org/2000/svg');
  assert.ok(paths > 3 && variables === 0, `${name}: ${paths}, ${variables}`);
  const png = await press('PNG');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.readUInt32BE(16) > 300, 'its width');
  const lines = String(await press('CSV'))
    .trim()
    .split('\n');
  assert.ok(lines.length > rows, `${name}: ${lines.length} lines`);
}

test('the experiment’s chart', async (t) => {
  const page = await open(t, `${address}#experiment?epoch=16`, { reducedMotion: 'reduce' });
  await part(page, 'readout').filter({ hasText: 'errs by' }).waitFor({ timeout: 120000 });
  await keeps(page, 'experiment', 20);
});

test('the playground’s charts, and its link', async (t) => {
  const page = await open(t, `${address}#playground?steps=64&width=16&starts=2`);
  await until(page, () =>
    document.querySelector('#playground-part [data-part="status"]').textContent.startsWith('Paused at step 64'),
  );
  await keeps(page, 'functions', 121);
  // Chromium lets a script save only ten files in a row. The three small charts are of one kind, so only one of them is
  // saved in every form.
  await keeps(page, 'gap', 5);
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'])
    .catch(() => {});
  await page.locator('#playground-part [data-copy-link]').click();
  const said = page.locator('#playground-part .copied');
  await said.filter({ hasText: /Copied\.|#playground\?/ }).waitFor();
});

test('the charts of Add a layer', async (t) => {
  const page = await open(
    t,
    `${address}#add-a-layer?task=diabetes&width=8&training_points=50&steps=8&epochs=2&half_width=0.1&most_splits=3`,
  );
  await part(page, 'run').click();
  await part(page, 'status').filter({ hasText: 'after 3 splits' }).waitFor({ timeout: 60000 });
  await keeps(page, 'layer-added-theory', 3);
  await keeps(page, 'settling-practice', 2);
});

test('the charts of Deep and narrow', async (t) => {
  const page = await open(t, `${address}#narrow?depth=10`);
  await part(page, 'status').filter({ hasText: 'Paused at step 0.' }).waitFor({ timeout: 60000 });
  await part(page, 'run').click();
  await part(page, 'status').filter({ hasText: 'Paused at step 2000.' }).waitFor({ timeout: 60000 });
  await keeps(page, 'narrow-arc', 78);
  await keeps(page, 'narrow-errors', 100);
});

test('a chart that is not drawn yet is not saved', async (t) => {
  const page = await open(t, `${address}#verify`);
  // Presses the buttons as soon as a part opens, before its first numbers can have come.
  const press = (name) =>
    page.evaluate(async (hash) => {
      location.hash = hash;
      await new Promise((opened) => addEventListener('hashchange', opened, { once: true }));
      const places = [...document.querySelectorAll(`${hash}-part .saving`)];
      for (const button of places.flatMap((place) => [...place.querySelectorAll('button')])) button.click();
      return places.map((place) => place.querySelector('[role="status"]').textContent);
    }, `#${name}`);
  for (const [name, charts] of Object.entries({ experiment: 1, playground: 4, 'add-a-layer': 4, narrow: 2 }))
    assert.deepEqual(await press(name), Array(charts).fill('There is nothing to save yet.'), name);
});

test('the page’s foot: the claims, the links, BibTeX', async (t) => {
  const page = await open(t);
  await counts(page.locator('footer ol li'), 3);
  for (const href of ['https://arxiv.org/abs/2501.10929', 'https://github.com/howardhi/NTK-Issues'])
    await counts(page.locator(`footer a[href="${href}"]`), 1);
  await page.locator('footer summary').click();
  await page.locator('#copy-bibtex').click();
  await page.locator('#bibtex-copied', { hasText: /Copied\.|Selected/ }).waitFor();
});
