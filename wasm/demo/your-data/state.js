// The state of "Your data": all that the study depends on but the table itself, of which the link holds the name.
import { flag, wholeNumberOf } from '../common/state.js';

function depths(text) {
  const list = text.split(',').map((each) => each.trim());
  const increasing = list.every((each, i) => /^\d+$/.test(each) && Number(each) > (i === 0 ? 0 : Number(list[i - 1])));
  return increasing && list.length >= 2 && Number(list.at(-1)) <= 20 ? list.join(',') : undefined;
}

const text = { read: (given) => given || undefined, initial: '' };

export const properties = {
  file: text, // its name; of an example, the example's
  target: text,
  hidden_layers: { read: depths, rule: 'At least two depths up to 20, increasing, with commas: 1,2,3.', initial: '1,2,3' },
  width: wholeNumberOf('Width', 1, 4096, 128),
  training_points: wholeNumberOf('Training points', 4, 5000, 100),
  splits: wholeNumberOf('Splits', 2, 100, 4),
  steps: wholeNumberOf('Steps', 1, 100000, 512),
  epochs: wholeNumberOf('Epochs', 1, 100000, 200),
  seed: wholeNumberOf('Seed', 0, 999999, 1),
  without: { read: (given) => given, initial: '' }, // columns to leave out, with commas
  drop_missing: flag,
  one_hot: flag,
};

const namesOf = (list) => list.split(',').map((name) => name.trim()).filter((name) => name !== '');

/// CsvOptions of core/data/csv.hpp.
export const csvOptionsOf = ({ drop_missing, one_hot, without }) => ({ drop_missing, one_hot, without: namesOf(without) });

/// Options of core/studies/compare.hpp.
export const optionsOf = ({ target, hidden_layers, width, training_points, splits, steps, epochs, seed }) => ({
  target,
  hidden_layers: hidden_layers.split(',').map(Number),
  width,
  training_points,
  splits,
  starts: 1,
  steps,
  epochs,
  seed,
});

const quoted = (word) => (/^[\w.,/=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/// The command that gives the same bits natively.
export function commandOf(file, state) {
  const words = ['ntk', 'compare', quoted(file), '--target', quoted(state.target)];
  for (const [key, value] of Object.entries(optionsOf(state)))
    if (key !== 'target') words.push(`--${key.replaceAll('_', '-')}`, String(value));
  if (namesOf(state.without).length > 0) words.push('--without', quoted(namesOf(state.without).join(',')));
  if (state.drop_missing) words.push('--drop-missing');
  if (state.one_hot) words.push('--one-hot');
  return words.join(' ');
}
