// The part "Your data": it asks the paper's question of a table of the reader's own, as `ntk compare` does.
import { Client } from '../common/client.js';
import { DepthRun } from '../common/depth_run.js';
import { download, elementsOf, make, tableOf } from '../common/dom.js';
import { wordsOf } from '../common/error_words.js';
import { Form } from '../common/form.js';
import { copied } from '../common/link.js';
import { PaperFigure } from '../common/paper_figure.js';
import { Player } from '../common/player.js';
import { Results } from '../common/results.js';
import { fromQuery, toQuery } from '../common/state.js';
import { repairsOf } from './repairs.js';
import { commandOf, csvOptionsOf, optionsOf, properties } from './state.js';
import { tableOfErrors } from './table_of_errors.js';

const figures = ['depth', 'layer-added', 'kernels-alike', 'gap'];

const sizeName = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`);

// The table's first rows as they were read.
function firstRows({ csv, columns, rows }) {
  const lines = csv
    .split('\n')
    .slice(1, 6)
    .map((line) => line.split(',').map(Number));
  const told = lines
    .filter(({ length }) => length === columns.length)
    .map((numbers, i) => ({ '№': i + 1, ...Object.fromEntries(columns.map((name, c) => [name, numbers[c]])) }));
  return tableOf(told, `The first ${told.length} of ${rows} rows`, ['№', ...columns]);
}

export class YourData {
  properties = properties;

  constructor(root, inputs, keep) {
    Object.assign(this, { root, inputs, examples: inputs.tables, keep });
    this.element = elementsOf(root);
    this.client = new Client();
    this.memory = new Map(); // what was computed stays for the next run
    this.chosen = 0; // counts files: one that comes late is not taken
    this.asked = 0; // counts readings: an older one is not shown
    this.form = new Form(root, properties, (change) => this.change(change));
    this.figures = figures.map((name) => new PaperFigure(root.querySelector(`[data-figure="${name}"]`), name));
    this.results = new Results(this.element('results'));
    this.player = new Player(this.element, {
      ready: () => this.form.right(),
      work: (pool) => this.compute(pool),
      stopped: () => 'Stopped. What is done is kept: Compare goes on from there.',
      failed: (error) => (this.form.complained(error) ? '' : wordsOf(error, (key) => this.form.nameOf(key))),
    });
    this.element('copy').onclick = () => this.copy();
    this.element('examples').append(
      ...Object.entries(this.examples).map(([name, { csv }]) =>
        make('button', { type: 'button', textContent: name, onclick: () => this.take(`${name}.csv`, csv) }),
      ),
    );
    this.acceptFiles();
  }

  open(query) {
    this.player.stop();
    this.state = fromQuery(properties, query);
    this.form.show(this.state);
    const name = this.state.file.replace(/\.csv$/, '');
    const example = Object.hasOwn(this.examples, name) ? this.examples[name] : undefined;
    if (example && this.file?.name !== this.state.file) this.take(this.state.file, example.csv);
    else if (this.file?.name === this.state.file) this.read();
    else if (this.state.file) this.sayRead(`The link is about ${this.state.file}, which stays with who has it: choose it here.`);
  }

  acceptFiles() {
    const drop = this.element('drop');
    const take = async (file) => {
      if (!file) return;
      const chosen = ++this.chosen;
      const text = await file.text().catch(() => undefined);
      if (chosen !== this.chosen) return;
      if (text !== undefined) this.take(file.name, text);
      else this.element('file-wrong').textContent = `${file.name} can’t be read here: is it a folder, moved, or very large?`;
    };
    this.element('file').onchange = ({ target }) => take(target.files[0]);
    this.element('file').onclick = ({ target }) => (target.value = ''); // so that the same file, mended, can be chosen again
    // A file may be dropped anywhere on the page: otherwise the browser would leave the page for a file dropped beside
    // the box.
    const listen = (event, over, action = () => {}) =>
      addEventListener(event, (given) => {
        if (this.root.hidden) return;
        given.preventDefault();
        drop.classList.toggle('over', over);
        action(given);
      });
    listen('dragover', true);
    listen('dragleave', false);
    listen('drop', false, ({ dataTransfer }) => take(dataTransfer.files[0]));
  }

  take(name, text) {
    ++this.chosen;
    const number = (this.file?.number ?? 0) + (this.file?.text === text ? 0 : 1);
    this.file = { name, text, number };
    this.read();
  }

  change(change) {
    this.player.stop();
    this.state = { ...this.state, ...change };
    this.keep(toQuery(properties, this.state));
    if (this.table) this.offerTable();
    this.results.compare(this.madeOf());
    if (['drop_missing', 'one_hot', 'without'].some((key) => key in change)) this.read();
  }

  // Lets other parts use the table as it is now. Its number tells it from those that were read before.
  offerTable() {
    this.inputs.own = { ...this.table, name: this.file.name, number: this.asked, target: this.state.target };
  }

  // What the results were made from. The table is known by a number too, because another may have the file's name.
  madeOf() {
    return { ...this.state, table: `no. ${this.file?.number ?? 0}` };
  }

  // Reads the file as the options say, and offers its columns as targets.
  async read() {
    if (!this.file) return;
    const asked = ++this.asked;
    this.player.stop();
    const { name, text } = this.file;
    this.table = null;
    this.element('run').disabled = true;
    for (const part of ['file-wrong', 'repairs', 'first-rows']) this.element(part).replaceChildren();
    this.sayRead(`Reading ${name}, ${sizeName(text.length)} …`);
    let table;
    try {
      table = await this.client.call('readTable', text, name, csvOptionsOf(this.state));
    } catch (error) {
      if (asked !== this.asked) return;
      this.sayRead('');
      this.showWrongFile(error, text);
      await this.offerRepairs(this.file, asked);
      return;
    }
    if (asked !== this.asked) return;
    this.table = table;
    const { targets, rows, columns, notes } = this.table;
    const wanted = this.state.target;
    const target = targets.includes(wanted) ? wanted : targets.at(-1);
    const control = this.form.controls.target;
    control.replaceChildren(...targets.map((each) => new Option(each, each)));
    control.disabled = targets.length === 0;
    this.change({ file: name, target });
    control.value = target;
    const told = notes.map((note) => `Note: ${note}.`);
    if (wanted && target && wanted !== target) told.push(`“${wanted}” is no column to predict here, so “${target}” is taken.`);
    this.sayRead([`${name}: ${rows} rows, ${columns.length} columns.`, ...told].join(' '));
    this.element('run').disabled = false;
    this.element('first-rows').replaceChildren(firstRows(this.table));
  }

  // Offers what would make the file readable, with a button for each.
  async offerRepairs(file, asked) {
    const found = await repairsOf(file.text, this.state, (options) =>
      this.client.call('readTable', file.text, file.name, options),
    );
    if (asked !== this.asked || found.length === 0) return;
    const take = (change) => {
      this.change(change);
      this.form.show(this.state);
    };
    this.element('repairs').replaceChildren(
      'It can be read: ',
      ...found.map(({ change, text, rows }) =>
        make('button', { type: 'button', textContent: `${text} (${rows} rows stay)`, onclick: () => take(change) }),
      ),
    );
  }

  // Shows what is wrong, and the line of the file that it is about.
  showWrongFile(error, text) {
    const line = error.facts?.line ?? 0;
    const content = text.split(/\r\n|\r|\n/)[line - 1] ?? '';
    this.element('file-wrong').replaceChildren(wordsOf(error, (key) => this.form.nameOf(key)));
    if (line > 0)
      this.element('file-wrong').append(make('pre', { tabIndex: 0, textContent: `${line} | ${content.slice(0, 500)}` }));
  }

  async compute(pool) {
    this.results.madeOf(this.madeOf());
    for (const name of ['verdict', 'bits', 'figures']) this.element(name).hidden = true;
    this.element('errors').replaceChildren();
    const { csv, task } = this.table;
    const study = await pool.call(0, 'comparison', csv, this.file.name, optionsOf(this.state));
    this.depthRun = new DepthRun(pool, {
      kernelsFirst: true,
      tables: { [task]: { csv } },
      memory: this.memory,
      onStage: (done, all, share) => this.player.progress(done, all, `${done} of ${all} stages`, share),
      onErrors: (errors) => this.showErrors(errors),
    });
    await this.finish(pool, await this.depthRun.run(study));
    return [`Done in ${this.player.elapsed()}, on ${pool.clients.length} workers.`];
  }

  async showErrors({ splits, parameters, artifact }) {
    const run = this.depthRun;
    const rows = await run.rows(await run.onErrorsOf('errors-so-far', parameters, [artifact]));
    this.element('errors').replaceChildren(tableOfErrors(rows, parameters.hidden_layers));
    if (splits < 2) return; // there are no intervals yet
    this.element('figures').hidden = false;
    const draw = async (figure) =>
      figure.show(await run.rows(await run.onErrorsOf(`figure-${figure.name}`, parameters, [artifact])));
    await Promise.all(this.figures.map(draw));
  }

  async finish(pool, artifacts) {
    const hashes = Object.fromEntries(
      Object.keys(artifacts)
        .sort()
        .map((name) => [name, artifacts[name].sha256]),
    );
    this.element('verdict').textContent = await pool.call(0, 'verdict', artifacts[this.depthRun.stageOf('numbers').name].text);
    this.element('fingerprint').textContent = await pool.call(0, 'fingerprint', hashes);
    this.element('command').textContent = commandOf(this.file.name, this.state);
    this.element('files').replaceChildren(
      download('data.csv', this.table.csv, 'text/csv'),
      download('hashes.json', JSON.stringify(hashes, null, 2), 'application/json'),
    );
    for (const name of ['verdict', 'bits']) this.element(name).hidden = false;
  }

  async copy() {
    const command = this.element('command');
    this.element('copied').textContent = (await copied(command.textContent, command)).words;
  }

  sayRead(text) {
    this.element('read').textContent = text;
  }
}
