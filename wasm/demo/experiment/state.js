// The state of "The experiment": what is compared with what, and at which time. Targets are given by their law's number
// in core/studies/authors.
import { choiceOf, flag, scaleOf, wholeNumberOf } from '../common/state.js';

export const theEnd = 'end';
const lastEpoch = 2 ** 22; // as core/studies/authors/infinite.cpp has it

const epoch = {
  read: (text) =>
    text === theEnd ? theEnd : /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= lastEpoch ? Number(text) : undefined,
  rule: `Training time: a number of epochs up to ${lastEpoch}, or “${theEnd}”.`,
  scale: [theEnd], // see timesOf
  initial: 1,
};

/// The times that can be shown: powers of two, the epochs where the authors stopped, and the limit of endless training.
export function timesOf(stops) {
  const epochs = new Set([...Object.values(stops), ...Array.from({ length: 23 }, (_, k) => 2 ** k)]);
  return [...[...epochs].toSorted((a, b) => a - b), theEnd];
}

export const properties = {
  epoch,
  root: flag,
  same_rows: flag,
  targets: choiceOf({ 0: 'NTK B as coded', 1: 'NTK B, root put back', 2: 'the network’s own NTK', 3: 'the network’s GP' }, '0'),
  size: choiceOf({ small: 'small: at once', authors: 'the authors’: 1000 points' }, 'small'),
  seed: wholeNumberOf('Seed', 0, 99999999, 20250118),
  width: scaleOf([16, 32, 64, 128, 256, 512, 1024, 2048], 128),
  hidden_layers: choiceOf([1, 2], 1),
};

/// The study whose first trial is shown. `quick` is that of the profile quick, which gives the small size. Its networks
/// are one of the chosen width and one half as wide.
export function studyOf({ size, seed, width }, quick) {
  const trials = 2;
  const networks = (section) => ({ ...section, widths: [width / 2, width], trials, widest_trials: trials, root_trials: trials });
  const large = size === 'authors';
  return {
    ...quick,
    ...(large && { points: 1000, inputs: 15, batch: 8, rate: 0.002 }),
    seed,
    trials,
    one_layer: { ...networks(quick.one_layer), ...(large && { epochs: 3000 }) },
    two_layers: { ...networks(quick.two_layers), ...(large && { epochs: 6000 }) },
  };
}
