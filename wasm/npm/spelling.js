import { wordsOf } from '../demo/common/error_words.js';

// Options are spelled as JavaScript does, hiddenLayers, and by core/ and the study files hidden_layers. A name with an
// underscore is no option in JavaScript, so it becomes one that core/ does not know either.
const toCore = (key) => key.replace(/[A-Z_]/g, (c) => (c === '_' ? '__' : `_${c.toLowerCase()}`));
const fromCore = (key) => key.replace(/__|_[a-z]/g, (c) => (c === '__' ? '_' : c[1].toUpperCase()));

const renamed = (object, rename) => Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), value]));

/// Options as core/ takes them, and what it gives as JavaScript has it.
export const optionsToCore = (options) => renamed(options, toCore);
export const resultFromCore = (result) => renamed(result, fromCore);

/// The Error of these facts (see Facts in index.d.ts), of which those that are not known may be missing.
export function errorOf(given) {
  const facts = { file: '', line: 0, key: '', column: '', value: '', limit: '', problem: '', remedies: [], stage: '', ...given };
  return Object.assign(new Error(wordsOf({ facts }, (key) => key)), { facts });
}

/// Throws where `value` is not an array of numbers, as which it was given under `key`.
export function requireNumbers(value, key) {
  const isArray = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (isArray && typeof (value[0] ?? 0) === 'number') return;
  throw errorOf({ key, value: value === undefined ? 'undefined' : typeof value, limit: 'an array of numbers, row by row' });
}

/// Calls f. An Error of core/ is thrown on with JavaScript's names in its words and facts.
export function spoken(f) {
  try {
    return f();
  } catch (error) {
    if (!error.facts?.remedies) throw error;
    const { key, remedies, ...facts } = error.facts;
    throw errorOf({
      ...facts,
      key: fromCore(key),
      remedies: remedies.map((remedy) => ({ ...remedy, key: fromCore(remedy.key) })),
    });
  }
}
