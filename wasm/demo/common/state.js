// A part's state as a table of properties, {key: {read, initial, write}}, read from and written to a link's query.
// `read` makes a value of text, undefined where there is none; `write`, where it is not String, the inverse. Unknown or impossible values fall back to the initial one.

export const oneOf = (values) => (text) => values.find((value) => String(value) === text);

export const wholeNumber = (least, most) => (text) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
};

/// The property of a control that takes a whole number; `rule` is what is said of a wrong one (see form.js).
export const wholeNumberOf = (name, least, most, initial) => ({
  read: wholeNumber(least, most),
  rule: `${name}: a whole number from ${least} to ${most}.`,
  initial,
});

export function fromQuery(properties, query) {
  const given = new URLSearchParams(query);
  const state = {};
  for (const [key, { read, initial }] of Object.entries(properties)) state[key] = read(given.get(key) ?? '') ?? initial;
  return state;
}

export const toQuery = (properties, state) =>
  String(new URLSearchParams(Object.entries(properties).map(([key, { write = String }]) => [key, write(state[key])])));
