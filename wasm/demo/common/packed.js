// Gives the files that build.mjs has put beside the scripts, by name. In the one-file form a file is in the page,
// compressed, and the browser decompresses it when it is asked for. In the served form it is a file of its own. SERVED
// says which form this is.
import { compiledFrom } from './module.js';
import { sevenBits } from './seven_bits.js';

export const served = SERVED;

async function response(name) {
  if (served) {
    const answer = await fetch(name);
    if (!answer.ok) throw new Error(`${name} can’t be loaded: ${answer.statusText}`);
    return answer;
  }
  if (!document.getElementById(name)) await new Promise((parsed) => addEventListener('DOMContentLoaded', parsed, { once: true }));
  const text = document.getElementById(name).textContent;
  return new Response(new Blob([sevenBits(text)]).stream().pipeThrough(new DecompressionStream('gzip')));
}

export const bytesOf = async (name) => new Uint8Array(await (await response(name)).arrayBuffer());

export const jsonOf = async (name) => (await response(name)).json();

const scripts = {};

/// The address of a worker's script.
export async function scriptOf(name) {
  if (served) return name;
  scripts[name] ??= bytesOf(name).then((bytes) => URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })));
  return scripts[name];
}

let compiled;

/// The WebAssembly module, compiled once for all workers.
export const wasmModule = () =>
  (compiled ??= served
    ? response('ntk.wasm').then(compiledFrom)
    : bytesOf('ntk.wasm').then((bytes) => WebAssembly.compile(bytes)));
