// The worker's part of the playground. A worker holds one run at a time, of some of the starts, and trains it for a
// slice of time in each call.
let run = null;

function started(module, study, firstStart) {
  run?.delete();
  run = null; // where the next lines throw, there is no run
  run = new module.Playground(JSON.stringify(study), firstStart);
}

export const calls = {
  playgroundStart: started,

  // Trains to step `until`. Returns {state, took, stateTook}: the state's arrays by name, and the milliseconds that
  // training and the state took.
  playgroundAdvance(module, until) {
    const begun = performance.now();
    for (let even = true; !even || run.steps() < until;) even = run.work();
    const trained = performance.now();
    const state = run.state();
    return { state, took: trained - begun, stateTook: performance.now() - trained };
  },

  // The means over the starts that have not diverged; `values` is {name: a value for each start}.
  playgroundMeans: (module, values, diverged) =>
    Object.fromEntries(Object.entries(values).map(([name, each]) => [`${name}.mean`, [module.meanOfLiving(each, diverged)]])),

  // What the kernels of infinite width predict after so many steps. The run's network is as small as can be, because it
  // is not needed.
  playgroundLimits(module, study, steps) {
    const limits = new module.Playground(JSON.stringify({ ...study, width: 1, starts: 1 }), 0);
    try {
      while (limits.steps() < steps) limits.work();
      const named = Object.entries(limits.state()).filter(([name]) =>
        /^(x|step|kernel\.(x|limit)|(ntk|nngp)(\..*)?)$/.test(name),
      );
      return Object.fromEntries(named);
    } finally {
      limits.delete();
    }
  },
};
