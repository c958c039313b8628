// Runs a study's stages on several workers, each as soon as its inputs are there.
import { Client } from '../common/client.js';

export class Replay {
  /// `tables`: {task: {csv}}; `onStage({name, sha256})` after each stage; `keep(name)`: whose texts are wanted at the end.
  constructor({ tables, workers, onStage, keep }) {
    Object.assign(this, { tables, onStage, keep });
    this.clients = Array.from({ length: workers }, () => new Client());
  }

  /// Resolves to {name: text} of the artifacts to keep. Rejects with the first stage's error.
  async run(study) {
    const stages = await this.clients[0].call('plan', study);
    const consumers = stages.map(() => []);
    stages.forEach(({ inputs }, i) => inputs.forEach((input) => consumers[input].push(i)));
    const missing = stages.map(({ inputs }) => inputs.length);
    const unread = consumers.map((list) => list.length);
    const texts = stages.map(() => undefined);
    const kept = {};
    const ready = stages.flatMap((_, i) => (missing[i] === 0 ? [i] : []));
    const idle = [...this.clients];
    let left = stages.length;

    await new Promise((resolve, reject) => {
      const finished = (i, client, { text, sha256 }) => {
        texts[i] = text;
        if (this.keep(stages[i].name)) kept[stages[i].name] = text;
        for (const consumer of consumers[i]) if (--missing[consumer] === 0) ready.push(consumer);
        // A text that nobody will read again is let go.
        for (const input of new Set(stages[i].inputs)) unread[input] -= stages[i].inputs.filter((k) => k === input).length;
        for (const input of stages[i].inputs) if (unread[input] === 0) texts[input] = undefined;
        idle.push(client);
        this.onStage({ name: stages[i].name, sha256, cost: stages[i].cost });
        if (--left === 0) resolve();
        else dispatch();
      };
      const dispatch = () => {
        ready.sort((a, b) => stages[a].cost - stages[b].cost);
        while (idle.length > 0 && ready.length > 0) {
          const client = idle.pop();
          const i = ready.pop();
          this.runStage(client, stages[i], stages[i].inputs.map((input) => texts[input])).then(
            (artifact) => finished(i, client, artifact),
            reject,
          );
        }
      };
      dispatch();
    });
    return kept;
  }

  runStage(client, stage, inputs) {
    if (stage.function !== 'dataset') {
      const { name, function: computes, parameters } = stage;
      return client.call('runStage', { name, function: computes, parameters }, inputs);
    }
    const { task, target } = stage.parameters;
    return client.call('dataset', this.tables[task].csv, target, task);
  }

  close() {
    for (const client of this.clients) client.close();
  }
}
