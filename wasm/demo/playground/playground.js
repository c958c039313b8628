// The part "Playground": several starts of a network are trained beside their kernels. The page asks the workers for a
// slice of training at a time, so to pause is just not to ask. What was seen is kept, and the reader can go back to it.
import { togglingLegend, series } from '../common/chart.js';
import { Client } from '../common/client.js';
import { elementsOf, shown } from '../common/dom.js';
import { wordsOf } from '../common/error_words.js';
import { LineChart } from '../common/line_chart.js';
import { calm, nextFrame, wait } from '../common/motion.js';
import { saving, svgOf } from '../common/saving.js';
import { fromQuery, toQuery } from '../common/state.js';
import { Controls } from './controls.js';
import { FunctionPlot } from './function_plot.js';
import { Gallery } from './gallery.js';
import { KernelPictures } from './kernel_pictures.js';
import { Limits } from './limits.js';
import { Past } from './past.js';
import { Points } from './points.js';
import { Readout } from './readout.js';
import { divergence, divergedStarts, functionRows, tables } from './report.js';
import { Starts } from './starts.js';
import { mostPoints, mostSteps, properties, study } from './state.js';
import { Tour } from './tour.js';

const firstRun = 256; // how many steps a first visit sees
const patience = 500; // milliseconds after which a run gives way to what the reader has set since
const keepEvery = 150; // milliseconds, because a browser allows only few changes of its address a second

export class Playground {
  properties = properties;

  constructor(root, inputs, keep) {
    Object.assign(this, { root, keep });
    this.element = elementsOf(root);
    this.starts = new Starts();
    this.limits = new Limits((limits) => this.showLimits(limits));
    this.past = new Past();
    this.history = []; // what was seen of this run
    this.at = 0; // the index of the moment that is shown
    this.turn = 0; // counts activities; one ends where a newer one has begun
    this.running = false;
    this.addCharts();
    this.functions.show({});
    this.controls = new Controls(root, (change) => this.change(change));
    this.gallery = new Gallery(this.element('gallery'), (points) => this.change({ points }));
    this.tour = new Tour(this.element('tour'), this.element('tour-said'), (stop) => this.visit(stop));
    this.listen();
  }

  addCharts() {
    this.functions = new FunctionPlot(this.element('function-plot'));
    this.points = new Points(this.element('function-plot'), this.functions, {
      change: (points) => this.change({ points }),
      emptied: () => this.element('add').focus({ preventScroll: true }),
      full: () => this.say(`No more than ${mostPoints} points: remove one first.`),
    });
    this.kernels = new KernelPictures(this.element('kernels'));
    const ofStarts = (name) => (moment) =>
      Array.from(moment['network.diverged'], (_, i) => ({
        key: i === 0 ? 'network' : 'start',
        name: `network ${i + 1}`,
        series: i === 0 ? series.network : series.start,
        value: (m) => (m['network.diverged'][i] > 0 ? NaN : (m[name]?.[i] ?? NaN)),
      })).reverse();
    const ofKernel = (name) => ({
      key: name,
      name,
      series: series[name],
      value: (m) => (m[`${name}.diverged`][0] > 0 ? NaN : m[`${name}.error`][0]),
    });
    const chart = (name, options) => {
      const place = this.element(name);
      const each = new LineChart(place, options);
      place.after(saving(name, { svg: () => svgOf(each.svg.node()), rows: () => each.rows() }));
      return each;
    };
    this.charts = [
      chart('training-error', {
        description: 'Mean squared error on the points of networks, NTK and NNGP against steps',
        yLabel: 'mean squared error',
        log: true,
        curves: (moment) => [...ofStarts('network.error')(moment), ofKernel('nngp'), ofKernel('ntk')],
      }),
      chart('gap', {
        description: 'Gap D between networks and NTK against steps',
        yLabel: 'gap D',
        log: true,
        rule: 0.1,
        curves: ofStarts('gap'),
      }),
      chart('drift', { description: 'Drift of the networks’ kernels against steps', yLabel: 'drift', curves: ofStarts('drift') }),
    ];
    this.readout = new Readout({
      place: this.element('readout'),
      functions: this.functions,
      kernels: this.kernels,
      charts: this.charts,
      now: () => this.functions.data,
      points: () => this.state.points,
      at: () => this.at,
      pick: (index) => this.scrub(index),
    });
    const entries = [
      { key: 'network', ...series.network, name: 'network, first start' },
      { key: 'start', ...series.start },
      { key: 'linearised', ...series.linearised, name: 'its linearisation' },
      { key: 'ntk', ...series.ntk, name: 'NTK: all layers learn, width infinite' },
      { key: 'nngp', ...series.nngp, name: 'NNGP: the last layer alone learns; with its band' },
    ];
    this.element('legend').append(
      ...togglingLegend(entries, (hidden) => {
        for (const each of [this.functions, ...this.charts]) {
          each.hidden = hidden;
          each.draw();
        }
      }),
    );
    const plot = this.element('function-plot');
    this.element('saving').append(
      saving('functions', {
        svg: () => svgOf(plot.querySelector('svg'), [plot.querySelector('.points')]),
        rows: () => (this.history.length > 0 ? functionRows(this.history[this.at]) : []),
      }),
    );
  }

  listen() {
    const on = (name, action) => (this.element(name).onclick = action);
    on('run', () => (this.running ? this.pause() : this.play(mostSteps)));
    on('step', () => this.stepOnce());
    on('again', () => this.change({ steps: 0 }));
    on('add', () => this.points.add([0, 0], true));
    // The button must not take the focus from the point that it is about to remove.
    this.element('remove').onpointerdown = (event) => event.preventDefault();
    on('remove', () => this.points.removeFocused());
    on('undo', () => this.goBack('undo'));
    on('redo', () => this.goBack('redo'));
    this.root.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target.type === 'number') return;
      event.preventDefault();
      this.goBack(event.shiftKey ? 'redo' : 'undo');
    });
    this.element('scrub').oninput = ({ target }) => this.scrub(Number(target.value));
    for (const name of ['tables', 'replay']) this.element(name).addEventListener('toggle', () => this.showDetails());
  }

  // On a first visit the reader sees the networks learn, unless motion is unwanted. A link opens at its step.
  open(query) {
    const state = fromQuery(properties, query);
    const moves = !new URLSearchParams(query).has('steps') && !calm.matches;
    this.set(moves ? { ...state, steps: 0 } : state, moves ? firstRun : undefined);
  }

  leave() {
    this.pause();
  }

  /// Called when the reader changes values. The networks are trained anew to the same step.
  change(changes) {
    this.tour.leave();
    this.past.leave({ ...this.state, steps: this.stepShown() }, Object.keys(changes));
    const steps = this.running ? this.stepShown() : this.state.steps;
    this.set({ ...this.state, steps, ...changes }, this.running ? this.until : undefined);
  }

  goBack(way) {
    const state = this.past[way]({ ...this.state, steps: this.stepShown() });
    if (!state) return;
    this.tour.leave();
    this.set(state);
  }

  // Shows the states before and after of a stop of the tour, each trained to its end.
  async visit(stop) {
    this.past.leave({ ...this.state, steps: this.stepShown() }, ['tour']);
    const state = { ...fromQuery(properties, ''), ...stop.before };
    const gap = () => this.history.at(-1)?.['gap.mean']?.[0];
    const trained = this.set(state);
    const { turn } = this; // what the reader does before the second state has a later one
    await trained;
    const before = gap();
    await wait(calm.matches ? 0 : 900); // so that it can be seen
    if (turn !== this.turn) return undefined;
    await this.set({ ...state, ...stop.changes });
    return { before, after: gap() };
  }

  /// Shows this state, trained to its step, and goes on from there to step `until`, where that is given. Resolves when it
  /// is there, or has given way to another.
  set(state, until) {
    this.state = state;
    this.until = until;
    this.running = until !== undefined;
    ++this.turn;
    this.keepState();
    this.ready = false; // what is shown is of an earlier run
    this.wanted = { state };
    if (state.points.length === 0) {
      this.limits.drop();
      this.showNothing('Click into the plot to place a point.');
    } else {
      this.limits.ask(study(state), state.steps);
      this.say(`Training to step ${state.steps} …`);
    }
    this.training ??= this.trainAnew().finally(() => (this.training = null));
    return this.training;
  }

  // Trains to the states that are wanted, one after the other; of those that come meanwhile only the last.
  async trainAnew() {
    while (this.wanted) {
      const { state } = this.wanted;
      this.wanted = null;
      if (state.points.length === 0) continue;
      try {
        await this.trainTo(state);
      } catch (error) {
        if (!this.wanted) this.showNothing(wordsOf(error));
      }
    }
  }

  // Trains to a state. The networks are shown at the end, and before where that takes long. Where it takes very long,
  // it gives way to what is wanted by then.
  async trainTo(state) {
    const begun = performance.now();
    await this.starts.begin(study(state));
    const moments = [];
    const last = () => moments.at(-1);
    do {
      const step = last()?.step[0] ?? 0;
      const now = await this.starts.advance(last() ? Math.min(state.steps, step + Math.max(1, Math.floor(step / 4))) : 0, 50);
      this.add(moments, now);
      const took = performance.now() - begun;
      if (this.wanted && took > patience) return;
      const late = took > patience / 2 && !this.wanted;
      if (late && last().step[0] < state.steps && !this.running) this.take(moments);
    } while (last().step[0] < state.steps && divergedStarts(last()).length < state.starts);
    this.ready = !this.wanted;
    this.take(moments);
    if (!this.ready) return;
    if (this.running) this.play(this.until);
    else this.rest();
  }

  // Adds moments to the history, which is thinned to what the charts can show.
  add(moments, now) {
    if (moments.length > 0) for (const name of ['x', 'kernel.x', 'kernel.start', 'kernel.limit']) now[name] = moments[0][name];
    if (moments.length > 2 && now.step[0] < 1.02 * moments.at(-2).step[0]) moments.pop();
    if (moments.at(-1)?.step[0] !== now.step[0]) moments.push(now);
  }

  take(moments) {
    this.history = moments;
    this.at = moments.length - 1;
    this.show();
  }

  /// Plays from the moment that is shown through the history, and then on to step `until`.
  async play(until) {
    const turn = ++this.turn;
    this.until = until;
    this.running = true;
    this.say('');
    this.showButtons();
    this.element('hash').textContent = '–';
    try {
      while (turn === this.turn && this.running) {
        if (this.at < this.history.length - 1) ++this.at;
        else if (this.stepShown() >= until || divergedStarts(this.history.at(-1)).length === this.state.starts) break;
        else if (!(await this.learn(until, turn))) return;
        this.show();
        await this.pace();
      }
    } catch (error) {
      if (turn === this.turn) this.showNothing(wordsOf(error));
      return;
    }
    if (turn === this.turn) this.pause();
  }

  // Trains in even strides on the charts' scale of steps. Where motion is unwanted the strides are few and long.
  learn(until, turn) {
    const step = this.stepShown();
    const speed = Number(this.element('speed').value);
    const stride = Math.max(1, Math.floor(calm.matches ? step / 4 : (speed * step) / 48));
    return this.advance(Math.min(until, step + stride), calm.matches ? 50 : 12, turn);
  }

  // Trains towards this step. Returns false where that is of no use any more.
  async advance(step, milliseconds, turn) {
    const now = await this.starts.advance(step, milliseconds);
    if (turn !== this.turn || !this.ready) return false;
    this.add(this.history, now);
    this.at = this.history.length - 1;
    return true;
  }

  async pace() {
    if (calm.matches) return wait(400);
    const speed = Number(this.element('speed').value);
    const pause = speed >= 4 ? 0 : (this.stepShown() < 24 ? 90 : 30) / speed; // most is learnt in the first steps
    const due = (this.drawn ?? 0) + pause;
    do await nextFrame();
    while (performance.now() < due);
    this.drawn = performance.now();
    return undefined;
  }

  async stepOnce() {
    const turn = ++this.turn;
    if (this.at < this.history.length - 1) ++this.at;
    else if (!(await this.advance(this.stepShown() + 1, 0, turn))) return;
    this.show();
    this.rest();
  }

  pause() {
    ++this.turn;
    this.running = false;
    if (this.history.length > 0 && this.ready) this.rest();
    else this.showButtons();
  }

  scrub(index) {
    if (!this.ready || !this.history[index]) return;
    this.at = index;
    this.show();
    this.pause();
  }

  rest() {
    const now = this.history[this.at];
    this.running = false;
    this.state.steps = now.step[0];
    this.keepState();
    this.showButtons();
    this.showDetails();
    const gap = now['gap.mean'] === undefined ? '' : `: the gap is ${shown(now['gap.mean'][0], 3)}, the mean over the starts`;
    this.say(`Paused at step ${now.step[0]}${gap}.`);
  }

  stepShown() {
    return this.history[this.at] && this.ready ? this.history[this.at].step[0] : this.state.steps;
  }

  // Shows the kernels' predictions for the new setting at once. The networks, still of the old one, are faded until the
  // new ones come.
  showLimits(limits) {
    if (this.ready || this.state.points.length === 0) return;
    const before = this.functions.data?.['kernel.start'] ? this.functions.data : null;
    const none = { network: [], 'network.diverged': [], 'linearised.diverged': [1], linearised: [] };
    this.functions.show({ ...(before ?? none), ...limits, faded: true });
    if (before) this.kernels.show({ ...before, ...limits });
  }

  show() {
    const now = this.history[this.at];
    if (!now) return;
    this.functions.show(now);
    this.kernels.show(now);
    for (const chart of this.charts) {
      chart.show(this.history);
      chart.mark(this.at);
    }
    this.element('steps').textContent = now.step[0];
    Object.assign(this.element('scrub'), { max: this.history.length - 1, value: this.at, ariaValueText: `step ${now.step[0]}` });
    this.element('gap-value').textContent = shown(now['gap.mean']?.[0], 3);
    this.element('drift-value').textContent = shown(now['drift.mean']?.[0], 3);
    const text = divergence(now, this.state);
    this.element('divergence').hidden = text === '';
    if (this.element('divergence').textContent !== text) this.element('divergence').textContent = text;
    this.showButtons();
  }

  showNothing(reason) {
    if (this.running) this.state = { ...this.state, steps: properties.steps.initial }; // a first visit's run has others
    this.history = [];
    this.at = 0;
    this.running = this.ready = false;
    this.showButtons();
    this.functions.show({});
    for (const chart of this.charts) chart.show([]);
    this.element('divergence').hidden = true;
    this.say(reason);
  }

  keepState() {
    this.controls.show(this.state);
    this.points.show(this.state.points);
    this.gallery.show(this.state.points);
    clearTimeout(this.keeping);
    const due = (this.keptAt ?? -Infinity) + keepEvery - performance.now();
    const keep = () => {
      this.keptAt = performance.now();
      this.keep(toQuery(properties, this.state));
    };
    if (due <= 0) keep();
    else this.keeping = setTimeout(keep, due);
  }

  async showDetails() {
    const now = this.history[this.at];
    if (this.running || !now) return;
    if (this.element('tables').open) this.element('tables').lastElementChild.replaceChildren(...tables(this.history, now));
    if (!this.element('replay').open) return;
    const { turn } = this;
    const asked = study(this.state);
    this.replayer?.close();
    const replayer = (this.replayer = new Client()); // does the whole run in one go, as `ntk study` does
    this.element('hash').textContent = 'computing …';
    const text = '# A state of the playground, for: ntk study playground.toml\n' + (await replayer.call('studyText', asked));
    const [stage] = await replayer.call('plan', asked);
    const { sha256 } = await replayer.call('runStage', stage, []);
    replayer.close();
    if (turn !== this.turn) return;
    this.element('study').textContent = text;
    const link = this.element('study-file');
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
    this.element('hash').textContent = sha256;
  }

  showButtons() {
    const button = this.element('run');
    button.textContent = this.running ? 'Pause' : 'Run';
    button.disabled = !this.ready;
    this.element('step').disabled = !this.ready || this.running;
    this.element('again').disabled = !this.ready;
    this.element('scrub').disabled = !this.ready;
    this.element('remove').disabled = this.state.points.length === 0;
    this.element('undo').disabled = this.past.done.length === 0;
    this.element('redo').disabled = this.past.undone.length === 0;
  }

  say(text) {
    this.element('status').textContent = text;
  }
}
