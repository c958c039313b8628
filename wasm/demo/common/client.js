// The page's end of a worker: calls as promises.

// The workers' sources lie in the page as inert text, so that the page opens from disk as one file and nothing of them is
// parsed before it is wanted.
const addresses = {};
const addressOf = (id) =>
  (addresses[id] ??= URL.createObjectURL(
    new Blob([document.getElementById(id).textContent], { type: 'text/javascript' }),
  ));

/// ?exact in the page's address: every part computes the manifest's bits, where that is slow too (products.js).
export const exactAsked = new URLSearchParams(location.search).has('exact');

export class Client {
  /// `source`: the element that holds the worker's source. `exact`: the worker computes the manifest's bits at any price.
  constructor(source = 'worker-source', { exact = exactAsked } = {}) {
    this.worker = new Worker(addressOf(source), { name: exact ? 'exact' : 'quick' });
    this.waiting = new Map();
    this.calls = 0;
    this.worker.onmessage = ({ data: { id, result, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(Object.assign(new Error(error.message), { facts: error.facts }));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || 'the worker stopped'));
      this.waiting.clear();
    };
  }

  call(name, ...args) {
    return new Promise((resolve, reject) => {
      const id = ++this.calls;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call: name, args });
    });
  }

  close() {
    this.worker.terminate();
  }
}
