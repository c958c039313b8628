// The page as a whole: how soon it is there, its links, and how it looks.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { address, axe, browser, looks, open, page_file, part, scratch, serveFolder, until } from './common.mjs';

test('the first picture comes within 0.3 s', async (t) => {
  // Measures by how much it takes longer than a page of one line. The least of some tries counts, because the machine
  // does other work too; a page that is slow itself is so at every try.
  const tries = 20;
  const line = join(scratch, 'line.html');
  writeFileSync(line, '<!doctype html><title>A line</title><p>One line.');
  const paints = { page: [], line: [] };
  const longer = () => Math.min(...paints.page) - Math.min(...paints.line);
  while (paints.page.length === 0 || (longer() >= 300 && paints.page.length < tries))
    for (const [name, url] of [
      ['line', pathToFileURL(line).href],
      ['page', address],
    ]) {
      const page = await browser.newPage();
      await page.goto(url);
      const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
      paints[name].push(Math.round(await (await page.waitForFunction(paint)).jsonValue()));
      await page.close();
    }
  t.diagnostic(`first contentful paint after ${paints.page.join(', ')} ms; of one line, after ${paints.line.join(', ')}`);
  assert.ok(longer() < 300);
});

test('the page is one file of less than 2.5 MB, which asks for nothing else', async (t) => {
  const { size } = statSync(page_file);
  t.diagnostic(`${size} bytes`);
  assert.ok(size < 2.5e6);
  await open(t); // fails where the page makes a request to anywhere
});

test('the served form streams its module, keeps its files, and goes on without a network', async (t) => {
  const { origin, served, close } = await serveFolder(t, join(dirname(page_file), 'served'));
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${origin}/#verify?figure=circle-kernel`);
  const verified = part(page, 'status').filter({
    hasText: /^Figure circle-kernel: all \d+ artifacts behind it have the manifest’s bits/,
  });
  await verified.waitFor({ timeout: 120000 });
  assert.ok(served.has('ntk.wasm') && served.has('worker.js'), [...served].join());
  await page.evaluate(() => navigator.serviceWorker.ready);
  await close();
  await page.reload();
  await verified.waitFor({ timeout: 120000 });
  assert.deepEqual(complaints, []);
});

test('a served page that is built anew takes the old one’s place as a whole, and leaves other pages’ caches', async (t) => {
  const folder = join(scratch, 'anew');
  cpSync(join(dirname(page_file), 'served'), join(folder, 'served'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>another page of the same origin</title>');
  const change = (name, from, to) => {
    const file = join(folder, 'served', name);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes(from), name);
    writeFileSync(file, text.replace(from, to));
  };
  const { origin } = await serveFolder(t, folder);
  const context = await browser.newContext();
  t.after(() => context.close());
  const visit = async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/served/#verify`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    return page;
  };
  const isAnew = async (page) => /built anew$/.test(await page.title());
  const other = await context.newPage();
  await other.goto(origin);
  await other.evaluate(() => caches.open('of another page'));
  const soon = async (holds, argument) => {
    const end = Date.now() + 60000;
    while (!(await other.evaluate(holds, argument))) {
      assert.ok(Date.now() < end, `${holds} ${argument}`);
      await other.waitForTimeout(100);
    }
  };
  const countCaches = (count) => soon(async (n) => (await caches.keys()).length === n, count);

  const first = await visit();
  await countCaches(2);
  change('index.html', '</title>', ' built anew</title>');
  change('offline.js', "ours + '", "ours + 'anew ");
  const meanwhile = await visit();
  await countCaches(3);
  await soon(async () => (await navigator.serviceWorker.getRegistration('/served/')).installing === null);
  await other.waitForTimeout(500); // for a change that would come too soon
  await meanwhile.reload();
  assert.ok(!(await isAnew(meanwhile)), 'a page of the old version is still open');
  await first.close();
  await meanwhile.close();
  await countCaches(2);
  assert.ok((await other.evaluate(() => caches.keys())).includes('of another page'));
  assert.ok(await isAnew(await visit()));
});

const shown = (page) => page.locator('main > section:visible h2').allTextContents();
const current = (page) => page.locator('nav [aria-current="page"]').allTextContents();

test('a part has its own link, which reload, the back button and the keyboard respect', async (t) => {
  const page = await open(t);
  assert.deepEqual(await shown(page), ['The experiment']);
  assert.deepEqual(await current(page), ['The experiment']);
  await page.locator('nav [data-to="playground"]').click();
  assert.deepEqual(await shown(page), ['Playground']);
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

test('names in links are looked up as such, and what is unknown is said', async (t) => {
  const page = await open(t, `${address}#constructor`);
  const said = page.locator('#link-notice');
  for (const name of ['constructor', '__proto__', 'toString']) {
    await page.evaluate((part) => (location.hash = part), `${name}`);
    await said.filter({ hasText: `The link’s part “${name}” is unknown here.` }).waitFor();
    assert.deepEqual(await shown(page), ['The experiment']);
  }
  await page.goto(`${address}#your-data?file=constructor`);
  await page
    .locator('#your-data-part [data-part="read"]', { hasText: 'The link is about constructor, which stays with who has it' })
    .waitFor();
  await page.goto(`${address}#add-a-layer?task=toString`);
  await said.filter({ hasText: 'The link is about the table “toString”, which stays with who has it' }).waitFor();
  assert.equal(await page.locator('#add-a-layer-part [data-key="task"]').inputValue(), 'friedman1');
  await page.goto(`${address}#verify?figure=valueOf&colour=red`);
  await said.filter({ hasText: 'figure “valueOf” is not possible' }).filter({ hasText: '“colour” is unknown' }).waitFor();
  await axe(page);
  await page.locator('nav [data-to="playground"]').click();
  assert.equal(await said.textContent(), '');
});

test('every control of every part has a name of its own', async (t) => {
  const page = await open(t);
  for (const name of ['experiment', 'playground', 'add-a-layer', 'narrow', 'your-data', 'verify']) {
    await page.locator(`nav [data-to="${name}"]`).click();
    const { nodes } = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree');
    const controls = nodes.filter(
      ({ ignored, role }) => !ignored && /^(button|slider|textbox|spinbutton|combobox|checkbox|link)$/i.test(role?.value ?? ''),
    );
    assert.ok(controls.length > 8, name);
    for (const control of controls) assert.ok(control.name?.value, `${name}: a ${control.role.value} without a name`);
  }
});

test('over plain HTTP from another host hashes are computed all the same', async (t) => {
  const { origin } = await serveFolder(t, dirname(page_file));
  // The host's name is not a local one, so that without TLS the page is no secure context.
  const url = `${origin.replace('localhost', 'demo.test')}/#verify?figure=circle-kernel`;
  const elsewhere = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP demo.test 127.0.0.1'],
  });
  t.after(() => elsewhere.close());
  const page = await elsewhere.newPage();
  await page.goto(url);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await part(page, 'status')
    .filter({ hasText: /^Figure circle-kernel: all \d+ artifacts behind it have the manifest’s bits/ })
    .waitFor({ timeout: 120000 });
});

test('the playground fits every width, in both themes', async (t) => {
  const page = await open(t, `${address}#playground?steps=64`);
  await until(page, () => document.querySelector('#playground-part [data-part="steps"]').textContent === '64');
  await axe(page);
  await looks(page, 'playground');
});
