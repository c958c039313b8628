// The state of the playground, which is also its link.
import { oneOf, wholeNumber } from '../common/state.js';

export const tasks = {
  sine: { name: 'Sine, 1 input', trainingPoints: 20 },
  friedman1: { name: 'Friedman 1, 10 inputs', trainingPoints: 100 },
  diabetes: { name: 'Diabetes, 10 inputs', trainingPoints: 100 },
  'auto-mpg': { name: 'Auto MPG, 6 inputs', trainingPoints: 100 },
};

export const widths = [8, 16, 32, 64, 128, 256, 512, 1024];
export const mostSteps = 1 << 14;

export const properties = {
  task: { read: oneOf(Object.keys(tasks)), initial: 'sine' },
  hiddenLayers: { read: wholeNumber(1, 6), initial: 2 },
  width: { read: oneOf(widths), initial: 64 },
  trainingPoints: { read: oneOf([5, 10, 20, 50, 100, 200]), initial: 20 },
  seed: { read: wholeNumber(0, 999999), initial: 1 },
  // Where training stands: a link opens at this step.
  steps: { read: wholeNumber(0, mostSteps), initial: 0 },
};
