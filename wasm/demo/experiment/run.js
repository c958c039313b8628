// Computes what the experiment shows: stages of one trial of the study `authors`, in workers.
import { planOf, runStage } from '../common/stages.js';
import { studyOf } from './state.js';

// The first trial's stage that runs this function with parameters that contain these.
const stageOf = (stages, computes, parameters = {}) =>
  [...stages.values()].find(
    (stage) =>
      stage.function === computes &&
      stage.draw === 0 &&
      Object.entries(parameters).every(([key, value]) => stage.parameters[key] === value),
  );
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/// An artifact's arrays, {name: {shape, values}}, and labels.
const contents = ({ text }) => JSON.parse(text);

/// What the figure calls a regression with a kernel of the study: {family: NTK, label: NTK A} for NTKA2.
function kindOf(kernel) {
  if (kernel.startsWith('K')) return { family: 'Laplace', label: 'Laplace' };
  const [, family, letter] = kernel.match(/^(GP|NTK)([A-Z]?)/);
  return { family, label: `${family} ${letter}`.trim() };
}

export class ExperimentRun {
  constructor({ manifest }) {
    this.expected = manifest.artifacts;
    this.quick = manifest.studies.find(({ study }) => study === 'authors');
    this.memory = new Map(); // what was computed stays
    this.forget();
  }

  /// Forgets which stages were run for what is shown.
  forget() {
    this.found = new Map(); // {sha256, expected} by the stage's name
  }

  study(state) {
    return studyOf(state, this.quick);
  }

  /// Calls `show({levels, curves})` as these come. Levels are [{label, family, rmse}], curves [{layers, epochs, rmse}]
  /// with the errors at the epochs and one more in the limit of endless training.
  async comparison(pool, state, show) {
    const { found } = this; // what comes after `forget` is not of what is shown then
    const stages = await this.stages(pool, state);
    const trial = await this.run(pool, stageOf(stages, 'authors-trial'), [], found);
    const asTrial = [{ role: 'trial', index: [], ...trial }];
    const model = { levels: [], curves: [] };
    const tell = (change) => show(Object.assign(model, change));
    const { root, same_rows } = state;
    const law = Number(state.targets);
    const levels = this.stage(pool, 'authors-levels', { root, law, network_rows: same_rows }, asTrial).then((artifact) => {
      const { arrays, labels } = contents(artifact);
      tell({ levels: labels.kernel.map((kernel, i) => ({ kernel, ...kindOf(kernel), rmse: arrays.rmse.values[i] })) });
    });
    const curves = [1, 2].map(async (layers) => {
      const infinite = stageOf(stages, 'authors-infinite', { hidden_layers: layers });
      const { arrays } = contents(await this.run(pool, infinite, asTrial, found));
      const points = arrays.rmse.shape[1];
      const rmse = arrays.rmse.values.slice(law * points, (law + 1) * points);
      tell({ curves: [...model.curves, { layers, epochs: arrays.epoch.values, rmse }].toSorted((a, b) => a.layers - b.layers) });
    });
    await Promise.all([levels, ...curves]);
  }

  /// Trains a finite network, and calls `show(network, share)` after a hundredth, a sixth and all of its epochs; `share` is how
  /// much of the work is done. The network is {layers, width, epochs, rmse, line, gap}: `line` has the errors of the network of infinite width from
  /// the same start, and `gap` is D between the two at the end.
  async network(pool, state, show) {
    const { found } = this;
    const stages = await this.stages(pool, state);
    const trial = await this.run(pool, stageOf(stages, 'authors-trial'), [], found);
    const asTrial = [{ role: 'trial', index: [], ...trial }];
    const { hidden_layers, width } = state;
    const whole = stageOf(stages, 'authors-network', { hidden_layers, width, law: 0 });
    const law = Number(state.targets);
    const stage =
      law === whole.parameters.law
        ? whole
        : { ...whole, name: `${whole.name} of law ${law}`, parameters: { ...whole.parameters, law } };
    const last = stage.parameters.epochs;
    const lengths = [Math.ceil(last / 100), Math.ceil(last / 6), last];
    const work = lengths.reduce((sum, epochs) => sum + epochs, 0);
    let done = 0;
    for (const epochs of lengths) {
      const parameters = { ...stage.parameters, epochs };
      const network = await (epochs === last
        ? this.run(pool, stage, asTrial, found)
        : this.stage(pool, stage.function, parameters, asTrial));
      const { arrays } = contents(
        await this.stage(pool, 'authors-beside', parameters, [...asTrial, { role: 'network', index: [], ...network }]),
      );
      show(
        {
          layers: state.hidden_layers,
          width: state.width,
          epochs: arrays.epoch.values,
          rmse: arrays.rmse.values,
          line: arrays['limit.rmse'].values,
          gap: arrays.gap.values[0],
          diverged: arrays.diverged.values[0] > 0,
        },
        (done += epochs) / work,
      );
    }
  }

  // The study's stages, each with the hash that is expected of it where the profile has the same stage.
  async stages(pool, state) {
    this.known ??= planOf(pool, [this.quick]).then((stages) => new Map(stages.map((stage) => [stage.name, stage])));
    const known = await this.known;
    const stages = new Map((await planOf(pool, [this.study(state)])).map((stage) => [stage.name, stage]));
    const isKnown = ({ name, parameters, inputs }) =>
      same(known.get(name)?.parameters, parameters) && inputs.every((input) => isKnown(stages.get(input.name)));
    for (const stage of stages.values()) stage.expected = isKnown(stage) ? this.expected[stage.name] : undefined;
    return stages;
  }

  // Runs a stage of the study and keeps its hash in the list of hashes.
  async run(pool, stage, inputs, found) {
    const artifact = await runStage(pool, stage, inputs, { memory: this.memory });
    found.set(stage.name, { sha256: artifact.sha256, expected: stage.expected });
    return artifact;
  }

  stage(pool, name, parameters, inputs) {
    return runStage(pool, { name, function: name, parameters }, inputs, { memory: this.memory, turn: -1 });
  }
}
