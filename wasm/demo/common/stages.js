// Runs stages of studies, each as soon as its inputs are there. A pool is what has Pool's `call`.

const mostMemory = 2e9; // bytes of one WebAssembly module
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

/// The studies' stages, {name, kind, label, study, group, draw, function, parameters, inputs: [{role, index, name}], cost,
/// memory}, each name once. Throws where one of them would take more memory than a browser has for it.
export async function planOf(pool, studies) {
  const all = new Map();
  for (const study of studies) {
    const stages = await pool.call(0, 'plan', study);
    for (const { inputs, ...stage } of stages)
      if (!all.has(stage.name))
        all.set(stage.name, {
          ...stage,
          inputs: inputs.map(({ role, index, stage: from }) => ({ role, index, name: stages[from].name })),
        });
  }
  const memory = Math.max(...[...all.values()].map((stage) => stage.memory));
  if (memory > mostMemory)
    throw new Error(
      `A step of this would take about ${gigabytes(memory)} of memory, and a browser has ${gigabytes(mostMemory)} for it: ` +
        'take a narrower network, fewer hidden layers or fewer training points.',
    );
  return [...all.values()];
}

/// The named stages and all stages that they need.
export function neededFor(names, stages) {
  const needed = new Set(names);
  for (const { name, inputs } of stages.toReversed()) if (needed.has(name)) for (const input of inputs) needed.add(input.name);
  return stages.filter(({ name }) => needed.has(name));
}

/// Runs one stage on its inputs' artifacts, [{role, index, text, sha256}]. Its result depends only on what the stage is
/// and on its inputs, so what is in `memory` under these is not computed again. `tables` is {task: {csv}}, for stages
/// of the kind data.
export async function runStage(pool, { name, kind, function: computes, parameters }, inputs, { tables, memory, turn = 0 } = {}) {
  const stage = { name, function: computes, parameters };
  if (kind === 'data')
    return pool.call(turn, 'runStage', stage, [], { text: tables[parameters.task].csv, source: parameters.task });
  const key = JSON.stringify([computes, parameters, inputs.map(({ role, index, sha256 }) => [role, index, sha256])]);
  if (memory?.has(key)) return memory.get(key);
  const artifact = await pool.call(
    turn,
    'runStage',
    stage,
    inputs.map(({ role, index, text }) => ({ role, index, text })),
  );
  memory?.set(key, artifact);
  return artifact;
}

/// Starts all stages and returns {name: promise of the artifact}. Where a stage fails, those that need it fail, but no
/// others. For `options` see runStage; `options.turnOf(stage)` gives the stage's turn in Pool.
export function runStages(pool, stages, { turnOf = () => 0, ...options }) {
  const artifacts = {};
  for (const stage of stages) {
    const inputs = stage.inputs.map(async ({ role, index, name }) => ({ role, index, ...(await artifacts[name]) }));
    artifacts[stage.name] = Promise.all(inputs).then((all) => runStage(pool, stage, all, { ...options, turn: turnOf(stage) }));
    artifacts[stage.name].catch(() => {}); // those who wait for it see the error
  }
  return artifacts;
}
