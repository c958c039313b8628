// Runs core/, compiled to WebAssembly, away from the page's thread.
import createNtk from 'ntk-module';
import { calls as playground } from '../playground/calls.js';
import { answer } from './answer.js';
import { wholeOf } from './tails.js';

// The module, which client.js has compiled once for all workers; it names them too.
let load;
const ntk = new Promise((resolve) => (load = resolve)).then(async (compiled) => {
  const module = await createNtk({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  });
  if (self.name !== 'exact') module.allowPlain();
  return module;
});

// The module's own SHA-256: the browser's is missing where a page comes from another host without TLS.
const withHash = (module, text) => ({ text, sha256: module.sha256(text) });

const calls = {
  info: (module) => JSON.parse(module.info()),

  // The study's stages.
  plan: (module, study) => JSON.parse(module.plan(JSON.stringify(study))),
  // `inputs` is [{role, index, text}]; `table` is {text, source} for a stage of the kind data.
  runStage(module, stage, inputs, table = {}) {
    const places = inputs.map(({ role, index }) => ({ role, index }));
    const texts = inputs.map(({ text }) => text);
    return withHash(module, module.runStage(JSON.stringify(stage), JSON.stringify(places), texts, JSON.stringify(table)));
  },
  // `tails`: of the expected values. In lines, as `ntk verify` says it.
  difference(module, tails, stage, artifact) {
    const { values, whole } = wholeOf(tails, stage, JSON.parse(artifact));
    const { kind, lines } = JSON.parse(module.difference(values, stage, artifact));
    const far = 'by more than 2^23 units in the last place, beyond what this page keeps; paper/expected holds it';
    if (whole) return lines;
    if (kind === 'number') return [lines[0], `expected  another ${far}`, ...lines.slice(2)];
    return kind === 'none' ? [`a number differs ${far}`] : lines;
  },
  rows: (module, artifact) => JSON.parse(module.rows(artifact)),
  studyText: (module, study) => module.studyText(JSON.stringify(study)),

  // Reads a table of the reader's own.
  readTable: (module, csv, source, options) => JSON.parse(module.readTable(csv, source, JSON.stringify(options))),
  comparison: (module, csv, source, options) => JSON.parse(module.comparison(csv, source, JSON.stringify(options))),
  verdict: (module, numbers) => module.verdict(numbers),
  fingerprint: (module, hashes) => module.sha256(module.fingerprintText(JSON.stringify(hashes))),

  ...playground,
};

const ofModule = Object.entries(calls).map(([name, call]) => [name, async (...args) => call(await ntk, ...args)]);
answer({ load, ...Object.fromEntries(ofModule) });
