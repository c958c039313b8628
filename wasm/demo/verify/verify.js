// The part "Verify": the profile's studies are computed again in this browser, and each artifact's hash is compared
// with the manifest's.
import { download, elementsOf, make } from '../common/dom.js';
import { bytesOf } from '../common/packed.js';
import { PaperFigure } from '../common/paper_figure.js';
import { Player } from '../common/player.js';
import { Pool } from '../common/pool.js';
import { described } from '../common/products.js';
import { neededFor, planOf, runStages } from '../common/stages.js';
import { fromQuery } from '../common/state.js';
import { ArtifactList } from './artifact_list.js';
import { certificateOf } from './certificate.js';
import { FigureList } from './figure_list.js';

const plural = (n, what) => `${n} ${what}${n === 1 ? '' : 's'}`;

export class Verify {
  /// `inputs` is {manifest, tables, build, titles}, with manifest: {profile, studies, artifacts: {name: sha256},
  /// figures: {figure: {stages: [name]}}} and tables: {task: {csv, target}}.
  constructor(root, inputs) {
    Object.assign(this, inputs, { inputs });
    this.element = elementsOf(root);
    this.player = new Player(this.element, { exact: true, work: (pool, figure) => this.verify(pool, figure) });
    const { figures } = this.manifest;
    const figure = { read: (text) => (Object.hasOwn(figures, text) ? text : undefined), initial: undefined };
    this.properties = { figure };
    this.figures = new FigureList(this.element('figures'), figures, this.titles);
  }

  // A link to a figure verifies it at once.
  open(query) {
    const { figure } = fromQuery(this.properties, query);
    this.player.stop();
    this.listed ??= this.list();
    if (figure) this.player.start(figure);
  }

  // Lists the artifacts, grouped as the plan says.
  async list() {
    const pool = new Pool({ exact: true }, 1);
    this.plan = await planOf(pool, this.manifest.studies);
    pool.close();
    this.artifacts = new ArtifactList(this.element('artifacts'), this.manifest.artifacts, this.plan);
  }

  /// Verifies what the figure needs, or everything where there is no figure.
  async verify(pool, figure) {
    this.texts = {};
    this.found = { artifacts: {}, differences: [], firstDifference: [], verdicts: [] };
    for (const name of ['verdicts', 'picture', 'certificate', 'differences']) this.element(name).replaceChildren();
    this.player.say(figure ? `Computing what figure ${figure} is made of …` : `Computing profile “${this.manifest.profile}” …`);
    await this.listed;
    const stages = figure ? neededFor(this.manifest.figures[figure].stages, this.plan) : this.plan;
    await this.compareAll(pool, stages);
    return this.finish(pool, stages, figure);
  }

  // Runs all stages and compares their hashes. A stage that differs or fails stops no other.
  async compareAll(pool, stages) {
    this.artifacts.reset(stages.map(({ name }) => name));
    this.figures.start(stages);
    const turns = new Map(stages.map(({ name, cost }) => [name, -cost])); // the longest go first
    const promises = runStages(pool, stages, { tables: this.tables, turnOf: ({ name }) => turns.get(name) });
    const known = { ...this.manifest.artifacts };
    const work = stages.reduce((sum, { cost }) => sum + cost, 0);
    let done = 0;
    let spent = 0;
    const compare = async ({ name, cost }) => {
      const same = await promises[name].then(
        ({ sha256 }) => sha256 === known[name],
        () => false,
      );
      this.artifacts.mark(name, same);
      this.figures.mark(name, same);
      this.player.progress(++done, stages.length, `${done} of ${stages.length}`, (spent += cost) / work);
    };
    await Promise.all(stages.map(compare));
    for (const { name, kind } of stages) {
      const { text, sha256, message } = await promises[name].catch(({ message }) => ({ message, sha256: '' }));
      this.found.artifacts[name] = sha256;
      if (sha256 !== known[name]) await this.showDifference(pool, { name, text, sha256, message });
      else if (kind === 'claims') this.found.verdicts.push(...(await pool.call(0, 'rows', text)));
      this.texts[name] = text;
    }
  }

  // Shows a difference, in the order of the plan: the first is the cause, and those after it may be its consequences.
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
    const tails = await bytesOf('expected.values');
    return pool.call(0, 'difference', tails, name, text).catch(({ message }) => [message]);
  }

  // Says the result in words, and shows verdicts, certificate and picture.
  async finish(pool, stages, figure) {
    const time = this.player.elapsed();
    const info = await pool.call(0, 'info');
    const how = `in ${time}, on ${plural(pool.clients.length, 'worker')} of WebAssembly (${described(info)})`;
    const { differences, verdicts } = this.found;
    const missing = figure ? 0 : Object.keys(this.manifest.artifacts).length - stages.length;
    if (verdicts.length > 0) this.showVerdicts(verdicts);
    const made = { ...this.found, figure, workers: pool.clients.length };
    const certificate = certificateOf(this.inputs, info, made);
    this.element('certificate').replaceChildren('Certificate: ', download('certificate.json', certificate, 'application/json'));
    if (figure && differences.length === 0) await this.showPicture(pool, figure);
    if (differences.length > 0) {
      const which = `${differences.length} of ${plural(stages.length, 'artifact')} ${differences.length === 1 ? 'differs' : 'differ'}`;
      return [`${which} from the manifest, ${how}. The first:`, 'differs'];
    }
    if (missing > 0) return [`${missing} artifacts of the manifest were not computed.`, 'differs'];
    if (figure)
      return [`Figure ${figure}: all ${plural(stages.length, 'artifact')} behind it have the manifest’s bits, ${how}.`, 'same'];
    return [`All ${stages.length} artifacts have the manifest’s bits, ${how}.`, 'same'];
  }

  // Shows the figure as the paper draws it, from the numbers just computed.
  async showPicture(pool, figure) {
    const place = make('div');
    this.element('picture').replaceChildren(
      make('figcaption', { textContent: `Figure ${figure}, drawn from what was just computed` }),
      place,
    );
    const parts = this.manifest.figures[figure].stages.map((stage) => pool.call(0, 'rows', this.texts[stage]));
    await new PaperFigure(place, figure).show((await Promise.all(parts)).flat());
  }

  showVerdicts(rows) {
    const { content } = this.element('verdicts-template');
    this.element('verdicts').replaceChildren(content.cloneNode(true));
    this.element('verdicts')
      .querySelector('tbody')
      .replaceChildren(
        ...rows.map(({ claim, where, verdict, detail }) =>
          make(
            'tr',
            {},
            Object.assign(make('th', { textContent: claim }), { scope: 'row' }),
            ...[where, verdict, detail].map((textContent) => make('td', { textContent })),
          ),
        ),
      );
  }
}
