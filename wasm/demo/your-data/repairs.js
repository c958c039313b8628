// Finds by trying what would make a file readable: leaving rows out, coding texts as numbers, or leaving a column out.
import { csvOptionsOf } from './state.js';

const atMost = 3000; // how many milliseconds it tries

// The columns that the file's header names, where the header is a plain one.
const columnsOf = (text) =>
  text
    .split(/\r\n|\r|\n/, 1)[0]
    .split(/[,;\t]/)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));

function words(change) {
  return [
    change.without === '' && 'leave out no column',
    change.without && `leave out the column “${change.without.split(', ').at(-1)}”`,
    change.drop_missing && 'leave out the rows that miss a value',
    change.one_hot && 'code text columns',
  ]
    .filter(Boolean)
    .join(', ');
}

/// The first two changes of the options with which the file can be read, [{change, text, rows}]; the smallest changes
/// come first. `read(options)` reads the file as the binding readTable does, and throws where it cannot.
export async function repairsOf(text, state, read) {
  const both = { drop_missing: true, one_hot: true };
  const options = [{}, { one_hot: true }, { drop_missing: true }, both];
  const columns = columnsOf(text).filter((name) => name && !name.includes(','));
  const without = (column) => ({ without: [state.without, column].filter(Boolean).join(', ') });
  const tries = [
    ...(state.without ? options.map((each) => ({ ...each, without: '' })) : []), // the column may be another file's
    ...options,
    ...columns.flatMap((name) => options.map((each) => ({ ...each, ...without(name) }))),
  ];
  const news = (change) => Object.fromEntries(Object.entries(change).filter(([key, value]) => state[key] !== value));
  const found = [];
  const begun = performance.now();
  const seen = new Set();
  for (const change of tries.map(news)) {
    const key = JSON.stringify(change);
    if (found.length === 2 || performance.now() - begun > atMost) break;
    if (key === '{}' || seen.has(key)) continue;
    seen.add(key);
    const table = await read(csvOptionsOf({ ...state, ...change })).catch(() => null);
    if (table?.targets.length > 0 && table.rows > 0) found.push({ change, text: words(change), rows: table.rows });
  }
  return found;
}
