// Renders the paper's figures:  node render.mjs RESULTS_DIR
//
// Of each figure in RESULTS_DIR/manifest.json, the rows RESULTS_DIR/figures/NAME.json, drawn as figures/NAME.vl.json here
// says, become RESULTS_DIR/figures/NAME.svg (for a page's width) and NAME.narrow.svg (for a phone's), and all other
// pictures there are removed; RESULTS_DIR/pictures.json keeps the SHA-256 of each. The same rows give the same bytes on
// every machine and version of Node (see figures/picture.mjs).
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { picture } from './figures/picture.mjs';
import { variants } from './figures/specification.mjs';

const figures = join(dirname(fileURLToPath(import.meta.url)), 'figures');

function fail(message) {
  process.stderr.write(`paper/render.mjs: ${message}\n`);
  process.exit(1);
}

function readJson(path, remedy) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    fail(`${path}: not found; ${remedy}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    fail(`${path}: not JSON (${error.message}); ${remedy}`);
  }
}

const results = process.argv[2];
if (results === undefined) fail('use: node paper/render.mjs RESULTS_DIR');

const theme = readJson(join(figures, 'theme.json'), 'restore it');
const pictures = {};
for (const file of readdirSync(join(results, 'figures'))) if (file.endsWith('.svg')) rmSync(join(results, 'figures', file));
const manifest = readJson(join(results, 'manifest.json'), 'run `ntk reproduce` first');
for (const name of Object.keys(manifest.figures).sort()) {
  const figure = readJson(join(figures, `${name}.vl.json`), 'restore it');
  const data = join(results, 'figures', `${name}.json`);
  const rows = readJson(data, 'run `ntk reproduce` first');
  if (!Array.isArray(rows) || rows.length === 0) fail(`${data}: holds no rows; run \`ntk reproduce\` again`);
  for (const variant of variants) {
    const key = variant === 'wide' ? name : `${name}.${variant}`;
    const svg = await picture(figure, rows, theme, variant, key).catch((error) =>
      fail(`figures/${name}.vl.json: ${error.message}`),
    );
    writeFileSync(join(results, 'figures', `${key}.svg`), svg);
    pictures[key] = createHash('sha256').update(svg).digest('hex');
  }
}
const sorted = Object.fromEntries(Object.entries(pictures).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(results, 'pictures.json'), `${JSON.stringify(sorted, null, 2)}\n`);
