// The page as a whole: how soon it is there, its links, how it looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, axe, browser, looks, open, until } from './common.mjs';

test('the first picture comes within a second', async (t) => {
  // The least of five: what else the machine does is not the page's.
  const paints = [];
  for (let i = 0; i < 5; ++i) {
    const page = await browser.newPage();
    await page.goto(address);
    const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    paints.push(Math.round(await (await page.waitForFunction(paint)).jsonValue()));
    await page.close();
  }
  t.diagnostic(`first contentful paint after ${paints.join(', ')} ms`);
  assert.ok(Math.min(...paints) < 1000);
});

const shown = (page) => page.locator('main > section:visible h2').allTextContents();
const current = (page) => page.locator('nav [aria-current="page"]').allTextContents();

test('a part has its own link, which reload, the back button and the keyboard respect', async (t) => {
  const page = await open(t);
  assert.deepEqual(await shown(page), ['Playground']);
  assert.deepEqual(await current(page), ['Playground']);
  await page.locator('#playground-part [data-key="hidden_layers"]').press('ArrowRight');
  assert.match(page.url(), /#playground\?.*hidden_layers=3/);

  await page.locator('nav [data-to="verify"]').focus();
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement.id === 'verify-title');
  assert.deepEqual(await shown(page), ['Verify the numbers']);
  assert.deepEqual(await current(page), ['Verify the numbers']);
  assert.match(await page.title(), /^Verify the numbers – /);
  await page.reload();
  assert.deepEqual(await shown(page), ['Verify the numbers']);

  await page.goBack();
  await until(page, () => document.activeElement.id === 'playground-title');
  assert.deepEqual(await shown(page), ['Playground']);
  assert.equal(await page.locator('#playground-part [data-key="hidden_layers"]').inputValue(), '3');
});

test('the playground fits every width, in both themes', async (t) => {
  const page = await open(t, `${address}#playground?steps=64`);
  await until(page, () => document.querySelector('[data-part="steps"]').textContent === '64');
  await axe(page);
  await looks(page, 'playground');
});
