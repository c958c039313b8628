// Add a layer: the first claim in one press. A study `depth` of two depths, its splits told as they come in.
import { DepthRun } from '../common/depth_run.js';
import { download, make, secondsSince, shown, tableOf } from '../common/dom.js';
import { Form } from '../common/form.js';
import { Pool } from '../common/stages.js';
import { fromQuery, toQuery } from '../common/state.js';
import { ChangesChart } from './changes_chart.js';
import { SettlingChart } from './settling_chart.js';
import { leastSplits, properties, studyOf, synthetic } from './state.js';

const regimes = { theory: 'Theory', practice: 'Practice' };
const signed = (value) => (value > 0 ? '+' : '') + shown(value);

export class AddALayer {
  constructor(root, inputs, keep) {
    Object.assign(this, { inputs, keep });
    this.element = (name) => root.querySelector(`[data-part="${name}"]`);
    this.practice = inputs.manifest.studies.find(({ study }) => study === 'depth').practice;
    this.memory = new Map(); // what was computed stays, so that stopping loses nothing
    this.form = new Form(root, properties, (change) => this.change(change));
    this.element('run').onclick = () => (this.pool ? this.stop(this.stopped()) : this.run());
    this.addPanels();
  }

  open(query) {
    if (this.pool) this.stop(this.stopped());
    this.state = fromQuery(properties, query);
    const tables = this.tables();
    const names = { ...synthetic, ...Object.fromEntries(Object.keys(tables).map((task) => [task, task])) };
    if (!(this.state.task in names)) this.state.task = properties.task.initial;
    this.form.controls.task.replaceChildren(...Object.entries(names).map(([task, name]) => new Option(name, task)));
    this.form.show(this.state);
  }

  leave() {}

  // The bundled tables, and the reader's own where "Your data" has one.
  tables() {
    const { tables, own } = this.inputs;
    return { ...tables, ...(own && { [own.task]: own }) };
  }

  addPanels() {
    this.panels = Object.entries(regimes).map(([regime, name]) => {
      const [changes, settling, data] = [make('div'), make('div'), make('details')];
      const sentence = make('p', { textContent: 'Nothing computed yet.' });
      this.element('regimes').append(make('section', {}, make('h3', { textContent: name }), sentence, changes, settling, data));
      return { regime, sentence, data, changes: new ChangesChart(changes, regime), settling: new SettlingChart(settling, regime), history: [] };
    });
  }

  change(change) {
    if (this.pool) this.stop(this.stopped());
    this.state = { ...this.state, ...change };
    this.keep(toQuery(properties, this.state));
  }

  async run() {
    if (!this.form.right()) return;
    const { state } = this;
    const tables = this.tables();
    const study = (splits) => studyOf(state, splits, this.practice, tables[state.task]);
    const pool = (this.pool = new Pool());
    this.begun = performance.now();
    this.splits = 0;
    for (const panel of this.panels) panel.history = [];
    this.element('study').hidden = true;
    this.element('run').textContent = 'Stop';
    this.say('Computing …');
    this.depthRun = new DepthRun(pool, {
      tables,
      memory: this.memory,
      onStage: () => {},
      onErrors: (errors) => pool === this.pool && this.take(errors, study),
    });
    try {
      await this.depthRun.run(study(state.mostSplits));
      const settled = this.panels.every((panel) => this.settled(panel));
      const how = settled ? 'Both differences are known' : 'Not both differences are known';
      this.stop(`${how} to ±${state.halfWidth} after ${this.splits} splits, ${secondsSince(this.begun)}` + (settled ? '.' : ': allow more splits.'));
    } catch (error) {
      this.stop(error.message);
    }
  }

  // The errors of one split more; true where that is enough.
  async take({ splits, parameters, artifact }, study) {
    const run = this.depthRun;
    const rows = await run.rows(await run.stage('depth-layer-added-splits', parameters, [artifact]));
    const figure = splits > 1 ? await run.stage('figure-layer-added', parameters, [artifact]) : null;
    const cells = figure ? await run.rows(figure) : [];
    this.splits = splits;
    this.element('progress').value = splits / this.state.mostSplits;
    this.element('time').textContent = `${splits} splits, ${secondsSince(this.begun)}`;
    for (const panel of this.panels) this.showPanel(panel, rows, cells, splits);
    if (figure) await this.showStudy(study(splits), figure);
    return splits === this.state.mostSplits || (splits >= leastSplits && this.panels.every((panel) => this.settled(panel)));
  }

  showPanel(panel, rows, cells, splits) {
    const of = (list) => list.filter(({ regime }) => regime === panel.regime);
    const [cell] = of(cells);
    const points = of(rows);
    const { margin } = points[0];
    panel.changes.show({ splits: points, cell, margin });
    if (cell) {
      const { delta, low, high, verdict, network_change, kernel_change } = cell;
      panel.history.push({ splits, delta, low, high });
      panel.settling.show({ history: panel.history, margin, most: this.state.mostSplits });
      panel.sentence.replaceChildren(make('strong', { textContent: verdict }),
        `: the layer changed the network’s error by ${signed(network_change)}, the NTK’s by ${signed(kernel_change)}; ` +
        `δ = ${signed(delta)} [${shown(low)}, ${shown(high)}].`);
    }
    const told = points.map(({ split, network_change, kernel_change, delta }) => ({ split, network: network_change, NTK: kernel_change, δ: delta }));
    const tables = [tableOf(told, `Changes of NMSE by split, ${panel.regime}`)];
    if (panel.history.length > 0) tables.push(tableOf(panel.history, `δ and its 95 % interval by number of splits, ${panel.regime}`));
    panel.data.replaceChildren(make('summary', {}, make('span', { textContent: 'Data' })), ...tables);
  }

  settled({ history }) {
    const last = history.at(-1);
    return last !== undefined && last.high - last.low <= 2 * this.state.halfWidth;
  }

  async showStudy(study, figure) {
    const { task } = this.state;
    const files = [download('depth.toml', await this.depthRun.pool.call(-1, 'studyText', study))];
    const table = this.tables()[task];
    if (table) files.push(' beside ', download('data.csv', table.csv, 'text/csv'));
    this.element('files').replaceChildren(...files);
    this.element('hash').textContent = figure.sha256;
    this.element('study').hidden = false;
  }

  stopped() {
    return `Stopped after ${this.splits} splits; Add a layer goes on from there.`;
  }

  stop(text) {
    this.pool?.close();
    this.pool = null;
    this.element('run').textContent = 'Add a layer';
    this.say(text);
  }

  say(text) {
    this.element('status').textContent = text;
  }
}
