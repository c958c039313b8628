// The page's end of a worker: a call of the worker is a promise of its answer.
import { scriptOf, wasmModule } from './packed.js';

/// Whether the page's address has ?exact. Then every part computes the manifest's bits, even where that is slow
/// (products.js).
export const exactAsked = new URLSearchParams(location.search).has('exact');

export class Client {
  /// `script` is the worker's. `exact` says that the worker must compute the manifest's bits, however slow that is.
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
