// The part "Add a layer" shows the first claim in one press. It runs a study `depth` of two depths and shows its splits
// as they come in.
import { DepthRun } from '../common/depth_run.js';
import { download, elementsOf, make, shown, tableOf } from '../common/dom.js';
import { Form } from '../common/form.js';
import { Player } from '../common/player.js';
import { Results } from '../common/results.js';
import { saving, svgOf } from '../common/saving.js';
import { fromQuery, toQuery } from '../common/state.js';
import { ChangesChart } from './changes_chart.js';
import { SettlingChart } from './settling_chart.js';
import { leastSplits, properties, studyOf, synthetic } from './state.js';

const regimes = { theory: 'Theory', practice: 'Practice' };
const signed = (value) => (value > 0 ? '+' : '') + shown(value);

export class AddALayer {
  properties = properties;

  constructor(root, inputs, keep) {
    Object.assign(this, { inputs, keep });
    this.element = elementsOf(root);
    this.practice = inputs.manifest.studies.find(({ study }) => study === 'depth').practice;
    this.memory = new Map(); // what was computed stays, so that stopping loses nothing
    this.form = new Form(root, properties, (change) => this.change(change));
    this.results = new Results(this.element('results'));
    this.player = new Player(this.element, {
      ready: () => this.form.right(),
      work: (pool) => this.compute(pool),
      stopped: () => `Stopped after ${this.splits} splits; Add a layer goes on from there.`,
    });
    this.addPanels();
  }

  open(query) {
    this.player.stop();
    this.state = fromQuery(properties, query);
    const names = this.taskNames();
    const wrong = [];
    if (!Object.hasOwn(names, this.state.task)) {
      const { task } = this.state;
      this.state.task = properties.task.initial;
      wrong.push(
        `The link is about the table “${task}”, which stays with who has it: open it under “Your data”, and it is offered here. What is shown is ${names[this.state.task]}.`,
      );
    }
    this.enter();
    return wrong;
  }

  // "Your data" may have another table now than when this part was last shown.
  enter() {
    const names = Object.entries(this.taskNames());
    this.form.controls.task.replaceChildren(...names.map(([task, name]) => new Option(name, task)));
    this.form.show(this.state);
    this.results.compare(this.madeOf());
  }

  taskNames() {
    const ofTables = Object.entries(this.tables()).map(([task, { name = task }]) => [task, name]);
    return { ...synthetic, ...Object.fromEntries(ofTables) };
  }

  // The tables that the page comes with, and the reader's own where "Your data" has one.
  tables() {
    const { tables, own } = this.inputs;
    return { ...tables, ...(own && { [own.task]: own }) };
  }

  addPanels() {
    this.panels = Object.entries(regimes).map(([regime, name]) => {
      const [changes, settling, data] = [make('div'), make('div'), make('details')];
      const sentence = make('p', { textContent: 'Nothing computed yet.' });
      this.element('regimes').append(make('section', {}, make('h3', { textContent: name }), sentence, changes, settling, data));
      const panel = {
        regime,
        sentence,
        data,
        changes: new ChangesChart(changes, regime),
        settling: new SettlingChart(settling, regime),
        history: [],
      };
      changes.after(
        saving(`layer-added-${regime}`, { svg: () => svgOf(panel.changes.svg.node()), rows: () => panel.told ?? [] }),
      );
      settling.after(saving(`settling-${regime}`, { svg: () => svgOf(panel.settling.svg.node()), rows: () => panel.history }));
      return panel;
    });
  }

  change(change) {
    this.player.stop();
    this.state = { ...this.state, ...change };
    this.keep(toQuery(properties, this.state));
    this.results.compare(this.madeOf());
  }

  // Everything that the results depend on. That is not when to stop, and of the reader's table not only its name.
  madeOf() {
    const { half_width, most_splits, task, ...state } = this.state;
    const { number, target } = this.tables()[task] ?? {};
    return { task: this.taskNames()[task], ...(number && { table: `no. ${number}`, target }), ...state };
  }

  async compute(pool) {
    const { state } = this;
    const tables = this.tables();
    const study = (splits) => studyOf(state, splits, this.practice, tables[state.task]);
    this.results.madeOf(this.madeOf());
    this.splits = 0;
    for (const panel of this.panels) panel.history = [];
    this.element('study').hidden = true;
    this.depthRun = new DepthRun(pool, {
      tables,
      memory: this.memory,
      onStage: (done, all, share) => (this.share = share),
      onErrors: (errors) => this.take(errors, study),
    });
    await this.depthRun.run(study(state.most_splits));
    const settled = this.panels.every((panel) => this.settled(panel));
    const how = settled ? 'Both differences are known' : 'Not both differences are known';
    // Splits of one table share rows, so more of them narrow the interval little (statistics::Draws::reuse).
    const remedy = tables[state.task] ? 'train on more rows of the table' : 'allow more splits';
    const advice = settled ? '.' : `: ${remedy}.`;
    return [`${how} to ±${state.half_width} after ${this.splits} splits, ${this.player.elapsed()}${advice}`];
  }

  // Takes the errors with one split more. Returns true where these are enough.
  async take({ splits, parameters, artifact }, study) {
    const run = this.depthRun;
    const rows = await run.rows(await run.onErrorsOf('layer-added-splits', parameters, [artifact]));
    const figure = splits > 1 ? await run.onErrorsOf('figure-layer-added', parameters, [artifact]) : null;
    const cells = figure ? await run.rows(figure) : [];
    this.splits = splits;
    this.player.progress(splits, this.state.most_splits, `${splits} splits`, this.share);
    for (const panel of this.panels) this.showPanel(panel, rows, cells, splits);
    if (figure) await this.showStudy(study(splits), figure);
    return splits === this.state.most_splits || (splits >= leastSplits && this.panels.every((panel) => this.settled(panel)));
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
      panel.settling.show({ history: panel.history, margin, most: this.state.most_splits });
      panel.sentence.replaceChildren(
        make('strong', { textContent: verdict }),
        `: the layer changed the network’s error by ${signed(network_change)}, the NTK’s by ${signed(kernel_change)}; ` +
          `δ = ${signed(delta)} [${shown(low)}, ${shown(high)}].`,
      );
    }
    const told = points.map(({ split, network_change, kernel_change, delta }) => ({
      split,
      network: network_change,
      NTK: kernel_change,
      δ: delta,
    }));
    panel.told = told;
    const tables = [tableOf(told, `Changes of NMSE by split, ${panel.regime}`)];
    if (panel.history.length > 0)
      tables.push(tableOf(panel.history, `δ and its 95 % interval by number of splits, ${panel.regime}`));
    panel.data.replaceChildren(make('summary', {}, make('span', { textContent: 'Data' })), ...tables);
  }

  settled({ history }) {
    const last = history.at(-1);
    return last !== undefined && last.high - last.low <= 2 * this.state.half_width;
  }

  async showStudy(study, figure) {
    const { task } = this.state;
    const files = [download('depth.toml', await this.depthRun.pool.call(-1, 'studyText', study))];
    const table = this.depthRun.options.tables[task]; // of which there may be another by now
    if (table) files.push(' beside ', download('data.csv', table.csv, 'text/csv'));
    this.element('files').replaceChildren(...files);
    this.element('hash').textContent = figure.sha256;
    this.element('study').hidden = false;
  }
}
