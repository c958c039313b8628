// The state of "Your data": everything that the study depends on except the table itself, of which the link has only
// the name.
import { flag, wholeNumberOf } from '../common/state.js';

// Smaller than the command's defaults, because a browser is slower and its reader waits.
const initial = { width: 128, splits: 4, steps: 512, epochs: 200 };

// The command's own options, [{key, what, least, most, initial}], which build.mjs gets from the module.
const comparisonOptions = COMPARISON_OPTIONS;

// A property for each option but the starts. The page trains from one start; more certainty comes from more splits.
const described = Object.fromEntries(
  comparisonOptions.filter(({ key }) => key !== 'starts').map((option) => [option.key, option]),
);

const capitalised = (key) => key[0].toUpperCase() + key.slice(1).replaceAll('_', ' ');

function depthsOf({ least, most, initial }) {
  const read = (given) => {
    const list = given.split(',').map((each) => each.trim());
    const increasing = list.every((each, i) => /^\d+$/.test(each) && Number(each) > (i === 0 ? least - 1 : Number(list[i - 1])));
    return increasing && list.length >= 2 && Number(list.at(-1)) <= most ? list.join(',') : undefined;
  };
  return { read, rule: `At least two depths up to ${most}, increasing, with commas: 1,2,3.`, initial: initial.join(',') };
}

const propertyOf = (option) =>
  Array.isArray(option.initial)
    ? depthsOf(option)
    : wholeNumberOf(capitalised(option.key), option.least, option.most, initial[option.key] ?? option.initial);

const text = { read: (given) => given || undefined, initial: '' };

export const properties = {
  file: text, // the file's name, or the name of an example
  target: text,
  ...Object.fromEntries(Object.entries(described).map(([key, option]) => [key, propertyOf(option)])),
  without: { read: (given) => given, initial: '' }, // columns to leave out, with commas
  drop_missing: flag,
  one_hot: flag,
};

const namesOf = (list) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/// The state's part that is CsvOptions of core/data/table.hpp.
export const csvOptionsOf = ({ drop_missing, one_hot, without }) => ({ drop_missing, one_hot, without: namesOf(without) });

/// The state's part that is Options of core/studies/compare.hpp.
export const optionsOf = (state) => ({
  target: state.target,
  ...Object.fromEntries(comparisonOptions.map(({ key, initial }) => [key, state[key] ?? initial])),
  hidden_layers: state.hidden_layers.split(',').map(Number),
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
