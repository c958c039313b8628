// The state of the playground, which is also its link and its study file.
import { choiceOf, scaleOf, wholeNumberOf } from '../common/state.js';
import { presets } from './presets.js';

export const mostSteps = 1 << 14;
export const mostPoints = 60;
/// The largest |x| and |y| that a point can have.
export const reach = { x: 2, y: 2 };

const most = (value, limit) => Math.abs(value) <= limit;

/// The nearest place that a point can have, with two decimals.
export const placed = ([x, y]) =>
  [x, y].map((value, axis) => {
    const limit = axis === 0 ? reach.x : reach.y;
    return Number(Math.min(limit, Math.max(-limit, value)).toFixed(2)) || 0;
  });

// Points are written as "x_y*x_y", because a link leaves these characters as they are.
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
  hidden_layers: wholeNumberOf('Hidden layers', 1, 8, 2),
  width: scaleOf([4, 8, 16, 32, 64, 128, 256, 512, 1024], 64),
  activation: choiceOf(
    {
      relu: 'ReLU',
      leaky_relu: 'leaky ReLU',
      identity: 'identity',
      erf: 'erf',
      tanh: 'tanh',
      gelu: 'GELU',
      silu: 'SiLU',
      sine: 'sine',
      cosine: 'cosine',
      gaussian: 'Gaussian',
    },
    'relu',
  ),
  parameterization: choiceOf({ ntk: 'NTK', standard: 'standard' }, 'ntk'),
  optimizer: choiceOf({ 'gradient descent': 'gradient descent', momentum: 'momentum 0.9', adam: 'Adam' }, 'gradient descent'),
  relative_rate: scaleOf([0.1, 0.2, 0.5, 1, 1.5, 1.9, 2.1, 3, 10], 1),
  start: choiceOf(['subtracted', 'kept'], 'subtracted'),
  starts: wholeNumberOf('Starts', 1, 10, 5),
  seed: wholeNumberOf('Seed', 0, 999999, 1),
  // The step that training has reached; a link opens at it.
  steps: wholeNumberOf('Steps', 0, mostSteps, 64),
};

/// The state as a study, whose one stage computes what the page shows.
export const study = ({ points, ...setting }) => ({
  study: 'playground',
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  ...setting,
});
