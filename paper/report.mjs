// node report.mjs FOLDER VERDICT COMMAND writes FOLDER/report.html: the rendered figures, the claims, and what replays them.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const paper = dirname(fileURLToPath(import.meta.url));
const [folder, verdict, command] = process.argv.slice(2);
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
<figcaption><strong>Figure ${++number}.</strong> ${caption} Data: SHA-256 <code>${artifacts[stages[name].stage]}</code></figcaption></figure>`;
  });
const claims = JSON.parse(text('tables', 'claims.json')).map(
  ({ claim, where, verdict: found, detail }) =>
    `<tr><th scope="row">${claim}</th><td>${escape(where)}</td><td>${escape(found)}</td><td>${escape(detail)}</td></tr>`,
);

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Network, NTK and NNGP on your data</title>
<style>
${['palette', 'figures', 'picture'].map((name) => readFileSync(join(paper, 'figures', `${name}.css`), 'utf8')).join('')}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); }
figure { margin: 2rem 0; } figcaption { font-size: 0.9rem; } code { overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-top: 1px solid var(--line); }
pre { overflow-x: auto; background: var(--raised); padding: 0.8rem; }
</style>
</head>
<body>
<main>
<h1>Does a trained network equal regression with its NTK on these data?</h1>
<p><strong>${escape(verdict)}</strong></p>
${figures.join('\n')}
<h2>The claims, judged on these data alone</h2>
<p>C1: a further layer changes the network's error and the NTK's differently. C2: a kernel that ignores training (NNGP) errs
very nearly as the NTK does. C3: the network does not predict as its NTK does.</p>
<table><thead><tr><th>claim</th><th>where</th><th>verdict</th><th>detail</th></tr></thead><tbody>
${claims.join('\n')}
</tbody></table>
<h2>The same bits again</h2>
<pre>${escape(command)}</pre>
<h2>The study</h2>
<pre>${escape(text('depth.toml'))}</pre>
</main>
</body>
</html>
`;
const temporary = join(folder, `.report.html.tmp-${process.pid}`);
writeFileSync(temporary, page);
renameSync(temporary, join(folder, 'report.html'));
