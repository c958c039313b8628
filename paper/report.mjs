// node report.mjs FOLDER: FOLDER/report.json (what `ntk compare` says of the table), the rendered figures, the claims and what
// replays them, as FOLDER/report.html.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const paper = dirname(fileURLToPath(import.meta.url));
const [folder] = process.argv.slice(2);
const text = (...path) => readFileSync(join(folder, ...path), 'utf8');
const escape = (s) => String(s).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const captions = {
  depth:
    'Test error of the network in both regimes and of regression with its NTK and NNGP, by the number of hidden layers. Bars: 95 % intervals over the splits.',
  'layer-added': "How differently a further layer changes the network's error and the NTK's. Between the margins: a match.",
  'kernels-alike': 'Error of the NNGP, of controls that know nothing of networks and of the network against that of the NTK.',
  gap: "The distance between what the network and what its NTK predict, as a share of the spread of the NTK's predictions.",
  ladder: 'The distance where one assumption of the theorem is dropped at a time, and where all are.',
};

const { artifacts, figures: stages } = JSON.parse(text('manifest.json'));
let number = 0;
const figures = Object.entries(captions)
  .filter(([name]) => existsSync(join(folder, 'figures', `${name}.svg`)))
  .map(([name, caption]) => {
    return `<figure><div class="picture wide">${text('figures', `${name}.svg`)}</div><div class="picture narrow">${text('figures', `${name}.narrow.svg`)}</div>
<figcaption><strong>Figure ${++number}.</strong> ${caption} Data: SHA-256 <code>${artifacts[stages[name].stages[0]]}</code></figcaption></figure>`;
  });
const claims = JSON.parse(text('tables', 'claims.json')).map(
  ({ claim, where, verdict: found, detail }) =>
    `<tr><th scope="row">${claim}</th><td>${escape(where)}</td><td>${escape(found)}</td><td>${escape(detail)}</td></tr>`,
);

const about = JSON.parse(text('report.json'));
const plural = (n, what) => `${n} ${what}${n === 1 ? '' : 's'}`;
const shown = (x) => (x === undefined ? '' : x < 1e5 ? x.toFixed(3) : x.toPrecision(3));
const predictors = [...new Set(about.errors.map(({ predictor }) => predictor))];
const depths = [...new Set(about.errors.map(({ hidden_layers }) => hidden_layers))].filter((depth) => depth !== undefined);
const errorOf = (name, depth, what) =>
  shown(about.errors.find(({ predictor, hidden_layers }) => predictor === name && hidden_layers === depth)?.[what]);
const heading = (cells) => `<thead><tr>${cells.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')}</tr></thead>`;
const line = (name, cells) => `<tr><th scope="row">${escape(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
// A row a predictor: at each depth, or once for a control kernel, which has none.
const errors = (what) =>
  predictors
    .filter((name) => about.errors.some((row) => row.predictor === name && row[what] !== undefined))
    .map((name) =>
      about.errors.find(({ predictor }) => predictor === name).hidden_layers === undefined
        ? `<tr><th scope="row">${escape(name)}</th><td colspan="${depths.length}">${errorOf(name, undefined, what)}</td></tr>`
        : line(
            name,
            depths.map((depth) => errorOf(name, depth, what)),
          ),
    )
    .join('\n');
const table = (what, caption) =>
  `<div class="scrolling"><table><caption>${caption}</caption>${heading(['', ...depths.map((depth) => plural(depth, 'hidden layer'))])}<tbody>
${errors(what)}
</tbody></table></div>`;
const notes = about.notes.length > 0 ? `<ul>${about.notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>` : '';
const sentences = about.verdict.split('\n').map((sentence) => `<p><strong>${escape(sentence)}</strong></p>`);

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Network, NTK and NNGP on ${escape(about.data)}</title>
<style>
${['palette', 'figures', 'picture'].map((name) => readFileSync(join(paper, 'figures', `${name}.css`), 'utf8')).join('')}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); }
figure { margin: 2rem 0; } figcaption { font-size: 0.9rem; } code { overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-size: 0.9rem; } .scrolling { overflow-x: auto; } th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-top: 1px solid var(--line); }
pre { overflow-x: auto; background: var(--raised); padding: 0.8rem; }
</style>
</head>
<body>
<main>
<h1>Does a trained network equal regression with its NTK on ${escape(about.data)}?</h1>
${sentences.join('\n')}
<h2>The data</h2>
<p>${escape(about.data)}: ${plural(about.rows, 'row')} of ${plural(about.columns.length - 1, 'input')} and the target
<strong>${escape(about.target)}</strong>, as read (texts coded, rows left out as asked).</p>
${notes}
<h2>The errors</h2>
<p>The normalised mean squared error on rows that were not trained on; 1 is no better than their mean. Kernels regress without a
ridge here; the figures show a tuned one too.</p>
${table('nmse', `Mean over the ${about.splits} splits that networks were trained on`)}
${about.kernel_splits > about.splits ? table('nmse_all_splits', `The kernels alone, mean over all ${about.kernel_splits} splits`) : ''}
${figures.join('\n')}
<h2>The claims, judged on these data alone</h2>
<p>C1: a further layer changes the network's error and the NTK's differently. C2: a kernel that ignores training (NNGP) errs
very nearly as the NTK does. C3: the network does not predict as its NTK does.</p>
<table><thead><tr><th>claim</th><th>where</th><th>verdict</th><th>detail</th></tr></thead><tbody>
${claims.join('\n')}
</tbody></table>
<h2>The same bits again</h2>
<pre>${escape(about.replay)}</pre>
<h2>The study</h2>
<pre>${escape(text('depth.toml'))}</pre>
</main>
</body>
</html>
`;
const temporary = join(folder, `.report.html.tmp-${process.pid}`);
writeFileSync(temporary, page);
renameSync(temporary, join(folder, 'report.html'));
