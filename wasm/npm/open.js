// Opens the module in this thread: `open` resolves to a function that calls it.
import createNtk from 'ntk-module';
import { calls as common } from '../demo/common/calls.js';
import { compiledFrom, instantiated } from '../demo/common/module.js';
import { optionsToCore, requireNumbers, spoken } from './spelling.js';

// As Emscripten tells it.
export const inNode = typeof process === 'object' && typeof process.versions?.node === 'string';

// The networks that live, by number.
const networks = new Map();
let last = 0;

const text = ({ x, y, z, ...options }) => JSON.stringify(optionsToCore(options));

// {name: (module, …) => …}.
const calls = {
  ...common,
  comparisonOptions: (module) =>
    Object.fromEntries(JSON.parse(module.comparisonOptions()).map(({ key, initial }) => [key, initial])),
  meanErrors: (module, errors, options) => JSON.parse(module.meanErrors(errors, JSON.stringify(options))),

  kernel(module, options) {
    requireNumbers(options.x, 'x');
    if (options.z !== undefined) requireNumbers(options.z, 'z');
    return module.kernel(text(options), options.x, options.z);
  },
  predict(module, options) {
    for (const key of ['x', 'y', 'z']) requireNumbers(options[key], key);
    return module.predict(text(options), options.x, options.y, options.z);
  },
  networkStart(module, options) {
    for (const key of ['x', 'y']) requireNumbers(options[key], key);
    networks.set(++last, new module.Network(text(options), options.x, options.y));
    return last;
  },
  networkStep: (module, number, steps) => networkOf(number).step(steps),
  networkPredict(module, number, x) {
    requireNumbers(x, 'x');
    return networkOf(number).predict(x);
  },
  networkClose(module, number) {
    networks.get(number)?.delete();
    networks.delete(number);
  },
};

function networkOf(number) {
  if (!networks.has(number)) throw new Error('this network was closed');
  return networks.get(number);
}

export const names = Object.keys(calls);

async function compiledOf(wasm) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return WebAssembly.compile(wasm);
  const address = new URL(wasm, import.meta.url);
  if (inNode && address.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    return WebAssembly.compile(await readFile(address));
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} can’t be loaded: ${answer.status} ${answer.statusText}`);
  return compiledFrom(answer);
}

/// For the options see LoadOptions in index.d.ts. Resolves to call(name, …arguments).
export async function open({ wasm = new URL('./ntk.wasm', import.meta.url), exact = true } = {}) {
  let commonJs = {};
  if (inNode) {
    const { createRequire } = await import('node:module');
    commonJs = { require: createRequire(import.meta.url), folder: '.' };
    // Node 20 has the fused multiply-add behind this flag. Node 18 has only an earlier form of it, under another opcode.
    if (exact && parseInt(process.versions.node) === 20)
      (await import('node:v8')).setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  const module = await instantiated(createNtk(commonJs), await compiledOf(wasm));
  if (!exact) module.allowPlain();
  return (name, ...args) => spoken(() => calls[name](module, ...args));
}
