// The state of "Your data": all that the study depends on but the table itself, of which the link holds the name.
import { wholeNumberOf } from '../common/state.js';

const flag = { read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined), initial: false };

function depths(text) {
  const list = text.split(',').map((each) => each.trim());
  const increasing = list.every((each, i) => /^\d+$/.test(each) && Number(each) > (i === 0 ? 0 : Number(list[i - 1])));
  return increasing && list.length >= 2 && Number(list.at(-1)) <= 20 ? list.join(',') : undefined;
}

const text = { read: (given) => given || undefined, initial: '' };

export const properties = {
  file: text, // its name; of an example, the example's
  target: text,
  hiddenLayers: { read: depths, rule: 'At least two depths up to 20, increasing, with commas: 1,2,3.', initial: '1,2,3' },
  width: wholeNumberOf('Width', 1, 4096, 128),
  trainingPoints: wholeNumberOf('Rows to train on', 4, 5000, 100),
  splits: wholeNumberOf('Splits', 2, 100, 4),
  steps: wholeNumberOf('Steps', 1, 100000, 512),
  epochs: wholeNumberOf('Epochs', 1, 100000, 200),
  seed: wholeNumberOf('Seed', 0, 999999, 1),
  without: { read: (given) => given, initial: '' }, // columns to leave out, with commas
  dropMissing: flag,
  oneHot: flag,
};

const namesOf = (list) => list.split(',').map((name) => name.trim()).filter((name) => name !== '');

/// What core/data/csv.hpp calls them.
export const csvOptionsOf = ({ dropMissing, oneHot, without }) => ({
  drop_missing: dropMissing,
  one_hot: oneHot,
  without: namesOf(without),
});

/// What core/studies/compare.hpp calls them.
export const optionsOf = (state) => ({
  target: state.target,
  hidden_layers: state.hiddenLayers.split(',').map(Number),
  width: state.width,
  training_points: state.trainingPoints,
  splits: state.splits,
  starts: 1,
  steps: state.steps,
  epochs: state.epochs,
  seed: state.seed,
});

const quoted = (word) => (/^[\w.,/=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/// The command that gives the same bits natively.
export function commandOf(file, state) {
  const words = ['ntk', 'compare', quoted(file), '--target', quoted(state.target)];
  for (const [key, value] of Object.entries(optionsOf(state)))
    if (key !== 'target') words.push(`--${key.replaceAll('_', '-')}`, String(value));
  if (namesOf(state.without).length > 0) words.push('--without', quoted(namesOf(state.without).join(',')));
  if (state.dropMissing) words.push('--drop-missing');
  if (state.oneHot) words.push('--one-hot');
  return words.join(' ');
}
