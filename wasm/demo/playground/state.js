// The state of the playground, which is also its link and its study file.
import { oneOf, wholeNumber } from '../common/state.js';
import { presets } from './presets.js';

export const widths = [4, 8, 16, 32, 64, 128, 256, 512, 1024];
export const rates = [0.1, 0.2, 0.5, 1, 1.5, 1.9, 2.1, 3, 10];
export const mostSteps = 1 << 14;
export const mostPoints = 60;
/// Where points can be: |x| and |y| at most.
export const reach = { x: 2, y: 2 };

const most = (value, limit) => Math.abs(value) <= limit;

/// The nearest place where a point can be, to two decimals.
export const placed = ([x, y]) =>
  [x, y].map((value, axis) => {
    const limit = axis === 0 ? reach.x : reach.y;
    return Number(Math.min(limit, Math.max(-limit, value)).toFixed(2)) || 0;
  });

// "x_y*x_y": characters that a link leaves as they are.
const points = {
  read(text) {
    if (text === '') return undefined;
    if (text === 'none') return [];
    const pairs = text.split('*').map((pair) => pair.split('_').map(Number));
    const fits = (pair) => pair.length === 2 && most(pair[0], reach.x) && most(pair[1], reach.y);
    return pairs.length <= mostPoints && pairs.every(fits) ? pairs.map(placed) : undefined;
  },
  initial: presets.few.points,
  write: (value) => value.map((pair) => pair.join('_')).join('*') || 'none',
};

export const properties = {
  points,
  hiddenLayers: { read: wholeNumber(1, 8), initial: 2 },
  width: { read: oneOf(widths), initial: 64 },
  activation: {
    read: oneOf(['relu', 'leaky_relu', 'identity', 'erf', 'tanh', 'gelu', 'silu', 'sine', 'cosine', 'gaussian']),
    initial: 'relu',
  },
  parameterization: { read: oneOf(['ntk', 'standard']), initial: 'ntk' },
  optimizer: { read: oneOf(['gradient descent', 'momentum', 'adam']), initial: 'gradient descent' },
  rate: { read: oneOf(rates), initial: 1 },
  start: { read: oneOf(['subtracted', 'kept']), initial: 'subtracted' },
  starts: { read: wholeNumber(1, 10), initial: 5 },
  seed: { read: wholeNumber(0, 999999), initial: 1 },
  // Where training stands: a link opens at this step.
  steps: { read: wholeNumber(0, mostSteps), initial: 64 },
};

/// The state as a study, whose stage computes what the page shows.
export const study = (state) => ({
  study: 'playground',
  seed: state.seed,
  x: state.points.map(([x]) => x),
  y: state.points.map(([, y]) => y),
  hidden_layers: state.hiddenLayers,
  width: state.width,
  activation: state.activation,
  parameterization: state.parameterization,
  start: state.start,
  optimizer: state.optimizer,
  relative_rate: state.rate,
  starts: state.starts,
  steps: state.steps,
});
