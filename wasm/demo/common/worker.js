// Everything that computes, away from the page's thread: core/, compiled to WebAssembly.
import createNtk from 'ntk-module';
import { calls as playground } from '../playground/calls.js';
import { answer } from './answer.js';

// Named by client.js.
const ntk = createNtk().then((module) => {
  if (self.name !== 'exact') module.allowPlain();
  return module;
});

// The module's own SHA-256: the browser's is missing where a page comes from another host without TLS.
const withHash = (module, text) => ({ text, sha256: module.sha256(text) });

const calls = {
  info: (module) => JSON.parse(module.info()),

  // The study as stages.
  plan: (module, study) => JSON.parse(module.plan(JSON.stringify(study))),
  // `inputs`: [{role, index, text}]; `table`: {text, source} for a stage of the kind data.
  runStage(module, stage, inputs, table = {}) {
    const places = inputs.map(({ role, index }) => ({ role, index }));
    const texts = inputs.map(({ text }) => text);
    return withHash(module, module.runStage(JSON.stringify(stage), JSON.stringify(places), texts, JSON.stringify(table)));
  },
  // `values`: quick.values, compressed, in base 64.
  async difference(module, values, stage, artifact) {
    const compressed = Uint8Array.from(atob(values), (character) => character.charCodeAt(0));
    const bytes = new Response(new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip')));
    return JSON.parse(module.difference(new Uint8Array(await bytes.arrayBuffer()), stage, artifact));
  },
  rows: (module, artifact) => JSON.parse(module.rows(artifact)),
  studyText: (module, study) => module.studyText(JSON.stringify(study)),

  // A table of the reader's own.
  readTable: (module, csv, source, options) => JSON.parse(module.readTable(csv, source, JSON.stringify(options))),
  comparison: (module, csv, source, options) => JSON.parse(module.comparison(csv, source, JSON.stringify(options))),
  verdict: (module, numbers) => module.verdict(numbers),
  fingerprint: (module, hashes) => module.sha256(module.fingerprintText(JSON.stringify(hashes))),

  ...playground,
  playgroundHash: (module) => module.sha256(playground.playgroundArtifact()),
};

answer(Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, async (...args) => call(await ntk, ...args)])));
