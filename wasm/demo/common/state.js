// A part's state as a table of properties, {key: property}, read from and written to a link's query. A key is that of
// study files where these have it. A property is {read, initial, write} and what its control needs (see form.js): `read`
// makes a value of text, undefined where there is none; `write`, where it is not String, is the inverse. Unknown or
// impossible values fall back to the initial one, and `impossible` says so.

const oneOf = (values) => (text) => values.find((value) => String(value) === text);

/// One of several values. `choices` are the values, or {value: what the page calls it}.
export function choiceOf(choices, initial) {
  const pairs = Array.isArray(choices) ? choices.map((value) => [value, String(value)]) : Object.entries(choices);
  return { read: oneOf(pairs.map(([value]) => value)), choices: pairs, initial };
}

/// A box to tick.
export const flag = { read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined), initial: false };

/// A slider over these values.
export const scaleOf = (values, initial) => ({ read: oneOf(values), scale: values, initial });

/// A whole number. `name` begins the sentence that is said of a wrong value.
export const wholeNumberOf = (name, least, most, initial) => ({
  read: (text) => (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  rule: `${name}: a whole number from ${least} to ${most}.`,
  range: { min: least, max: most },
  initial,
});

export function fromQuery(properties, query) {
  const given = new URLSearchParams(query);
  const state = {};
  for (const [key, { read, initial }] of Object.entries(properties)) state[key] = read(given.get(key) ?? '') ?? initial;
  return state;
}

/// Sentences that say what a link's query asks for that is not possible.
export function impossible(properties, query) {
  return [...new URLSearchParams(query)].flatMap(([key, text]) => {
    if (!Object.hasOwn(properties, key)) return [`The link’s “${key}” is unknown here.`];
    const { read, rule } = properties[key];
    return text === '' || read(text) !== undefined
      ? []
      : [
          `The link’s ${key.replaceAll('_', ' ')} “${text}” is not possible here, so the usual one is shown.${rule ? ` ${rule}` : ''}`,
        ];
  });
}

export const toQuery = (properties, state) =>
  String(new URLSearchParams(Object.entries(properties).map(([key, { write = String }]) => [key, write(state[key])])));
