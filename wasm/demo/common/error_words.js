// Says an error of core/ in the page's own words, which are made of its facts (core/error/error.hpp).

const plainName = (key) => `“${key.replaceAll('_', ' ')}”`;

/// `nameOf(key)` is what the page calls a parameter. `where` says whether the file and its line are named too.
export function wordsOf({ message, facts }, nameOf = plainName, where = true) {
  if (!facts) return message;
  const { file, line, key, column, value, limit, problem, remedies, stage } = facts;
  const place = where && file ? `Line ${line} of ${file}: ` : stage ? `At the stage ${stage}: ` : '';
  const subject = key ? `${nameOf(key)} ` : column ? `column “${column}” ` : '';
  const wrong = problem || `must be ${limit}${value ? `, not ${value}` : ''}`;
  const ways = remedies.map((remedy) => (remedy.key ? `${remedy.what} (${nameOf(remedy.key)})` : remedy.what));
  return `${place}${subject}${wrong}${ways.length > 0 ? `; ${ways.join(', or ')}` : ''}.`;
}
