// Verify: the profile's studies computed again in this browser, each artifact's hash held against the manifest's.
import { download, make, secondsSince } from '../common/dom.js';
import { PaperFigure } from '../common/paper_figure.js';
import { neededFor, planOf, Pool, runStages } from '../common/stages.js';
import { fromQuery } from '../common/state.js';
import { ArtifactList } from './artifact_list.js';
import { certificateOf } from './certificate.js';
import { figureOf, FigureList } from './figure_list.js';

const plural = (n, what) => `${n} ${what}${n === 1 ? '' : 's'}`;

export class Verify {
  /// `inputs`: {manifest: {profile, studies, artifacts: {name: sha256}}, tables: {task: {csv, target}}, build, titles}
  constructor(root, inputs) {
    Object.assign(this, inputs, { inputs });
    this.element = (name) => root.querySelector(`[data-part="${name}"]`);
    this.figureStages = Object.keys(this.manifest.artifacts).filter(figureOf);
    const figure = { read: (text) => this.figureStages.find((stage) => figureOf(stage) === text), initial: undefined };
    this.properties = { figure };
    this.element('verify').onclick = () => (this.pool ? this.stop('Stopped.') : this.start());
    this.artifacts = new ArtifactList(this.element('artifacts'), this.manifest.artifacts);
    this.figures = new FigureList(this.element('figures'), this.figureStages, this.titles);
  }

  // A link to a figure verifies it at once.
  open(query) {
    const { figure } = fromQuery(this.properties, query);
    if (this.pool) this.stop('Stopped.');
    if (figure) this.start(figure);
  }

  leave() {}

  /// Verifies what the figure of this stage needs, or all.
  async start(figure) {
    const pool = (this.pool = new Pool());
    this.begun = performance.now();
    this.texts = {};
    this.found = { artifacts: {}, differences: [], firstDifference: [], verdicts: [] };
    this.artifacts.reset();
    for (const name of ['verdicts', 'picture', 'certificate', 'differences']) this.element(name).replaceChildren();
    this.element('verify').textContent = 'Stop';
    this.say(figure ? `Computing what figure ${figureOf(figure)} is made of …` : `Computing profile “${this.manifest.profile}” …`);
    try {
      const all = await planOf(pool, this.manifest.studies);
      const stages = figure ? neededFor([figure], all) : all;
      await this.compareAll(pool, stages);
      await this.finish(pool, stages, figure);
    } catch (error) {
      if (pool === this.pool) this.stop(`Stopped: ${error.message}`);
    }
  }

  // A stage that differs or fails stops no other.
  async compareAll(pool, stages) {
    this.figures.start(stages);
    const turns = new Map(stages.map(({ name, cost }) => [name, -cost])); // the longest first
    const promises = runStages(pool, stages, { tables: this.tables, turnOf: ({ name }) => turns.get(name) });
    const known = { ...this.manifest.artifacts };
    let done = 0;
    const compared = stages.map(({ name }) =>
      promises[name].then(
        ({ sha256 }) => this.mark(name, sha256 === known[name], ++done, stages.length),
        () => this.mark(name, false, ++done, stages.length),
      ),
    );
    await Promise.all(compared);
    for (const { name } of stages) {
      const { text, sha256, message } = await promises[name].catch(({ message }) => ({ message, sha256: '' }));
      this.found.artifacts[name] = sha256;
      if (sha256 !== known[name]) await this.showDifference(pool, { name, text, sha256, message });
      else if (name.endsWith('/tables/claims')) this.found.verdicts.push(...(await pool.call(0, 'rows', text)));
      this.texts[name] = text;
    }
  }

  mark(name, same, done, all) {
    this.artifacts.mark(name, same);
    this.figures.mark(name, same);
    this.element('progress').value = done / all;
    this.element('time').textContent = `${done} of ${all}, ${secondsSince(this.begun)}`;
  }

  // In order of the plan: what comes first is the cause, what follows may be its consequence.
  async showDifference(pool, { name, text, sha256, message }) {
    const first = this.found.differences.length === 0;
    this.found.differences.push(name);
    const expected = this.manifest.artifacts[name] ?? 'not in the manifest';
    const lines = message ? [message] : [`expected ${expected}`, `here     ${sha256}`];
    if (first && text) this.found.firstDifference = await this.firstDifference(pool, name, text);
    if (first) lines.push(...this.found.firstDifference);
    this.element('differences').append(
      make('li', {}, make('strong', { textContent: name }), ...lines.map((textContent) => make('code', { textContent }))),
    );
  }

  async firstDifference(pool, name, text) {
    const values = document.getElementById('expected-values').textContent;
    return pool.call(0, 'difference', values, name, text).catch(({ message }) => [message]);
  }

  async finish(pool, stages, figure) {
    const time = secondsSince(this.begun);
    const info = await pool.call(0, 'info');
    const how = `in ${time}, on ${plural(pool.clients.length, 'worker')} of WebAssembly (${info.instruction_set})`;
    const { differences, verdicts } = this.found;
    const missing = figure ? 0 : Object.keys(this.manifest.artifacts).length - stages.length;
    if (verdicts.length > 0) this.showVerdicts(verdicts);
    const made = { ...this.found, figure: figure && figureOf(figure), workers: pool.clients.length };
    const certificate = certificateOf(this.inputs, info, made);
    this.element('certificate').replaceChildren('Certificate: ', download('certificate.json', certificate, 'application/json'));
    if (figure && differences.length === 0) await this.showPicture(pool, figure);
    if (differences.length > 0) this.stop(`${differences.length} of ${plural(stages.length, 'artifact')} ${differences.length === 1 ? 'differs' : 'differ'} from the manifest, ${how}. The first:`, 'differs');
    else if (missing > 0) this.stop(`${missing} artifacts of the manifest were not computed.`, 'differs');
    else if (figure) this.stop(`Figure ${figureOf(figure)}: all ${plural(stages.length, 'artifact')} behind it have the manifest’s bits, ${how}.`, 'same');
    else this.stop(`All ${stages.length} artifacts have the manifest’s bits, ${how}.`, 'same');
  }

  // The figure as the paper draws it, from the numbers just computed.
  async showPicture(pool, figure) {
    const name = figureOf(figure);
    const place = make('div');
    this.element('picture').replaceChildren(make('figcaption', { textContent: `Figure ${name}, drawn from what was just computed` }), place);
    await new PaperFigure(place, name).show(await pool.call(0, 'rows', this.texts[figure]));
  }

  showVerdicts(rows) {
    const { content } = this.element('verdicts-template');
    this.element('verdicts').replaceChildren(content.cloneNode(true));
    this.element('verdicts').querySelector('tbody').replaceChildren(
      ...rows.map(({ claim, where, verdict, detail }) =>
        make('tr', {}, Object.assign(make('th', { textContent: claim }), { scope: 'row' }),
          ...[where, verdict, detail].map((textContent) => make('td', { textContent }))),
      ),
    );
  }

  stop(text, kind = '') {
    this.pool.close();
    this.pool = null;
    this.element('verify').textContent = 'Recompute and compare';
    this.say(text, kind);
  }

  say(text, kind = '') {
    this.element('result').textContent = text;
    this.element('result').className = `status ${kind}`;
  }
}
