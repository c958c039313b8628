// The page's end of a worker: calls as promises.
import { scriptOf, wasmModule } from './packed.js';

/// ?exact in the page's address: every part computes the manifest's bits, where that is slow too (products.js).
export const exactAsked = new URLSearchParams(location.search).has('exact');

export class Client {
  /// `script`: the worker's. `exact`: the worker computes the manifest's bits at any price.
  constructor(script = 'worker.js', { exact = exactAsked } = {}) {
    this.waiting = new Map();
    this.calls = 0;
    this.worker = this.start(script, exact ? 'exact' : 'quick');
    this.worker.catch((error) => this.fail(error.message));
    if (script === 'worker.js')
      wasmModule()
        .then((module) => this.call('load', module))
        .catch((error) => this.fail(error.message));
  }

  async start(script, name) {
    const worker = new Worker(await scriptOf(script), { name });
    worker.onmessage = ({ data: { id, result, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(Object.assign(new Error(error.message), { facts: error.facts }));
    };
    worker.onerror = (event) => this.fail(event.message || 'the worker stopped');
    return worker;
  }

  fail(message) {
    for (const { reject } of this.waiting.values()) reject(new Error(message));
    this.waiting.clear();
  }

  call(name, ...args) {
    return new Promise((resolve, reject) => {
      const id = ++this.calls;
      this.waiting.set(id, { resolve, reject });
      this.worker.then(
        (worker) => worker.postMessage({ id, call: name, args }),
        () => {},
      );
    });
  }

  close() {
    this.worker.then(
      (worker) => worker.terminate(),
      () => {},
    );
  }
}
