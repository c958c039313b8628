// The part "Deep and narrow": a deep network of four units a layer is trained beside its limit. The page asks the worker
// for a slice of training at a time, so to pause is just not to ask.
import { legend, series } from '../common/chart.js';
import { Client } from '../common/client.js';
import { elementsOf, shown, tableOf, thin } from '../common/dom.js';
import { wordsOf } from '../common/error_words.js';
import { Form } from '../common/form.js';
import { LineChart } from '../common/line_chart.js';
import { calm, nextFrame, wait } from '../common/motion.js';
import { saving, svgOf } from '../common/saving.js';
import { fromQuery, toQuery } from '../common/state.js';
import { ArcChart } from './arc_chart.js';
import { mostSteps, properties } from './state.js';

const lines = {
  target: { name: 'to learn: x₁x₂', color: 'var(--faint)', dash: 'none', width: 9 },
  limit: { ...series.ntk, name: 'limit of infinite depth' },
  network: series.network,
};

export class Narrow {
  properties = properties;

  constructor(root, inputs, keep) {
    this.keep = keep;
    this.element = elementsOf(root);
    this.client = new Client();
    this.history = []; // what was seen of this run
    this.turn = 0; // counts activities; one ends where a newer one has begun
    this.form = new Form(root, properties, (change) => this.set({ ...this.state, ...change }, this.running));
    this.element('legend').append(...legend(Object.values(lines)));
    const error = (name) => ({ key: name, name, series: lines[name], value: (moment) => moment[`${name}.error`][0] });
    this.arc = new ArcChart(this.element('arc'), lines);
    this.errors = new LineChart(this.element('errors'), {
      description: 'Error of network and limit on the training points, over the variance of the targets, against steps',
      yLabel: 'error',
      log: true,
      curves: () => [error('limit'), error('network')],
    });
    const savable = (name, chart, rows) =>
      this.element(name).after(saving(`narrow-${name}`, { svg: () => svgOf(chart.svg.node()), rows }));
    savable('arc', this.arc, () => this.functionRows());
    savable('errors', this.errors, () => this.errors.rows());
    this.element('run').onclick = () => this.toggle();
    this.element('again').onclick = () => this.set(this.state, this.running);
    this.element('tables').addEventListener('toggle', () => this.showTables());
  }

  open(query) {
    this.set(fromQuery(properties, query));
  }

  leave() {
    this.running = false;
  }

  /// Begins a run of this state, which goes on where `running`.
  set(state, running = false) {
    Object.assign(this, { state, running, history: [] });
    this.form.show(state);
    this.form.controls.depth.setAttribute('aria-valuetext', `${state.depth} layers`);
    this.element('depth').textContent = state.depth;
    clearTimeout(this.keeping); // a browser allows only few changes of its address a second
    this.keeping = setTimeout(() => this.keep(toQuery(properties, state)), 150);
    this.go('narrowStart', state);
  }

  toggle() {
    this.running = !this.running;
    this.showButtons();
    if (this.running && this.history.length > 0) this.go(...this.next());
  }

  // The next call of a run, to a step that is evenly far on the chart's scale of steps. Where motion is unwanted the
  // strides are few and long.
  next() {
    const [step] = this.history.at(-1).step;
    const stride = Math.max(1, Math.floor(step / (calm.matches ? 4 : 64)));
    return ['narrowAdvance', Math.min(mostSteps, step + stride), calm.matches ? 100 : 12];
  }

  // Makes this call, and where the run goes on those after it.
  async go(...call) {
    const turn = ++this.turn;
    this.say('');
    this.showButtons();
    try {
      for (let now = call; now; now = this.running && !this.ended() && this.next()) {
        const moment = await this.client.call(...now);
        if (turn !== this.turn) return;
        this.history.push(moment);
        this.show();
        if (this.running) await (calm.matches ? wait(400) : nextFrame());
        if (turn !== this.turn) return;
      }
      this.rest();
    } catch (error) {
      if (turn !== this.turn) return;
      this.running = false;
      this.showButtons();
      this.say(wordsOf(error));
    }
  }

  ended() {
    const { step, diverged } = this.history.at(-1) ?? { step: [0], diverged: [0] };
    return step[0] >= mostSteps || diverged[0] > 0;
  }

  rest() {
    this.running = false;
    this.showButtons();
    this.showTables();
    const { step, diverged } = this.history.at(-1);
    this.say(diverged[0] > 0 ? `Diverged after ${step[0]} steps.` : `Paused at step ${step[0]}.`);
  }

  show() {
    const now = this.history.at(-1);
    const told = (name) => shown(now[name]?.[0], 3);
    this.arc.show(now);
    this.errors.show(this.history);
    this.element('readout').textContent =
      `Step ${now.step[0]}: error ${told('network.error')} of the targets’ variance, of the limit ${told('limit.error')}; ` +
      `gap D ${told('gap')}.` +
      (now.distance
        ? ` The kernel is ${told('distance')} away from its limit, at the start it was ${told('distance.start')}.`
        : '');
  }

  showButtons() {
    this.element('run').textContent = this.running ? 'Pause' : 'Run';
    this.element('run').disabled = this.ended();
  }

  functionRows() {
    if (this.history.length === 0) return [];
    const { angle, ...now } = this.history.at(-1);
    return Array.from(angle, (each, i) => ({
      angle: each,
      ...Object.fromEntries(Object.keys(lines).map((name) => [name, now[name][i]])),
    }));
  }

  showTables() {
    if (this.running || this.history.length === 0 || !this.element('tables').open) return;
    this.element('tables').lastElementChild.replaceChildren(
      tableOf(thin(this.functionRows(), 20), `The functions at step ${this.history.at(-1).step[0]}`),
      tableOf(thin(this.errors.rows(), 20), 'Errors over the targets’ variance'),
    );
  }

  say(text) {
    this.element('status').textContent = text;
  }
}
