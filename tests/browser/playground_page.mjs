// What the tests of the playground share: its page, its elements, and what to wait for.
import { address, open, part, text, until } from './common.mjs';

export const link = (query) => `${address}#playground?${query}`;
export async function openPlayground(t, query = '', options) {
  const page = await open(t, link(query), options);
  await part(page, 'run').and(page.locator(':enabled')).waitFor();
  return page;
}
export const steps = async (page) => Number(await text(page, 'steps'));
export const stepsAtLeast = (page, n) =>
  until(page, (least) => Number(document.querySelector('#playground-part [data-part="steps"]').textContent) >= least, n);
export const paused = (page, n) =>
  until(
    page,
    (step) => document.querySelector('#playground-part [data-part="status"]').textContent.startsWith(`Paused at step ${step}`),
    n,
  );
export const gap = async (page) => Number(await text(page, 'gap-value'));
export const circles = (page) => page.locator('.points circle');
export const inLink = (page, key) => new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get(key);
export const kept = (page, key, value) =>
  page.waitForFunction(([k, v]) => new URLSearchParams(location.hash.split('?')[1]).get(k) === v, [key, value], {
    timeout: 10000,
  });
export const curves = (page) =>
  page
    .locator('#playground-part [data-part="function-plot"] path.curve')
    .evaluateAll((all) => all.map((c) => c.getAttribute('d')));
export const slide = (page, key, value) => page.locator(`#playground-part [data-key="${key}"]`).fill(String(value));

export async function hashOf(page) {
  await until(page, () => document.querySelector('#playground-part [data-part="hash"]').textContent.length === 64);
  return text(page, 'hash');
}

// The place on the screen of the point (x, y) of the plot's plane.
export async function place(page, x, y) {
  const box = await page.locator('.points').boundingBox();
  return [box.x + ((x + 2) / 4) * box.width, box.y + ((2 - y) / 4) * box.height];
}
