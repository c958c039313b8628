// Runs stages of studies on all cores' workers, each as soon as its inputs are there.
import { Client } from './client.js';

/// Workers, which are started when there is work for them, and the calls that wait for one. Those with the least `turn`
/// go first.
export class Pool {
  /// For `options` see Client.
  constructor(options = {}, size = navigator.hardwareConcurrency || 2) {
    this.options = options;
    this.size = size;
    this.clients = [];
    this.idle = [];
    this.waiting = [];
  }

  call(turn, name, ...args) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ turn, name, args, resolve, reject });
      this.dispatch();
    });
  }

  dispatch() {
    while (this.waiting.length > 0) {
      const client = this.idle.pop() ?? this.added();
      if (!client) return;
      const next = this.waiting.reduce((best, each) => (each.turn < best.turn ? each : best));
      this.waiting.splice(this.waiting.indexOf(next), 1);
      const free = () => {
        this.idle.push(client);
        this.dispatch();
      };
      client
        .call(next.name, ...next.args)
        .then(next.resolve, next.reject)
        .finally(free);
    }
  }

  added() {
    if (this.clients.length >= this.size) return undefined;
    this.clients.push(new Client('worker.js', this.options));
    return this.clients.at(-1);
  }

  /// Drops everything that runs, waits or still comes. The promises stay open.
  close() {
    for (const client of this.clients) client.close();
    this.size = 0;
    this.idle = [];
    this.waiting = [];
  }
}

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
