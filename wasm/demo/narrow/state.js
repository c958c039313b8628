// The state of "Deep and narrow": the network's shape and start.
import { choiceOf, scaleOf, wholeNumberOf } from '../common/state.js';

export const mostSteps = 2000;

export const properties = {
  depth: scaleOf([10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000], 300),
  start: choiceOf({ theirs: 'for depth', he: 'He’s' }, 'theirs'),
  seed: wholeNumberOf('Seed', 0, 999999, 1),
};
