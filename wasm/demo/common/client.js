// The page's end of a worker: calls as promises.

// The worker's source lies in the page as inert text, so that the page opens from disk as one file and nothing of it is
// parsed before it is wanted.
let address;
const workerAddress = () =>
  (address ??= URL.createObjectURL(
    new Blob([document.getElementById('worker-source').textContent], { type: 'text/javascript' }),
  ));

export class Client {
  constructor() {
    this.worker = new Worker(workerAddress());
    this.waiting = new Map();
    this.calls = 0;
    this.worker.onmessage = ({ data: { id, result, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
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
