// The networks' starts, spread over as many workers as there are processors, and trained in step with each other.
import { Client } from '../common/client.js';

const perStart = ['network', 'network.diverged', 'network.error', 'gap', 'drift', 'overshoot'];
const withMean = ['network.error', 'gap', 'drift'];

function joined(arrays) {
  const result = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    result.set(array, at);
    at += array.length;
  }
  return result;
}

export class Starts {
  constructor(size = navigator.hardwareConcurrency || 2) {
    this.size = size;
    this.clients = [new Client()];
    this.queue = Promise.resolve();
  }

  // Does one thing at a time, because a worker holds one run.
  inTurn(work) {
    const result = this.queue.then(work);
    this.queue = result.catch(() => {});
    return result;
  }

  /// Makes the study's networks, at step 0. Throws where the study is impossible, or where it is too large as a whole.
  begin(study) {
    return this.inTurn(async () => {
      await this.clients[0].call('plan', study);
      const count = Math.min(study.starts, this.size);
      while (this.clients.length < count) this.clients.push(new Client());
      const firsts = Array.from({ length: count + 1 }, (_, i) => Math.floor((i * study.starts) / count));
      this.used = this.clients.slice(0, count);
      this.steps = 0;
      this.perStep = Infinity;
      this.stateTook = 0;
      await Promise.all(
        this.used.map((client, i) => client.call('playgroundStart', { ...study, starts: firsts[i + 1] - firsts[i] }, firsts[i])),
      );
    });
  }

  /// Trains towards step `until`, and returns the state where it got to. It takes about so many milliseconds, or twice
  /// as long as a state takes, so that most of the time goes into training.
  advance(until, milliseconds) {
    return this.inTurn(async () => {
      const most = Math.floor(Math.max(milliseconds, 2 * this.stateTook) / this.perStep);
      const target = Math.max(this.steps, Math.min(until, this.steps + Math.max(1, most)));
      const parts = await Promise.all(this.used.map((client) => client.call('playgroundAdvance', target)));
      if (target > this.steps) this.perStep = Math.max(0.001, ...parts.map(({ took }) => took / (target - this.steps)));
      this.stateTook = Math.max(...parts.map((part) => part.stateTook));
      this.steps = target;
      return this.whole(parts.map(({ state }) => state));
    });
  }

  // Puts the workers' states together. Limits, linearisation and pictures are those of the first start.
  async whole(states) {
    const [whole] = states;
    if (states.length === 1) return whole;
    for (const name of perStart) if (whole[name]) whole[name] = joined(states.map((state) => state[name]));
    for (const name of withMean) delete whole[`${name}.mean`];
    const diverged = whole['network.diverged'];
    if (diverged.every((each) => each > 0)) return whole;
    const values = Object.fromEntries(withMean.filter((name) => whole[name]).map((name) => [name, whole[name]]));
    return Object.assign(whole, await this.used[0].call('playgroundMeans', values, diverged));
  }
}
