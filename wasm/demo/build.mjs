// Makes the demo one self-contained HTML file: the parts' HTML and styles put together, scripts bundled, the worker with
// its WebAssembly module, the manifest and the data sets inlined.
//   node build.mjs --module build/wasm/ntk.cjs --manifest paper/expected/quick.json --data pipeline/data --out index.html
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values: options } = parseArgs({
  options: Object.fromEntries(['module', 'manifest', 'data', 'out'].map((name) => [name, { type: 'string' }])),
});
const here = dirname(fileURLToPath(import.meta.url));
const source = (name) => readFileSync(join(here, name), 'utf8').trimEnd();
const parts = ['playground', 'verify'];

// What the page is about: the manifest, and the tables that its studies read.
const manifest = JSON.parse(readFileSync(options.manifest, 'utf8'));
const tables = {};
for (const study of manifest.studies)
  for (const [task, { file, target }] of Object.entries(study.data ?? {}))
    tables[task] = { csv: readFileSync(join(options.data, basename(file)), 'utf8'), target };

const studyInputs = {
  name: 'study-inputs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^study-inputs$/ }, ({ path }) => ({ path, namespace: 'inputs' }));
    onLoad({ filter: /.*/, namespace: 'inputs' }, () => ({
      contents: JSON.stringify({ manifest, tables }),
      loader: 'json',
    }));
  },
};

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    alias: { 'ntk-module': resolve(options.module) },
    external: ['fs', 'path', 'crypto'], // Node's, which the module asks for in Node alone
    plugins: [studyInputs],
    write: false,
  });
  // Inside an HTML script element these two would end it or hide its end.
  return outputFiles[0].text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

const [worker, main] = await Promise.all([bundle('common/worker.js'), bundle('main.js')]);
const styles = ['style.css', 'common/chart.css', ...parts.map((part) => `${part}/${part}.css`)];
const contents = [
  ['<link rel="stylesheet" href="style.css">', `<style>\n${styles.map(source).join('\n')}\n</style>`],
  ['<!-- parts -->', parts.map((part) => source(`${part}/${part}.html`)).join('\n\n')],
  ['id="worker-source"></script>', `id="worker-source">${worker}</script>`],
  ['<script type="module" src="main.js"></script>', `<script>${main}</script>`],
];
let page = source('index.html');
for (const [place, content] of contents) {
  if (!page.includes(place)) throw new Error(`index.html has no ${place}`);
  page = page.replace(place, () => content);
}
mkdirSync(dirname(resolve(options.out)), { recursive: true });
writeFileSync(options.out, page);
