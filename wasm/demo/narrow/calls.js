// The worker's part of "Deep and narrow". A worker holds one run at a time. All calls return its state's arrays by name.
let run = null;

export const calls = {
  narrowStart(module, { depth, start, seed }) {
    run?.delete();
    run = new module.Narrow(depth, start === 'he', seed);
    return run.state();
  },

  // Trains to step `until`, or as far as it comes in so many milliseconds, a step at least.
  narrowAdvance(module, until, milliseconds) {
    const due = performance.now() + milliseconds;
    do run.step();
    while (run.steps() < until && performance.now() < due);
    return run.state();
  },
};
