// What the tests of all parts share: the browser, a page opened from disk, and how its elements are found. The
// environment has PAGE (the built index.html), SCREENSHOTS (a folder) and NTK (the command): see run.sh.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import axeCore from 'axe-core';
import { chromium } from 'playwright-core';
import { pack, unpack } from '../../wasm/demo/pack.mjs';

export const page_file = resolve(process.env.PAGE);
export const address = pathToFileURL(page_file).href;
export const ntk = resolve(process.env.NTK);
export const screenshots = resolve(process.env.SCREENSHOTS);
export const scratch = mkdtempSync(join(tmpdir(), 'ntk-browser-'));
export let browser;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

// Opens a page at `url`. At the test's end it is closed, and must have had no errors and made no requests to anywhere.
export async function open(t, url = address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && request.url().split('#')[0] !== url.split('#')[0])
      complaints.push(`request to ${request.url()}`);
  });
  t.after(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(url);
  return page;
}

const kinds = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };

// Serves a folder until the test's end or until `close`. `served` is what was asked for.
export async function serveFolder(t, folder) {
  const served = new Set();
  const server = createServer((request, response) => {
    const file = new URL(request.url, 'http://localhost').pathname.slice(1).replace(/(^|\/)$/, '$1index.html');
    served.add(file);
    const path = join(folder, file);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.setHeader('cache-control', 'max-age=600'); // as many servers of static pages say
    response.setHeader('content-type', kinds[file.split('.').at(-1)] ?? 'application/octet-stream').end(readFileSync(path));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const close = () =>
    new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
  return { origin: `http://localhost:${server.address().port}`, served, close };
}

export const part = (page, name) => page.locator(`main > section:visible [data-part="${name}"]`); // of the part shown
export const text = (page, name) => part(page, name).textContent();
export const until = (page, condition, argument) => page.waitForFunction(condition, argument, { timeout: 120000 });

/// Waits until the locator finds exactly `expected` elements, as a busy machine may show them late.
export async function counts(locator, expected) {
  const end = Date.now() + 30000;
  let found = await locator.count();
  while (found !== expected && Date.now() < end) {
    await new Promise((later) => setTimeout(later, 50));
    found = await locator.count();
  }
  assert.equal(found, expected, `of ${locator}`);
}

/// The bytes of the file that pressing a button saves.
export async function savedBy(page, button) {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await file.path());
}

/// Makes a page whose packed files have other contents: {name: (bytes) => content}.
export function alteredPage(name, changes) {
  let html = readFileSync(page_file, 'utf8');
  for (const [id, change] of Object.entries(changes))
    html = html.replace(new RegExp(`(?<=id="${id}">)[^<]*(?=<)`), (packed) => pack(change(unpack(packed))));
  const file = join(scratch, name);
  writeFileSync(file, html);
  return file;
}

// Requires that axe-core finds nothing wrong with what the page shows, in both themes.
export async function axe(page) {
  await page.evaluate(axeCore.source);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
    assert.deepEqual(found, [], colorScheme);
  }
}

// Takes pictures of the page at three widths in both themes, for the eye, and requires that nothing sticks out.
export async function looks(page, name) {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [360, 800, 1280]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(150); // charts take their new width
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${name} at ${width}`);
    }
}

// The longest task of any page's main thread while `work` runs, in ms of processor time: unlike time by the clock it
// does not grow when the machine has other work.
export async function longestTask(page, work) {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const main = new Set(traceEvents.filter(isMain).map(thread));
  const tasks = traceEvents.filter((event) => event.tdur !== undefined && main.has(thread(event)));
  assert.ok(tasks.length > 100, 'the trace holds the tasks');
  return Math.max(...tasks.map((task) => task.tdur)) / 1000;
}
