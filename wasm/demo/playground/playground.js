// Part 1: one network trained beside its kernels. The page asks the worker for a few steps at a time, so that pausing is
// just not asking.
import { Client } from '../common/client.js';
import { series } from '../common/chart.js';
import { FunctionPlot } from './function_plot.js';
import { LineChart } from './line_chart.js';
import { ScatterPlot } from './scatter_plot.js';
import { fromQuery, toQuery } from '../common/state.js';
import { mostSteps, properties, tasks, widths } from './state.js';

const figures = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : '–');

export class Playground {
  constructor(root, { tables }, keep) {
    Object.assign(this, { root, tables, keep });
    this.client = new Client();
    this.history = [];
    this.run = 0; // counts starts: what an older one still sends is dropped
    this.running = false;
    this.element = (name) => root.querySelector(`[data-part="${name}"]`);
    this.addCharts();
    this.element('run').onclick = () => (this.running ? this.pause() : this.play());
    this.element('step').onclick = () => this.play(this.history.at(-1).steps + 1);
    this.element('again').onclick = () => this.change({ steps: 0 });
    this.addControls();
  }

  open(query) {
    this.change(fromQuery(properties, query));
  }

  leave() {
    if (this.running) this.pause();
  }

  addControls() {
    const offered = Object.entries(tasks).filter(([task]) => ['sine', 'friedman1'].includes(task) || this.tables[task]);
    this.control('task').append(...offered.map(([task, { name }]) => new Option(name, task)));
    this.control('width').dataset.values = widths.join(' ');
    this.control('width').max = widths.length - 1;
    for (const control of this.root.querySelectorAll('[data-key]'))
      control.addEventListener('input', () => this.controlled(control));
  }

  control(key) {
    return this.root.querySelector(`[data-key="${key}"]`);
  }

  showControls() {
    for (const key of ['task', 'hiddenLayers', 'trainingPoints', 'seed'])
      if (document.activeElement !== this.control(key) || key !== 'seed') this.control(key).value = this.state[key];
    this.control('width').value = widths.indexOf(this.state.width);
    this.control('width').setAttribute('aria-valuetext', `${this.state.width} units`);
    this.element('hidden-layers').textContent = this.state.hiddenLayers;
    this.element('width').textContent = this.state.width;
  }

  addCharts() {
    this.functions = new FunctionPlot(this.element('function-plot'));
    this.scatter = new ScatterPlot(this.element('scatter-plot'));
    const chart = (name, options) => new LineChart(this.element(name), options);
    this.charts = [
      chart('training-error', {
        description: 'Training error of network, NTK and NNGP against steps',
        yLabel: 'training error',
        log: true,
        curves: [
          { series: series.nngp, value: (moment) => moment.nngp.trainingError },
          { series: series.network, value: (moment) => moment.network.trainingError },
          { series: series.ntk, value: (moment) => moment.ntk.trainingError },
        ],
      }),
      chart('test-error', {
        description: 'Test error of network, NTK and NNGP against steps',
        yLabel: 'test error',
        log: true,
        curves: [
          { series: series.nngp, value: (moment) => moment.nngp.testError },
          { series: series.network, value: (moment) => moment.network.testError },
          { series: series.ntk, value: (moment) => moment.ntk.testError },
        ],
      }),
      chart('gap', {
        description: 'Predictor gap D between network and NTK against steps',
        yLabel: 'gap D',
        rule: 0.1,
        curves: [{ series: { ...series.network, color: 'var(--ink)' }, value: (moment) => moment.gap }],
      }),
    ];
  }

  controlled(control) {
    const key = control.dataset.key;
    const value = properties[key].read(control.dataset.values ? control.dataset.values.split(' ')[control.value] : control.value);
    control.setAttribute('aria-invalid', value === undefined);
    if (value === undefined) return this.say(control.dataset.rule);
    const points = key === 'task' ? { trainingPoints: tasks[value].trainingPoints } : {};
    this.change({ [key]: value, ...points, steps: 0 });
  }

  /// Takes a new state and starts it.
  change(changes) {
    this.state = { ...this.state, ...changes };
    this.keepState();
    this.restart();
  }

  keepState() {
    this.keep(toQuery(properties, this.state));
    this.showControls();
  }

  async restart() {
    const run = ++this.run;
    const { task, trainingPoints, hiddenLayers, width, seed, steps } = this.state;
    this.running = false;
    this.setup = null; // nothing to run until the worker has answered
    this.showButtons();
    this.say('');
    const parameters = { task, training_points: trainingPoints, hidden_layers: hiddenLayers, width, seed };
    try {
      const answer = await this.client.call('start', { ...parameters, ...this.tables[task] });
      if (run !== this.run) return;
      this.setup = answer.setup;
      this.history = [];
      this.take(answer.state);
      this.showButtons();
      if (steps > 0) this.play(steps);
    } catch (error) {
      if (run === this.run) this.say(error.message);
    }
  }

  /// Trains until step `until`, or pause.
  async play(until = mostSteps) {
    const run = this.run;
    if (!this.setup || this.running) return;
    this.running = true;
    this.showButtons();
    let now = this.history.at(-1);
    try {
      while (this.running && now.steps < until && !now.diverged) {
        // Even strides on the charts' scale of steps, about forty pictures a second.
        const stride = Math.max(1, Math.floor(now.steps / 32));
        now = await this.client.call('advance', Math.min(stride, until - now.steps), 25);
        if (run !== this.run) return;
        this.take(now);
        await new Promise(requestAnimationFrame);
        if (run !== this.run) return;
      }
    } catch (error) {
      if (run === this.run) this.say(error.message);
    }
    this.pause();
  }

  pause() {
    this.running = false;
    this.showButtons();
    const { steps, gap, diverged } = this.history.at(-1);
    this.state.steps = steps;
    this.keepState();
    this.say(
      diverged
        ? `The network diverged at step ${steps}: its own kernel is so far from the infinite network's that the rate ` +
            '1/λmax of that is too large for it. Choose a greater width or fewer hidden layers.'
        : `Paused at step ${steps}` + (gap === null ? '.' : `: the gap is ${figures(gap)}.`),
    );
  }

  take(state) {
    this.history.push(state);
    const { setup, history } = this;
    const oneInput = setup.gridInputs.length > 0;
    this.element('function-plot').hidden = !oneInput;
    this.element('scatter-plot').hidden = oneInput;
    (oneInput ? this.functions : this.scatter).show({ setup, state });
    for (const chart of this.charts) chart.show(history);
    const values = {
      steps: String(state.steps),
      'gap-value': state.gap === null ? '–' : figures(state.gap),
      'network-training': figures(state.network.trainingError),
      'network-test': figures(state.network.testError),
      'ntk-training': figures(state.ntk.trainingError),
      'ntk-test': figures(state.ntk.testError),
      'nngp-training': figures(state.nngp.trainingError),
      'nngp-test': figures(state.nngp.testError),
    };
    for (const [name, text] of Object.entries(values)) this.element(name).textContent = text;
  }

  showButtons() {
    const button = this.element('run');
    button.textContent = this.running ? 'Pause' : 'Run';
    button.disabled = !this.setup;
    this.element('step').disabled = !this.setup || this.running;
  }

  say(text) {
    this.element('status').textContent = text;
  }
}
