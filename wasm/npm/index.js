// The package's functions; index.d.ts says what they take and give.
import { Caller } from '../demo/common/caller.js';
import { compare } from './compare.js';
import { inNode, open } from './open.js';
import { resultFromCore } from './spelling.js';

// What a worker answers is a promise, what this thread answers is not.
const after = (value, f) => (value instanceof Promise ? value.then(f) : f(value));

class Network {
  #call;
  #number;
  loss = undefined;

  constructor(call, number) {
    this.#call = call;
    this.#number = number;
  }

  step(steps = 1) {
    return after(this.#call('networkStep', this.#number, steps), (loss) => (this.loss = loss));
  }

  predict(x) {
    return this.#call('networkPredict', this.#number, x);
  }

  close() {
    return this.#call('networkClose', this.#number);
  }
}

// `later` is `call` with a promise of the answer.
const functions = (call, later, info) => ({
  info: { version: VERSION, ...resultFromCore(info) },
  kernel: (options = {}) => call('kernel', options),
  predict: (options = {}) => call('predict', options),
  network: (options = {}) => after(call('networkStart', options), (number) => new Network(call, number)),
  compare: (options = {}) => compare(later, options),
});

export async function load(options) {
  const call = await open(options);
  // This thread's timers and events come between the stages of a comparison.
  const later = (...of) => new Promise((resume) => setTimeout(resume)).then(() => call(...of));
  return functions(call, later, call('info'));
}

async function started() {
  if (!inNode) return new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const { Worker: NodeWorker } = await import('node:worker_threads');
  const worker = new NodeWorker(new URL('./worker.js', import.meta.url));
  worker.on('message', (data) => worker.onmessage({ data }));
  worker.on('error', (error) => worker.onerror(error));
  return worker;
}

export async function loadWorker({ wasm, ...options } = {}) {
  const caller = new Caller(started());
  let closed = false;
  const close = () => {
    closed = true;
    caller.fail('the worker was closed');
    caller.close();
  };
  const call = async (...of) => {
    if (closed) throw new Error('the worker was closed');
    return caller.call(...of);
  };
  try {
    await call('load', { wasm: wasm instanceof URL ? wasm.href : wasm, ...options });
    return { ...functions(call, call, await call('info')), close };
  } catch (error) {
    close();
    throw error;
  }
}
