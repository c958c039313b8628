// The part "The experiment": the authors' comparison of networks and kernels, in which the reader moves the training
// time.
import { legend } from '../common/chart.js';
import { download, elementsOf, make, shown, tableOf } from '../common/dom.js';
import { wordsOf } from '../common/error_words.js';
import { Form } from '../common/form.js';
import { calm } from '../common/motion.js';
import { Player } from '../common/player.js';
import { saving, svgOf } from '../common/saving.js';
import { Pool } from '../common/pool.js';
import { fromQuery, toQuery } from '../common/state.js';
import { ExperimentRun } from './run.js';
import { properties, theEnd, timesOf } from './state.js';
import { TimeChart } from './time_chart.js';
import { sentence, timeName } from './words.js';

const playTakes = 6000; // milliseconds from the first epoch to the limit of endless training
const ofTheKernels = ['root', 'same_rows'];
const ofTheData = ['targets', 'size', 'seed'];

export class Experiment {
  properties = properties;

  constructor(root, inputs, keep) {
    Object.assign(this, { root, keep });
    this.element = elementsOf(root);
    this.run = new ExperimentRun(inputs);
    this.pool = new Pool();
    this.asked = 0; // counts comparisons: an older one is not shown
    this.networks = []; // trained so far for what is shown
    this.form = new Form(root, properties, (change) => this.change(change));
    this.chart = new TimeChart(this.element('chart'), (at) => this.change({ epoch: this.times[at] }));
    this.element('chart').after(saving('experiment', { svg: () => svgOf(this.chart.svg.node()), rows: () => this.rows() }));
    this.player = new Player(this.element, { ready: () => this.form.right(), work: (pool) => this.train(pool) });
    this.element('play').onclick = () => (this.playing ? this.pause() : this.play(theEnd));
    for (const name of ['tables', 'bits']) this.element(name).addEventListener('toggle', () => this.showDetails());
    this.element('legend').append(
      ...legend([
        { name: 'infinite network, 1 hidden layer', color: 'var(--one)', dash: 'none', width: 2.5 },
        { name: '2 hidden layers', color: 'var(--two)', dash: 'none', width: 2.5 },
        { name: 'NTK regression', color: 'var(--tangent)', dash: '7 4', width: 1.5 },
        { name: 'GP', color: 'var(--gp)', dash: '2 3', width: 1.5 },
        { name: 'Laplace', color: 'var(--laplace)', dash: '12 3', width: 2 },
      ]),
    );
  }

  // Without a time in the link the figure moves to where the authors stopped, unless motion is unwanted.
  open(query) {
    this.forget();
    this.pause();
    this.state = fromQuery(properties, query);
    const wanted = this.state.epoch;
    this.setTimes();
    const { epoch } = this.state;
    const given = new URLSearchParams(query).has('epoch');
    if (!given && calm.matches) this.state.epoch = this.stops[1];
    this.toPlay = !given && !calm.matches; // when there is something to see, unless the reader does something before
    this.form.show(this.state);
    this.compare().then(() => this.toPlay && this.play(this.stops[1]));
    return epoch === wanted ? [] : [`The figure does not stop at ${timeName(wanted)}, so what is shown is ${timeName(epoch)}.`];
  }

  leave() {
    this.pause();
  }

  change(change) {
    this.pause();
    this.state = { ...this.state, ...change };
    if ('size' in change) this.setTimes();
    this.form.show(this.state);
    this.keepSoon();
    const changes = (keys) => keys.some((key) => key in change);
    if (changes(ofTheData)) this.forget();
    if (changes([...ofTheData, ...ofTheKernels])) this.compare();
    else this.show();
  }

  // Forgets the networks, which were trained on other data.
  forget() {
    this.player.stop();
    this.networks = [];
    this.run.forget();
  }

  // Sets which times can be shown. That depends on where the authors' networks, or the small ones, stop.
  setTimes() {
    const { one_layer, two_layers } = this.run.study(this.state);
    this.stops = { 1: one_layer.epochs, 2: two_layers.epochs };
    this.times = properties.epoch.scale = timesOf(this.stops);
    this.form.controls.epoch.max = this.times.length - 1;
    if (!this.times.includes(this.state.epoch)) this.state.epoch = this.times.findLast((time) => time <= this.state.epoch);
  }

  // Writes the state to the address after a while, because a browser allows only few changes of it a second.
  keepSoon() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(toQuery(properties, this.state)), 150);
  }

  async compare() {
    const asked = ++this.asked;
    this.element('computing').textContent =
      this.state.size === 'small' ? 'Computing …' : 'Computing: the authors’ size takes some time …';
    this.element('figure').classList.add('stale');
    try {
      await this.run.comparison(this.pool, this.state, (model) => asked === this.asked && this.take(model));
      if (asked !== this.asked) return;
      this.element('computing').textContent = '';
      this.showDetails();
    } catch (error) {
      if (asked === this.asked) this.element('computing').textContent = wordsOf(error);
    }
  }

  take(model) {
    this.model = model;
    if (model.levels.length === 0 || model.curves.length === 0) return;
    this.element('figure').classList.remove('stale');
    this.show();
  }

  show() {
    const { epoch, width } = this.state;
    this.element('epoch').textContent = timeName(epoch);
    this.element('width').textContent = width;
    if (!this.model?.curves.length || !this.model.levels.length) return;
    const told = sentence(this.model, epoch);
    this.form.controls.epoch.setAttribute('aria-valuetext', told);
    this.element('readout').textContent = told;
    const stops = Object.entries(this.stops).map(([layers, at]) => ({ layers: Number(layers), epoch: at }));
    this.chart.show({ ...this.model, times: this.times, epoch, networks: this.networks, stops });
  }

  play(until) {
    this.toPlay = false;
    const last = this.times.indexOf(until);
    const now = this.times.indexOf(this.state.epoch);
    const first = now < last ? now : 0;
    if (calm.matches) return this.change({ epoch: until });
    this.element('play').textContent = 'Pause';
    const begun = performance.now();
    const frame = (time) => {
      const at = first + Math.max(0, ((time - begun) / playTakes) * this.times.length);
      this.state.epoch = this.times[Math.min(last, Math.floor(at))];
      this.form.show(this.state);
      this.show();
      if (at < last) this.playing = requestAnimationFrame(frame);
      else this.pause();
    };
    this.playing = requestAnimationFrame(frame);
  }

  pause() {
    this.toPlay = false;
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.element('play').textContent = 'Play';
    this.keepSoon();
  }

  async train(pool) {
    const { width, hidden_layers } = this.state;
    const before = this.networks;
    let now;
    await this.run.network(pool, this.state, (network, share) => {
      now = network;
      this.networks = [...before, network];
      this.player.progress(share, 1, `${network.epochs.at(-1).toLocaleString('en')} epochs`, share);
      this.show();
    });
    this.showDetails();
    const what = `The network of width ${width} with ${hidden_layers} hidden layer${hidden_layers > 1 ? 's' : ''}`;
    if (now.diverged) return [`${what} has diverged: its rate is too large for it.`, 'differs'];
    return [
      `${what} errs by ${shown(now.rmse.at(-1), 3)}, the infinite one from the same start by ${shown(now.line.at(-1), 3)}; ` +
        `D = ${shown(now.gap, 2)} between their predictions, ${this.player.elapsed()}.`,
    ];
  }

  async showDetails() {
    if (this.element('tables').open && this.model) this.element('tables').lastElementChild.replaceChildren(...this.tables());
    this.showBits();
  }

  // What the figure shows, with a row for each point.
  rows() {
    if (!this.chart.data) return [];
    const row = (line, epoch, rmse) => ({ line, epoch, RMSE: rmse });
    const { levels, curves, networks } = this.chart.data;
    return [
      ...levels.map(({ kernel, rmse }) => row(kernel, theEnd, rmse)),
      ...curves.flatMap(({ layers, epochs, rmse }) =>
        [...epochs, theEnd].map((epoch, i) => row(`infinite network, ${layers} hidden layers`, epoch, rmse[i])),
      ),
      ...networks.flatMap(({ layers, width, epochs, rmse }) =>
        epochs.map((epoch, i) => row(`network of width ${width}, ${layers} hidden layers`, epoch, rmse[i])),
      ),
    ];
  }

  tables() {
    const { levels, curves } = this.model;
    const layersName = (layers) => `${layers} hidden layer${layers > 1 ? 's' : ''}`;
    return [
      tableOf(
        levels.map(({ kernel, rmse }) => ({ kernel, RMSE: rmse })),
        'Regression with the nine kernels: test error',
      ),
      ...curves.map(({ layers, epochs, rmse }) =>
        tableOf(
          [...epochs, 'the end'].map((epoch, i) => ({ epoch, RMSE: rmse[i] })),
          `Infinite network, ${layersName(layers)}: test error`,
        ),
      ),
      ...this.networks.map(({ layers, width, epochs, rmse, line }) =>
        tableOf(
          epochs.map((epoch, i) => ({ epoch, network: rmse[i], 'infinite, same start': line[i] })),
          `Network of width ${width}, ${layersName(layers)}: test error`,
        ),
      ),
    ];
  }

  // Shows the hashes of what is in the figure, ticked where the profile has the same stage, and the study's file.
  async showBits() {
    const found = [...this.run.found].toSorted();
    const mark = ({ sha256, expected }) =>
      expected === undefined ? ['·', ''] : sha256 === expected ? ['✓', 'same'] : ['✗', 'differs'];
    this.element('stages').replaceChildren(
      ...found.map(([name, artifact]) => {
        const [textContent, kind] = mark(artifact);
        return make(
          'li',
          {},
          make('span', { textContent, className: `mark ${kind}` }),
          make('span', { textContent: name }),
          make('code', { textContent: artifact.sha256 }),
        );
      }),
    );
    const known = found.filter(([, { expected }]) => expected !== undefined);
    const right = known.filter(([, { sha256, expected }]) => sha256 === expected);
    this.element('ticks').textContent =
      known.length === 0
        ? ''
        : right.length === known.length
          ? `✓ ${right.length} as expected`
          : `✗ ${known.length - right.length} differ`;
    this.element('ticks').className = `count ${known.length === 0 ? '' : right.length === known.length ? 'same' : 'differs'}`;
    if (!this.element('bits').open) return;
    const file = download('authors.toml', await this.pool.call(-1, 'studyText', this.run.study(this.state)));
    this.element('files').replaceChildren(file);
  }
}
