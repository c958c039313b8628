// Makes the demo one self-contained HTML file: the parts' HTML and styles put together, scripts bundled, the workers with
// the WebAssembly module and the paper's figures, the manifest with its values and the data sets inlined.
//   node build.mjs --module build/wasm/ntk.cjs --manifest paper/expected/quick.json --data pipeline/data --out index.html
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const { values: options } = parseArgs({
  options: Object.fromEntries(['module', 'manifest', 'data', 'out'].map((name) => [name, { type: 'string' }])),
});
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const paper = join(root, 'paper');
const source = (name) => readFileSync(join(here, name), 'utf8').trimEnd();
const sha256 = (content) => createHash('sha256').update(content).digest('hex');
const parts = ['experiment', 'playground', 'add-a-layer', 'your-data', 'verify'];

// What the page is about: the manifest, the tables that its studies read, the figures, the options of a comparison as core
// describes them, what it was built from.
const manifest = JSON.parse(readFileSync(options.manifest, 'utf8'));
const tables = {};
for (const study of manifest.studies)
  for (const [task, { file, target }] of Object.entries(study.data ?? {}))
    tables[task] = { csv: readFileSync(join(options.data, basename(file)), 'utf8'), target };

const suffix = '.vl.json';
const figures = {};
for (const file of readdirSync(join(paper, 'figures')).filter((name) => name.endsWith(suffix)))
  figures[basename(file, suffix)] = JSON.parse(readFileSync(join(paper, 'figures', file), 'utf8'));

const digest = ['-D', `source_folder=${root}`, '-P', join(root, 'pipeline/core_digest.cmake')];

const virtual = {
  'study-inputs': {
    manifest,
    tables,
    comparisonOptions: JSON.parse((await createRequire(import.meta.url)(resolve(options.module))()).comparisonOptions()),
    titles: Object.fromEntries(Object.entries(figures).map(([name, { description }]) => [name, description])),
    build: {
      version: readFileSync(join(root, 'CMakeLists.txt'), 'utf8').match(/project\(ntk VERSION ([\d.]+)/)[1],
      sources: execFileSync('cmake', digest, { encoding: 'utf8' }).trim(),
      manifest: sha256(readFileSync(options.manifest)),
    },
  },
  'figure-specifications': figures,
};
const virtualModules = {
  name: 'virtual-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(study-inputs|figure-specifications)$/ }, ({ path }) => ({ path, namespace: 'virtual' }));
    onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({ contents: JSON.stringify(virtual[path]), loader: 'json' }));
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
    alias: { 'ntk-module': resolve(options.module), 'paper-figures': join(paper, 'figures') },
    nodePaths: [join(paper, 'node_modules')], // the paper's own Vega
    external: ['fs', 'path', 'crypto'], // Node's, which the module asks for in Node alone
    plugins: [virtualModules],
    write: false,
  });
  // Inside an HTML script element these two would end it or hide its end.
  return outputFiles[0].text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

const [worker, drawing, main] = await Promise.all(['common/worker.js', 'common/figures_worker.js', 'main.js'].map(bundle));
const values = gzipSync(readFileSync(options.manifest.replace(/json$/, 'values')), { level: 9 }).toString('base64');
const styles = ['../../paper/figures/palette.css', '../../paper/figures/picture.css', 'style.css', 'common/chart.css'];
styles.push(...parts.map((part) => `${part}/${part}.css`));
const contents = [
  ['<link rel="stylesheet" href="style.css">', `<style>\n${styles.map(source).join('\n')}\n</style>`],
  ['<!-- parts -->', parts.map((part) => source(`${part}/${part}.html`)).join('\n\n')],
  ['id="worker-source"></script>', `id="worker-source">${worker}</script>`],
  ['<script type="module" src="main.js"></script>', `<script>${main}</script>`],
  ['id="figures-source"></script>', `id="figures-source">${drawing}</script>`],
  ['id="expected-values"></script>', `id="expected-values">${values}</script>`],
];
let page = source('index.html') + '\n';
for (const [place, content] of contents) {
  if (!page.includes(place)) throw new Error(`index.html has no ${place}`);
  page = page.replace(place, () => content);
}
mkdirSync(dirname(resolve(options.out)), { recursive: true });
writeFileSync(options.out, page);
