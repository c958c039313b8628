// Runs a study `depth` of one task, and tells its errors while splits still come in.
import { planOf, runStage, runStages } from './stages.js';

const isTraining = (stage) => stage.kind === 'network';

export class DepthRun {
  /// `options` are tables and memory (see stages.js). With `kernelsFirst` the kernels of all splits come before the first
  /// network. `onStage(done, all, share)` is called after each stage; `share` is how much of the whole cost is done.
  /// `onErrors({splits, parameters, artifact})` is called for 1, 2 … splits with networks in order, and with
  /// kernelsFirst for 0 before. The run waits for the promise that it returns, and ends where that is true.
  constructor(pool, { kernelsFirst = false, onStage = () => {}, onErrors, ...options }) {
    Object.assign(this, { pool, kernelsFirst, onStage, onErrors, options });
  }

  /// Resolves to {name: {text, sha256}} of all stages, or to nothing where it was ended. Rejects with the first error.
  async run(study) {
    this.stages = await planOf(this.pool, [study]);
    this.errors = this.stages.find((stage) => stage.function === 'depth-errors');
    this.ofSplits = new Map(); // errors of one split
    let done = 0;
    const turnOf = (stage) => (stage.draw ?? Infinity) + (this.kernelsFirst && isTraining(stage) ? 1e6 : 0);
    this.artifacts = runStages(this.pool, this.stages, { ...this.options, turnOf });
    const all = Object.values(this.artifacts);
    const cost = this.stages.reduce((sum, stage) => sum + stage.cost, 0);
    let spent = 0;
    for (const stage of this.stages)
      this.artifacts[stage.name].then(
        () => this.onStage(++done, all.length, (spent += stage.cost) / cost),
        () => {},
      );
    const failed = new Promise((_, reject) => all.forEach((artifact) => artifact.catch(reject)));
    const ended = await Promise.race([failed, this.tellErrors()]);
    if (ended) return undefined;
    const texts = await Promise.all(Object.entries(this.artifacts).map(async ([name, artifact]) => [name, await artifact]));
    return Object.fromEntries(texts);
  }

  async tellErrors() {
    const { splits } = this.errors.parameters;
    for (let s = this.kernelsFirst ? 0 : 1; s <= splits; ++s)
      if (await this.onErrors({ splits: s, ...(await this.errorsOf(s)) })) return true;
    return false;
  }

  // The errors of so many splits, joined from those of each. So one split more costs no more than the one before it.
  async errorsOf(splits) {
    const kernelSplits = this.kernelsFirst ? this.errors.parameters.kernel_splits : splits;
    const parts = Array.from({ length: kernelSplits }, (_, split) => this.errorsOfSplit(split, split < splits));
    const parameters = { ...this.errors.parameters, splits, kernel_splits: kernelSplits };
    return { parameters, artifact: await this.onErrorsOf('errors-joined', {}, await Promise.all(parts)) };
  }

  // The errors of one split by the study's own stage, with its networks or without.
  async errorsOfSplit(split, networks) {
    const key = `${split} ${networks}`;
    if (!this.ofSplits.has(key)) {
      const isPart = ({ role, index }) => index[0] === split && (networks || role !== 'network');
      const alone = async ({ role, index, name }) => ({ role, index: [0, ...index.slice(1)], ...(await this.artifacts[name]) });
      const inputs = await Promise.all(this.errors.inputs.filter(isPart).map(alone));
      const parameters = { ...this.errors.parameters, splits: Number(networks), kernel_splits: 1 };
      this.ofSplits.set(key, await this.stage('errors', parameters, inputs));
    }
    return this.ofSplits.get(key);
  }

  /// Runs the stage depth-NAME on the errors that there are so far.
  onErrorsOf(name, parameters, artifacts) {
    return this.stage(
      name,
      parameters,
      artifacts.map((artifact, i) => ({ role: 'errors', index: [i], ...artifact })),
    );
  }

  /// The study's only stage of a kind, for example numbers.
  stageOf(kind) {
    return this.stages.find((stage) => stage.kind === kind);
  }

  stage(name, parameters, inputs) {
    const computes = `depth-${name}`;
    return runStage(this.pool, { name: computes, function: computes, parameters }, inputs, { turn: -1 });
  }

  rows({ text }) {
    return this.pool.call(-1, 'rows', text);
  }
}
