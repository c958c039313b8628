// A reader who presses, types and drags in any order. Whatever it was, the page has no error (`open` sees to
// that), keeps its width and still answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, until } from './common.mjs';

const actions = 100;
const tables = ['', 'x,y\n1,2\n3,4\n', 'a,b,c\n1,2,x\n4,,6\n7,8,9\n', '\0\u0001ÿ', 'x,y\n' + '0.5,1\n2,3\n'.repeat(30)];
const entries = ['', '0', '-1', '1e9', '0.5', '7'];
const keys = ['Tab', 'Enter', 'Space', 'ArrowLeft', 'ArrowRight', 'Delete', 'Control+z', 'Control+Shift+z', 'Escape', 'End'];

// Numbers in [0, 1), the same for the same seed (xorshift32).
function numbersOf(seed) {
  let state = seed * 2654435761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

// Uses one of the controls that can be seen. Returns what it was. `one` gives one of a list.
async function useOne(page, random, one) {
  const controls = page.locator('button:enabled, input:enabled, select:enabled, summary, main svg, a[href^="#"]');
  const control = one(await controls.filter({ visible: true }).all());
  const [tag, type, name] = await control.evaluate((e) => [e.localName, e.type, e.ariaLabel || (e.labels?.[0] ?? e).textContent]);
  if (tag === 'select') await control.selectOption({ index: Math.floor(random() * (await control.locator('option').count())) });
  else if (type === 'range') {
    await control.focus();
    await page.keyboard.press(one(['Home', 'End', 'PageUp', 'ArrowLeft']));
  } else if (type === 'file')
    await control.setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(one(tables)) });
  else if (type === 'number' || type === 'text') await control.fill(one(entries));
  else if (tag === 'svg') {
    await control.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await control.boundingBox();
    await page.mouse.move(x + random() * width, y + random() * height);
    await page.mouse.down();
    await page.mouse.move(x + random() * width, y + random() * height, { steps: 3 });
    await page.mouse.up();
  } else await control.click({ noWaitAfter: true });
  return `${tag} ${name.trim().slice(0, 40)}`;
}

for (const seed of [1, 2, 3])
  test(`the page bears being used in any order: seed ${seed}`, async (t) => {
    const random = numbersOf(seed);
    const one = (list) => list[Math.floor(random() * list.length)];
    const page = await open(t);
    page.setDefaultTimeout(2000);
    const done = [];
    let missed = 0;
    page.on('pageerror', ({ message }) => t.diagnostic(`${message}; after ${done.slice(-8).join(', ')}`));
    while (done.length < actions) {
      if (random() < 0.1) {
        const key = one(keys);
        done.push(`key ${key}`);
        await page.keyboard.press(key);
        continue;
      }
      try {
        done.push(await useOne(page, random, one));
      } catch (error) {
        // What was seen may be gone, or covered, before it is used.
        ++missed;
        done.push(error.message.split('\n')[0]);
      }
    }
    assert.ok(missed < actions / 2, `${missed} actions were not possible`);
    await page.evaluate(() => (location.hash = '#playground?width=16&steps=8'));
    await until(page, () => document.querySelector('#playground-part [data-part="status"]')?.textContent.includes('at step 8'));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1280, 'its width');
  });
