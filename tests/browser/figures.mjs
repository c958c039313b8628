// The figures of "Your data" on tables of other sizes. Whatever the errors are, every axis has ticks in every panel.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { picture } from '../../paper/figures/picture.mjs';

const file = (name) => JSON.parse(readFileSync(new URL(`../../paper/figures/${name}`, import.meta.url), 'utf8'));
const theme = file('theme.json');

// Rows of one task as core/studies/depth emits them. Errors are near `level` and differ by `spread` of it.
function rowsOf(figure, level, spread) {
  const near = (k) => level * (1 + spread * Math.sin(k));
  const depths = [1, 2, 3];
  const interval = (value) => ({ low: value * (1 - spread / 4), high: value * (1 + spread / 4) });
  const rows = {
    'kernels-alike': () =>
      ['interpolating', 'tuned'].flatMap((setting, s) =>
        depths.flatMap((hidden_layers) =>
          ['NNGP', 'network', 'Gaussian', 'Laplace'].map((predictor, p) => ({
            task: 'data',
            setting,
            hidden_layers,
            predictor,
            nmse_ntk: near(hidden_layers) / (1 + s),
            nmse: near(3 * hidden_layers + p) / (1 + s),
          })),
        ),
      ),
    gap: () =>
      ['theory', 'practice'].flatMap((regime, r) =>
        depths.map((hidden_layers) => ({
          task: 'data',
          regime,
          hidden_layers,
          gap: near(hidden_layers + 3 * r),
          verdict: 'open',
          ...interval(near(hidden_layers + 3 * r)),
        })),
      ),
    depth: () =>
      ['network, theory', 'network, practice', 'NTK', 'NNGP'].flatMap((predictor, p) =>
        depths.map((hidden_layers) => ({
          task: 'data',
          hidden_layers,
          predictor,
          splits: 4,
          nmse: near(hidden_layers + p),
          ...interval(near(hidden_layers + p)),
        })),
      ),
    'layer-added': () =>
      ['theory', 'practice'].flatMap((regime, r) =>
        [1, 2].map((hidden_layers) => ({
          task: 'data',
          regime,
          hidden_layers,
          verdict: 'open',
          delta: near(hidden_layers + r) - level,
          network_change: 0,
          kernel_change: 0,
          low: near(hidden_layers + r) - 1.1 * level,
          high: near(hidden_layers + r) - 0.9 * level,
        })),
      ),
  };
  return rows[figure]();
}

// How many labels each axis shows.
const ticks = (svg) =>
  [...svg.matchAll(/role-axis-label"[^>]*>(.*?)<\/g>/gs)].map(
    ([, labels]) => [...labels.matchAll(/<text[^>]*>[^<]+</g)].filter(([label]) => !label.includes('opacity="0"')).length,
  );

for (const figure of ['kernels-alike', 'gap', 'depth', 'layer-added'])
  test(`${figure} has ticks on every axis, whatever the size of the errors`, async () => {
    for (const level of [3e-5, 0.02, 0.13, 0.7, 40])
      for (const spread of [0.003, 0.1, 0.9]) {
        const panels = { 'kernels-alike': 2, gap: 1, depth: 1, 'layer-added': 2 }[figure];
        for (const variant of ['wide', 'narrow']) {
          const svg = await picture(file(`${figure}.vl.json`), rowsOf(figure, level, spread), theme, variant, figure);
          const counts = ticks(svg);
          assert.equal(counts.length, 2 * panels, `${figure} of ${level} ± ${spread}: ${counts}`);
          assert.ok(
            counts.every((count) => count >= 1),
            `${figure} of ${level} ± ${spread}, ${variant}: ${counts}`,
          );
        }
      }
  });
