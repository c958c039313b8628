// The worker that loadWorker (index.js) starts: the module's calls, answered to messages.
import { answer } from '../demo/common/answer.js';
import { inNode, names, open } from './open.js';

let call;
const load = async (options) => {
  call = await open(options);
};
const calls = { load, ...Object.fromEntries(names.map((name) => [name, (...args) => call(name, ...args)])) };

// A browser's messages come as soon as this script has run, so it must listen by then.
if (inNode) import('node:worker_threads').then(({ parentPort }) => answer(calls, parentPort));
else answer(calls);
