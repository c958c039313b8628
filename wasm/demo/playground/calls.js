// The worker's part of the playground: one run at a time, of some of the starts, a slice a call.
let run = null;

function started(module, study, firstStart) {
  run?.delete();
  run = null; // what throws below leaves none
  run = new module.Playground(JSON.stringify(study), firstStart);
}

export const calls = {
  playgroundStart: started,

  // Trains to step `until`: {state: its arrays by name, took: milliseconds of training, stateTook}.
  playgroundAdvance(module, until) {
    const begun = performance.now();
    for (let even = true; !even || run.steps() < until;) even = run.work();
    const trained = performance.now();
    const state = run.state();
    return { state, took: trained - begun, stateTook: performance.now() - trained };
  },

  // Means over the starts that have not diverged, of {name: a value a start}.
  playgroundMeans: (module, values, diverged) =>
    Object.fromEntries(Object.entries(values).map(([name, each]) => [`${name}.mean`, [module.meanOfLiving(each, diverged)]])),

  // What the kernels of infinite width predict after so many steps: no network of a real width has to be trained for it.
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
