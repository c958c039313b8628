// The WebAssembly module under Node: runs a manifest's studies, compares every artifact's hash, and checks that errors
// arrive with their messages.   node node_verify.mjs MODULE MANIFEST DATA relaxed|simd128
// The last says how inner products multiply and add: by the instruction f64x2.relaxed_madd (on a machine that fuses), or
// in software, as in an engine that lacks it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const [modulePath, manifestPath, data, instructionSet] = process.argv.slice(2);
const nodeMajor = parseInt(process.versions.node);
if (instructionSet === 'relaxed' && nodeMajor < 20) process.exit(77); // Debian 12's Node 18 has an earlier form of the instruction
if (instructionSet === 'simd128') WebAssembly.validate = () => false;
else if (nodeMajor < 21) setFlagsFromString('--experimental-wasm-relaxed-simd');
const wasmBinary = readFileSync(modulePath.replace(/cjs$/, 'wasm')); // Node’s fetch takes no path
const ntk = await createRequire(import.meta.url)(resolve(modulePath))({ wasmBinary });
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));

assert.equal(JSON.parse(ntk.info()).instruction_set, instructionSet);

const begun = performance.now();
const differing = [];
const computed = new Set();
for (const study of manifest.studies) {
  const texts = [];
  for (const { name, kind, function: computes, parameters, inputs } of JSON.parse(ntk.plan(JSON.stringify(study)))) {
    const table = () => ({
      text: readFileSync(join(data, basename(study.data[parameters.task].file)), 'utf8'),
      source: parameters.task,
    });
    const text = ntk.runStage(
      JSON.stringify({ name, function: computes, parameters }),
      JSON.stringify(inputs),
      inputs.map(({ stage }) => texts[stage]),
      JSON.stringify(kind === 'data' ? table() : {}),
    );
    texts.push(text);
    computed.add(name);
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (sha256 !== manifest.artifacts[name]) differing.push(`${name}: ${sha256}, expected ${manifest.artifacts[name]}`);
  }
}
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
assert.deepEqual(differing, [], `${differing.length} artifacts differ`);
assert.deepEqual([...computed].sort(), Object.keys(manifest.artifacts).sort());
assert.ok(computed.size > 0);
console.log(`${computed.size} artifacts have the manifest's bits, in ${seconds} s (${ntk.info()})`);

// The message of what a call throws, which must be an Error.
const message = (call) => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return 'nothing was thrown';
};
assert.match(
  message(() => ntk.plan('{"study":"breadth"}')),
  /"study".*"breadth"/,
);
const table = JSON.stringify({ text: 'a,b\n1,2\n3,é\n', source: 'my.csv' });
assert.match(
  message(() => ntk.runStage('{"name": "data/t", "function": "dataset", "parameters": {"target": "b"}}', '[]', [], table)),
  /^my\.csv:3: .*é/,
);
assert.match(
  message(() => ntk.runStage('{"name":"n","function":"none","parameters":{}}', '[]', [], '{}')),
  /none/,
);
const state = { x: [0], y: [1], hidden_layers: 1, width: 8, activation: 'softplus', relative_rate: 1, starts: 1, seed: 1 };
assert.match(
  message(() => new ntk.Playground(JSON.stringify(state), 0)),
  /"activation".*softplus/,
);
