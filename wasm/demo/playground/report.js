// Says in words and in tables what the state shows.
import { shown, tableOf, thin } from '../common/dom.js';

const far = 100; // values beyond are about to diverge; the points lie within 2
const ranOff = (values) => values.some((value) => Math.abs(value) > far);

/// The indices of the starts that have diverged or are about to.
export function divergedStarts(now) {
  const grid = now.x.length;
  return Array.from(now['network.diverged'].keys()).filter(
    (i) => now['network.diverged'][i] > 0 || ranOff(now.network.subarray(i * grid, (i + 1) * grid)),
  );
}

/// Which of the linearisation and the kernels have diverged or are about to.
export const offLimits = (now) =>
  ['ntk', 'nngp', 'linearised'].filter((name) => now[`${name}.diverged`][0] > 0 || ranOff(now[name]));

/// Says what runs off to infinity, and why. '' where nothing does.
export function divergence(now, { relative_rate, optimizer }) {
  const sentences = [];
  const off = offLimits(now);
  const starts = divergedStarts(now);
  const count = now['network.diverged'].length;
  if (starts.length > 0) {
    const overshoot = now.overshoot ? Math.max(...starts.map((i) => now.overshoot[i])) : 0;
    const cause =
      overshoot > 2
        ? `measured by their own kernels at the start the rate is ${shown(overshoot, 3)}, and above 2 each step makes the ` +
          'error greater than it was'
        : 'their kernels have grown in training, until the rate was too large for them';
    sentences.push(
      `${starts.length === count ? 'All networks diverge' : `${starts.length} of ${count} networks diverge`}: ${cause}. ` +
        'Lower the rate, widen the network or take fewer hidden layers.',
    );
  }
  const cause = (measured) =>
    optimizer === 'adam'
      ? 'the rate is too large for it'
      : `${measured}, and above 2 each step makes the error greater than it was`;
  const kernels = off.filter((name) => name !== 'linearised').map((name) => name.toUpperCase());
  if (kernels.length > 0) {
    const [names, verb] =
      kernels.length > 1 ? [`predictions of ${kernels.join(' and ')}`, 'diverge'] : [`prediction of the ${kernels}`, 'diverges'];
    sentences.push(`The ${names} ${verb}: ${cause(`the rate is ${relative_rate}`)}.`);
  }
  if (off.includes('linearised'))
    sentences.push(
      `The linearisation diverges: ${cause(`measured by its own kernel the rate is ${shown(now.overshoot?.[0], 3)}`)}.`,
    );
  if (off.length > 0 && starts.length === 0)
    sentences.push(
      'The networks do not: their kernels change until the rate is small enough for them, as no kernel that ' +
        'stands still can (the “catapult”).',
    );
  return sentences.join(' ');
}

/// The functions at one moment, with a row for each input.
export function functionRows(now) {
  const value = (name, i) => (now[`${name}.diverged`][0] > 0 ? 'diverged' : now[name][i]);
  return Array.from(now.x.keys(), (i) => ({
    x: now.x[i],
    ...Object.fromEntries(
      Array.from(now['network.diverged'], (diverged, s) => [
        `network ${s + 1}`,
        diverged > 0 ? 'diverged' : now.network[s * now.x.length + i],
      ]),
    ),
    linearisation: value('linearised', i),
    NTK: value('ntk', i),
    NNGP: value('nngp', i),
    'NNGP standard deviation': now['nngp.deviation'][i],
  }));
}

/// The charts' numbers, in a table for each chart.
export function tables(history, now) {
  const inputs = thin(Array.from(now.x.keys()), 13);
  const pairs = thin(Array.from(now['kernel.x'].keys()), 8);
  const n = now['kernel.x'].length;
  const alive = now['network.diverged'][0] === 0;
  return [
    tableOf(
      inputs.map((i) => ({
        x: now.x[i],
        'network (first start)': alive ? now.network[i] : 'diverged',
        linearisation: now['linearised.diverged'][0] ? 'diverged' : now.linearised[i],
        NTK: now['ntk.diverged'][0] ? 'diverged' : now.ntk[i],
        NNGP: now['nngp.diverged'][0] ? 'diverged' : now.nngp[i],
        'NNGP standard deviation': now['nngp.deviation'][i],
      })),
      `The functions at step ${now.step[0]}`,
    ),
    tableOf(
      thin(history, 20).map((moment) => ({
        step: moment.step[0],
        'error, networks’ mean': moment['network.error.mean']?.[0],
        'error, NTK': moment['ntk.diverged'][0] ? 'diverged' : moment['ntk.error'][0],
        'error, NNGP': moment['nngp.diverged'][0] ? 'diverged' : moment['nngp.error'][0],
        'gap D, mean': moment['gap.mean']?.[0],
        'drift, mean': moment['drift.mean']?.[0],
        'networks diverged': moment['network.diverged'].reduce((a, b) => a + b, 0),
      })),
      'Over the steps',
    ),
    tableOf(
      pairs.map((i) => ({
        x: now['kernel.x'][i],
        'Θ(x, x) at the start': now['kernel.start'][i * n + i],
        'Θ(x, x) now': alive ? now['kernel.now'][i * n + i] : 'diverged',
        'Θ(x, x) infinite width': now['kernel.limit'][i * n + i],
        'Θ(x, −2) at the start': now['kernel.start'][i * n],
        'Θ(x, −2) now': alive ? now['kernel.now'][i * n] : 'diverged',
        'Θ(x, −2) infinite width': now['kernel.limit'][i * n],
      })),
      'The kernel, in units of its largest eigenvalue on the points',
    ),
  ];
}
