// The npm package in a page without a bundler: what is in the tarball is served as it is, and imported from there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { browser, ntk, page_file, scratch, serveFolder } from './common.mjs';

const rows = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);

// The kernel as the command has it.
function commandsKernel() {
  const [x, k] = ['x.csv', 'k.npy'].map((name) => join(scratch, name));
  writeFileSync(x, [['a', 'b'], ...rows].join('\n') + '\n');
  execFileSync(ntk, ['kernel', x, '--kind', 'ntk', '--hidden-layers', '3', '--out', k]);
  const bytes = readFileSync(k);
  return [...new Float64Array(Uint8Array.from(bytes.subarray(10 + bytes.readUInt16LE(8))).buffer)];
}

test('a page without a bundler computes kernels by the npm package, itself and in a worker, with the command’s bits', async (t) => {
  const made = join(dirname(page_file), '../npm');
  const folder = join(scratch, 'npm');
  mkdirSync(folder);
  const tarball = readdirSync(made).find((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', join(made, tarball), '-C', folder]);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>A page</title><link rel="icon" href="data:,">');
  const { origin, served } = await serveFolder(t, folder);
  const page = await browser.newPage();
  t.after(() => page.close());
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(origin);
  const found = await page.evaluate(async (rows) => {
    const { load, loadWorker } = await import('/package/index.js');
    const results = [];
    for (const start of [load, loadWorker]) {
      const ntk = await start();
      const kernel = await ntk.kernel({ x: Float64Array.from(rows.flat()), columns: 2, kind: 'ntk', hiddenLayers: 3 });
      let refused;
      try {
        await ntk.kernel({ x: [1], columns: 1, kind: 'ntk', hiddenLayers: -1 });
      } catch (error) {
        refused = [error.message, error.facts.key];
      }
      results.push({ kernel: [...kernel], refused, info: ntk.info });
      ntk.close?.();
    }
    return results;
  }, rows);
  const wanted = commandsKernel();
  for (const { kernel, refused, info } of found) {
    assert.deepEqual(kernel, wanted);
    assert.deepEqual(refused, ['hiddenLayers must be a whole number from 0 to 1000, not -1.', 'hiddenLayers']);
    assert.equal(info.instructionSet, 'relaxed');
  }
  assert.ok(served.has('package/ntk.wasm') && served.has('package/worker.js'), [...served].join());
  assert.deepEqual(complaints, []);
});
