// What the module does for the demo's worker and for the npm package: {name: (module, …) => …}.

// The module's own SHA-256: the browser's is missing where a page comes from another host without TLS.
const withHash = (module, text) => ({ text, sha256: module.sha256(text) });

export const calls = {
  info: (module) => JSON.parse(module.info()),

  // The study's stages.
  plan: (module, study) => JSON.parse(module.plan(JSON.stringify(study))),
  // `inputs` is [{role, index, text}]; `table` is {text, source} for a stage of the kind data.
  runStage(module, stage, inputs, table = {}) {
    const places = inputs.map(({ role, index }) => ({ role, index }));
    const texts = inputs.map(({ text }) => text);
    return withHash(module, module.runStage(JSON.stringify(stage), JSON.stringify(places), texts, JSON.stringify(table)));
  },

  // Compares on a table of the reader's own.
  readTable: (module, csv, source, options) => JSON.parse(module.readTable(csv, source, JSON.stringify(options))),
  comparison: (module, csv, source, options) => JSON.parse(module.comparison(csv, source, JSON.stringify(options))),
  verdict: (module, numbers) => module.verdict(numbers),
  fingerprint: (module, hashes) => module.sha256(module.fingerprintText(JSON.stringify(hashes))),
};
