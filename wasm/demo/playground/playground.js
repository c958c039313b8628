// The playground: several starts of a network trained beside their kernels. The page asks the worker for a slice of
// training at a time, so that pausing is just not asking.
import { legend, series } from '../common/chart.js';
import { Client } from '../common/client.js';
import { elementsOf, shown } from '../common/dom.js';
import { fromQuery, toQuery } from '../common/state.js';
import { Controls } from './controls.js';
import { FunctionPlot } from './function_plot.js';
import { KernelPictures } from './kernel_pictures.js';
import { LineChart } from './line_chart.js';
import { Points } from './points.js';
import { presets } from './presets.js';
import { divergence, divergedStarts, tables } from './report.js';
import { mostSteps, properties, study } from './state.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const nextFrame = () => new Promise(requestAnimationFrame);

export class Playground {
  properties = properties;

  constructor(root, inputs, keep) {
    Object.assign(this, { root, keep });
    this.client = new Client();
    this.busy = Promise.resolve(); // the call that the worker is at
    this.history = [];
    this.run = 0; // counts starts: what an older one still sends is dropped
    this.running = false;
    this.element = elementsOf(root);
    this.addCharts();
    this.functions.show({});
    this.controls = new Controls(root, (change) => this.change(change));
    this.element('run').onclick = () => (this.running ? this.pause() : this.play());
    this.element('step').onclick = () => this.trainTo(this.history.at(-1).step[0] + 1);
    this.element('again').onclick = () => this.change({ steps: 0 });
    this.element('add').onclick = () => this.points.add([0, 0], true);
    // The button must not take the focus from the point that it is about to remove.
    this.element('remove').onpointerdown = (event) => event.preventDefault();
    this.element('remove').onclick = () => this.points.removeFocused();
    this.element('preset').append(...Object.entries(presets).map(([key, { name }]) => new Option(name, key)), new Option('your own', ''));
    this.element('preset').oninput = ({ target }) => presets[target.value] && this.change({ points: presets[target.value].points });
    for (const name of ['tables', 'replay']) this.element(name).addEventListener('toggle', () => this.showDetails());
  }

  addCharts() {
    this.functions = new FunctionPlot(this.element('function-plot'));
    this.points = new Points(this.element('function-plot'), this.functions, {
      change: (points) => this.change({ points }),
      emptied: () => this.element('add').focus({ preventScroll: true }),
    });
    this.kernels = new KernelPictures(this.element('kernels'));
    this.element('legend').append(
      ...legend([{ ...series.network, name: 'network, first start' }, series.start, series.linearised, series.ntk, { ...series.nngp, name: 'NNGP and its band' }]),
    );
    const ofStarts = (name) => (moment) =>
      Array.from(moment['network.diverged'], (_, i) => ({
        series: i === 0 ? series.network : series.start,
        value: (m) => (m['network.diverged'][i] > 0 ? NaN : m[name]?.[i] ?? NaN),
      })).reverse();
    const ofKernel = (name) => ({ series: series[name], value: (m) => (m[`${name}.diverged`][0] > 0 ? NaN : m[`${name}.error`][0]) });
    const chart = (name, options) => new LineChart(this.element(name), options);
    this.charts = [
      chart('training-error', {
        description: 'Mean squared error on the points of networks, NTK and NNGP against steps',
        yLabel: 'mean squared error',
        log: true,
        curves: (moment) => [...ofStarts('network.error')(moment), ofKernel('nngp'), ofKernel('ntk')],
      }),
      chart('gap', { description: 'Gap D between networks and NTK against steps', yLabel: 'gap D', log: true, rule: 0.1, curves: ofStarts('gap') }),
      chart('drift', { description: 'Drift of the networks’ kernels against steps', yLabel: 'drift', curves: ofStarts('drift') }),
    ];
  }

  open(query) {
    this.change(fromQuery(properties, query));
  }

  leave() {
    this.pause();
  }

  /// Takes other values, and trains anew to the same step.
  change(changes) {
    if (this.running) this.state.steps = this.history.at(-1).step[0];
    this.state = { ...this.state, ...changes };
    this.keepState();
    this.restart();
  }

  keepState() {
    this.keep(toQuery(properties, this.state));
    this.controls.show(this.state);
    this.points.show(this.state.points);
    const same = ([, { points }]) => JSON.stringify(points) === JSON.stringify(this.state.points);
    this.element('preset').value = Object.entries(presets).find(same)?.[0] ?? '';
  }

  // One call at a time: of several changes that come meanwhile the last wins.
  call(name, ...args) {
    const answer = this.client.call(name, ...args);
    this.busy = answer.catch(() => {});
    return answer;
  }

  async restart() {
    const run = ++this.run;
    this.say(this.state.points.length > 0 ? `Training to step ${this.state.steps} …` : '');
    this.ready = false; // what is shown is an earlier run's: there is nothing of this one to rest at
    await this.busy;
    if (run !== this.run) return;
    this.showButtons();
    if (this.state.points.length === 0) return this.showNothing('Click into the plot to place a point.');
    try {
      await this.call('playgroundStart', study(this.state));
      if (run !== this.run) return;
      this.history = [];
      this.ready = true;
      await this.train(run, this.state.steps, { hurried: true });
      if (run !== this.run) return;
      if (this.running) this.play();
      else this.rest();
    } catch (error) {
      if (run === this.run) this.showNothing(error.message);
    }
  }

  showNothing(reason) {
    this.history = [];
    this.running = this.ready = false;
    this.showButtons();
    this.functions.show({});
    for (const chart of this.charts) chart.show([]);
    this.element('divergence').hidden = true;
    this.say(reason);
  }

  play() {
    this.running = true;
    this.trainTo(mostSteps);
  }

  async trainTo(until) {
    const run = this.run;
    this.showButtons();
    if (this.training === run) return; // paused and run again before the worker has answered
    this.say('');
    try {
      const moments = this.running && !calm.matches ? {} : { hurried: true, pause: calm.matches ? 400 : 0 };
      await this.train(run, until, moments);
    } catch (error) {
      if (run === this.run) this.showNothing(error.message);
    }
    if (run === this.run && this.ready) this.pause();
  }

  // Until step `until`, or pause. Even strides on the charts' scale of steps. In a hurry the functions are shown at the end,
  // or when that takes long.
  async train(run, until, pace) {
    this.training = run;
    this.element('hash').textContent = '–';
    try {
      await this.slices(run, until, pace);
    } finally {
      if (this.training === run) this.training = null;
    }
  }

  async slices(run, until, { hurried = false, pause = 0 }) {
    const quietUntil = hurried ? performance.now() + 250 : 0;
    const wasRunning = this.running;
    for (;;) {
      const step = this.history.at(-1)?.step[0] ?? 0;
      const stride = Math.max(1, Math.floor(step / (hurried ? 4 : 32)));
      const { steps, state } = await this.call('playgroundAdvance', Math.min(until, step + stride), hurried ? 50 : 12);
      if (run !== this.run) return;
      if (state) {
        const done = steps >= until || divergedStarts(state).length === this.state.starts || (wasRunning && !this.running);
        this.take(state, done || performance.now() > quietUntil);
        if (done) return;
      }
      if (!hurried) await nextFrame();
      else if (pause > 0) await wait(pause);
      if (run !== this.run) return;
    }
  }

  pause() {
    this.running = false;
    if (this.history.length > 0 && this.ready) this.rest();
    else this.showButtons();
  }

  rest() {
    const now = this.history.at(-1);
    this.running = false;
    this.state.steps = now.step[0];
    this.keepState();
    this.showButtons();
    this.showDetails();
    const gap = now['gap.mean'] === undefined ? '' : `: the gap is ${shown(now['gap.mean'][0], 3)}, the mean over the starts`;
    this.say(`Paused at step ${now.step[0]}${gap}.`);
  }

  take(now, show) {
    const { history } = this;
    // Thinned to what the charts can show.
    if (history.length > 2 && now.step[0] < 1.02 * history.at(-2).step[0]) history.pop();
    history.push(now);
    if (!show) return;
    this.functions.show(now);
    this.kernels.show(now);
    for (const chart of this.charts) chart.show(history);
    this.element('steps').textContent = now.step[0];
    this.element('gap-value').textContent = shown(now['gap.mean']?.[0], 3);
    this.element('drift-value').textContent = shown(now['drift.mean']?.[0], 3);
    const text = divergence(now, this.state);
    this.element('divergence').hidden = text === '';
    if (this.element('divergence').textContent !== text) this.element('divergence').textContent = text;
    this.showButtons();
  }

  async showDetails() {
    const now = this.history.at(-1);
    if (this.running || !now) return;
    if (this.element('tables').open) this.element('tables').lastElementChild.replaceChildren(...tables(this.history, now));
    if (!this.element('replay').open) return;
    const comment = '# A state of the playground, for: ntk study playground.toml\n';
    const text = comment + (await this.call('studyText', study(this.state)));
    const hash = await this.call('playgroundHash');
    if (now !== this.history.at(-1)) return;
    this.element('study').textContent = text;
    const link = this.element('study-file');
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
    this.element('hash').textContent = hash;
  }

  showButtons() {
    const button = this.element('run');
    button.textContent = this.running ? 'Pause' : 'Run';
    button.disabled = !this.ready;
    this.element('step').disabled = !this.ready || this.running;
    this.element('again').disabled = !this.ready;
    this.element('remove').disabled = this.state.points.length === 0;
  }

  say(text) {
    this.element('status').textContent = text;
  }
}
