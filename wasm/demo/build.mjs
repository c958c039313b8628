// Makes the demo, in two forms. OUT/index.html is one file that opens from disk. OUT/served has separate files for a
// server, with a service worker for when there is no network. Both have the parts' HTML and styles put together, the
// bundled scripts, the WebAssembly module, the paper's figures, the manifest with its values, and the data sets.
//   node build.mjs --module build/wasm/ntk.cjs --manifest paper/expected/quick.json --data pipeline/data --out build/wasm/demo
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { tailsOf } from './common/tails.js';
import { pack } from './pack.mjs';

const { values: options } = parseArgs({
  options: Object.fromEntries(['module', 'manifest', 'data', 'out'].map((name) => [name, { type: 'string' }])),
});
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const paper = join(root, 'paper');
const source = (name) => readFileSync(join(here, name), 'utf8').trimEnd();
const sha256 = (content) => createHash('sha256').update(content).digest('hex');
const parts = ['experiment', 'playground', 'add-a-layer', 'narrow', 'your-data', 'verify'];

// What the scripts are given: the manifest, the tables that its studies read, the figures, the options of a comparison
// as core describes them, and what the demo was built from.
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

const inputs = {
  manifest,
  tables,
  titles: Object.fromEntries(Object.entries(figures).map(([name, { description }]) => [name, description])),
  build: {
    version: readFileSync(join(root, 'CMakeLists.txt'), 'utf8').match(/project\(ntk VERSION ([\d.]+)/)[1],
    sources: execFileSync('cmake', digest, { encoding: 'utf8' }).trim(),
    manifest: sha256(readFileSync(options.manifest)),
  },
};

const wasm = readFileSync(options.module.replace(/cjs$/, 'wasm'));
const comparisonOptions = (
  await createRequire(import.meta.url)(resolve(options.module))({ wasmBinary: wasm })
).comparisonOptions();

// Parts of Vega that no figure uses, left out for size. A figure that used one would fail: Vega would not know the
// transform.
const unused = /^vega-(crossfilter|force|geo|hierarchy|label|voronoi|wordcloud)$/;
const modules = {
  name: 'modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^figure-specifications$/ }, ({ path }) => ({ path, namespace: 'figures' }));
    onLoad({ filter: /.*/, namespace: 'figures' }, () => ({ contents: JSON.stringify(figures), loader: 'json' }));
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'export default {}' }));
  },
};

async function bundle(entry, served) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    define: { SERVED: String(served), COMPARISON_OPTIONS: comparisonOptions },
    alias: { 'ntk-module': resolve(options.module), 'paper-figures': join(paper, 'figures') },
    nodePaths: [join(paper, 'node_modules')], // the paper's own Vega
    external: ['fs', 'path', 'crypto'], // Node's, which the module asks for in Node alone
    plugins: [modules],
    write: false,
  });
  return outputFiles[0].text;
}

const [worker, drawing, onePage, served] = await Promise.all([
  bundle('common/worker.js'),
  bundle('common/figures_worker.js'),
  bundle('main.js', false),
  bundle('main.js', true),
]);
/// The files that scripts ask for by name through common/packed.js.
const beside = {
  'worker.js': worker,
  'ntk.wasm': wasm,
  'inputs.json': JSON.stringify(inputs),
  'figures.js': drawing,
  'expected.values': tailsOf(readFileSync(options.manifest.replace(/json$/, 'values'))),
};

const sheets = ['../../paper/figures/palette.css', '../../paper/figures/picture.css', 'style.css', 'common/chart.css'];
const style = [...sheets, ...parts.map((part) => `${part}/${part}.css`)].map(source).join('\n');

/// index.html with `contents` put in its places.
function page(contents) {
  let html = source('index.html') + '\n';
  for (const [place, content] of [
    ['<!-- parts -->', parts.map((part) => source(`${part}/${part}.html`)).join('\n\n')],
    ...contents,
  ]) {
    if (!html.includes(place)) throw new Error(`index.html has no ${place}`);
    html = html.replace(place, () => content);
  }
  return html;
}
const stylePlace = '<link rel="stylesheet" href="style.css">';
const scriptPlace = '<script type="module" src="main.js"></script>';
const besidePlace = '<!-- beside -->';

// Inside an HTML script element these two texts would end it or hide its end.
const inElement = (script) => script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const packed = Object.entries(beside).map(
  ([name, content]) => `<script type="text/plain" id="${name}">${pack(content)}</script>`,
);
const inOne = page([
  [stylePlace, `<style>\n${style}\n</style>`],
  [scriptPlace, `<script>${inElement(onePage)}</script>`],
  [besidePlace, packed.join('\n')],
]);

const files = {
  'index.html': page([
    [scriptPlace, '<script defer src="main.js"></script>'],
    [besidePlace, ''],
  ]),
  'style.css': style,
  'main.js': served,
  ...beside,
};
const version = sha256(Object.values(files).map(sha256).join());
files['offline.js'] = source('offline.js').replace('VERSION', version).replace('FILES', Object.keys(files).join(' '));

const write = (file, content) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};
write(join(options.out, 'index.html'), inOne);
rmSync(join(options.out, 'served'), { recursive: true, force: true });
for (const [name, content] of Object.entries(files)) write(join(options.out, 'served', name), content);
