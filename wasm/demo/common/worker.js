// Runs core/, compiled to WebAssembly, away from the page's thread.
import createNtk from 'ntk-module';
import { calls as narrow } from '../narrow/calls.js';
import { calls as playground } from '../playground/calls.js';
import { answer } from './answer.js';
import { calls } from './calls.js';
import { instantiated } from './module.js';
import { wholeOf } from './tails.js';

// The module, which client.js has compiled once for all workers; it names them too.
let load;
const ntk = new Promise((resolve) => (load = resolve)).then(async (compiled) => {
  const module = await instantiated(createNtk, compiled);
  if (self.name !== 'exact') module.allowPlain();
  return module;
});

const all = {
  ...calls,
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
  ...narrow,
  ...playground,
};

const ofModule = Object.entries(all).map(([name, call]) => [name, async (...args) => call(await ntk, ...args)]);
answer({ load, ...Object.fromEntries(ofModule) });
