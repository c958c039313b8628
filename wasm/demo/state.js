// The state of the playground, which is also its link: one table of properties, read from and written to the URL's hash.
// Unknown or impossible values fall back to the default.

export const tasks = {
  sine: { name: 'Sine, 1 input', trainingPoints: 20 },
  friedman1: { name: 'Friedman 1, 10 inputs', trainingPoints: 100 },
  diabetes: { name: 'Diabetes, 10 inputs', trainingPoints: 100 },
  'auto-mpg': { name: 'Auto MPG, 6 inputs', trainingPoints: 100 },
};

export const widths = [8, 16, 32, 64, 128, 256, 512, 1024];
export const mostSteps = 1 << 14;

const oneOf = (values) => (text) => values.find((value) => String(value) === text);
const wholeNumber = (least, most) => (text) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
};

const properties = {
  task: { read: oneOf(Object.keys(tasks)), initial: 'sine' },
  hiddenLayers: { read: wholeNumber(1, 6), initial: 2 },
  width: { read: oneOf(widths), initial: 64 },
  trainingPoints: { read: oneOf([5, 10, 20, 50, 100, 200]), initial: 20 },
  seed: { read: wholeNumber(0, 999999), initial: 1 },
  // Where training stands: a link opens at this step.
  steps: { read: wholeNumber(0, mostSteps), initial: 0 },
};

/// The property's value from text, or undefined.
export const read = (key, text) => properties[key].read(text);

export function fromHash(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const state = {};
  for (const [key, { initial }] of Object.entries(properties)) state[key] = read(key, given.get(key) ?? '') ?? initial;
  return state;
}

export const toHash = (state) => '#' + new URLSearchParams(Object.keys(properties).map((key) => [key, state[key]]));
