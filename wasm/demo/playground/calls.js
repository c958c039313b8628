// The worker's part of the playground: one run at a time, a slice a call.
let run = null;
let stateTook = 0; // milliseconds

export const calls = {
  playgroundStart(module, study) {
    run?.delete();
    run = null; // what throws below leaves none
    run = new module.Playground(JSON.stringify(study));
  },

  // Trains towards step `until`, and stops in between when `milliseconds` are over, or twice the time that a state takes, so
  // that most goes into training: {steps, state}, the state's arrays by name, or null where some starts are a step ahead
  // of others.
  playgroundAdvance(module, until, milliseconds) {
    const end = performance.now() + Math.max(milliseconds, 2 * stateTook);
    let even = run.steps() < until ? run.work() : true;
    while ((!even || run.steps() < until) && performance.now() < end) even = run.work();
    if (!even) return { steps: run.steps(), state: null };
    const begun = performance.now();
    const state = run.state();
    stateTook = performance.now() - begun;
    return { steps: run.steps(), state };
  },

  playgroundArtifact: () => run.artifact(),
};
