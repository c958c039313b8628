// Everything that computes, away from the page's thread. A message {id, call, args} is answered by {id, result} or
// {id, error}; what is computed is core/'s, compiled to WebAssembly.
import createNtk from 'ntk-module';
import { calls as playground } from '../playground/calls.js';

const ntk = createNtk();

const hexadecimal = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');

async function withHash(text) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, sha256: hexadecimal(hash) };
}

const calls = {
  info: (module) => JSON.parse(module.info()),

  // The study as stages.
  plan: (module, study) => JSON.parse(module.plan(JSON.stringify(study))),
  dataset: (module, csv, target, source) => withHash(module.dataset(csv, target, source)),
  runStage: (module, stage, inputs) => withHash(module.runStage(JSON.stringify(stage), inputs)),
  rows: (module, artifact) => JSON.parse(module.rows(artifact)),

  ...playground,
  playgroundHash: async () => (await withHash(playground.playgroundArtifact())).sha256,
};

self.onmessage = async ({ data: { id, call, args } }) => {
  try {
    self.postMessage({ id, result: await calls[call](await ntk, ...args) });
  } catch (error) {
    self.postMessage({ id, error: error.message });
  }
};
