// Calls a worker that answers by answer.js: a call is a promise of its answer.
export class Caller {
  /// `starting` is a promise of the worker.
  constructor(starting) {
    this.waiting = new Map();
    this.calls = 0;
    this.worker = starting.then((worker) => this.listened(worker));
    this.worker.catch((error) => this.fail(error.message));
  }

  listened(worker) {
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
