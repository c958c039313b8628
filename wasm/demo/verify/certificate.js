// Makes the certificate of what was run here, in the form of `ntk verify --certificate`.

/// `build` describes the sources, `info` the module, and `found` the run.
export function certificateOf({ manifest, build }, info, { figure, workers, ...found }) {
  const certificate = {
    all_match: found.differences.length === 0,
    artifacts: found.artifacts,
    blas: 'own',
    browser: navigator.userAgent,
    command: `demo, profile ${manifest.profile}${figure ? `, figure ${figure}` : ''}`,
    compiler: info.compiler,
    differences: found.differences,
    expected_manifest: build.manifest,
    first_difference: found.firstDifference,
    instruction_set: info.instruction_set,
    sources: build.sources,
    studies: manifest.studies,
    threads: workers,
    verdicts: found.verdicts,
    version: build.version,
  };
  return JSON.stringify(certificate, null, 2) + '\n';
}
