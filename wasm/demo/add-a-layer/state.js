// The state of "Add a layer": everything that the study depends on, and when to stop.
import { choiceOf, wholeNumberOf } from '../common/state.js';

export const synthetic = {
  friedman1: 'Friedman 1, 10 inputs',
  sphere: 'Sphere, 10 inputs',
  interaction: 'Interaction, 10 inputs',
  sine: 'Sine, 1 input',
};

export const properties = {
  task: { read: (text) => text || undefined, initial: 'friedman1' },
  hidden_layers: wholeNumberOf('Hidden layers', 1, 10, 1),
  width: wholeNumberOf('Width', 1, 4096, 128),
  training_points: wholeNumberOf('Training points', 4, 2000, 100),
  steps: wholeNumberOf('Steps', 1, 100000, 512),
  epochs: wholeNumberOf('Epochs', 1, 100000, 200),
  seed: wholeNumberOf('Seed', 0, 999999, 1),
  half_width: choiceOf([0.002, 0.005, 0.01, 0.02, 0.05, 0.1], 0.05),
  most_splits: wholeNumberOf('Splits', 2, 500, 40),
};

// With fewer splits an interval may be narrow by chance.
export const leastSplits = 5;

/// The study `depth` on so many splits. `practice` is the regime of that name, and `table` is {target} where the task
/// is read from a file.
export function studyOf(state, splits, practice, table) {
  return {
    study: 'depth',
    seed: state.seed,
    tasks: [state.task],
    hidden_layers: [state.hidden_layers, state.hidden_layers + 1],
    width: state.width,
    splits,
    starts: 1,
    training_points: state.training_points,
    test_points: table ? 2 : 500, // for a table this is the least; it is tested on all rows that are left
    theory: { steps: state.steps },
    practice: { ...practice, epochs: state.epochs },
    ...(table && { data: { [state.task]: { file: 'data.csv', target: table.target } } }),
  };
}
