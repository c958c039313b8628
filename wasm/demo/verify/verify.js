// Verify: the profile's studies computed again in this browser, each artifact's hash held against the manifest's.
import { Replay } from './replay.js';

const groupOf = (name) => name.split('/').slice(0, -1).slice(0, 2).join('/');

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export class Verify {
  /// `inputs`: {manifest: {profile, studies, artifacts: {name: sha256}}, tables: {task: {csv, target}}}
  constructor(root, { manifest, tables }) {
    Object.assign(this, { root, manifest, tables });
    this.element = (name) => root.querySelector(`[data-part="${name}"]`);
    this.button = this.element('verify');
    this.button.onclick = () => (this.replay ? this.stop('Stopped.', '') : this.start());
    this.list();
  }

  open() {}
  leave() {}

  // The manifest's artifacts, grouped, folded.
  list() {
    const groups = new Map();
    for (const name of Object.keys(this.manifest.artifacts)) {
      const group = groupOf(name);
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(name);
    }
    this.items = new Map();
    this.groups = new Map();
    const folds = [...groups].map(([group, names]) => {
      const count = make('span', { className: 'count' });
      const rows = names.map((name) => {
        const mark = make('span', { className: 'mark', textContent: '·' });
        const hash = make('code', { textContent: this.manifest.artifacts[name].slice(0, 12) });
        this.items.set(name, { mark, group });
        return make('li', {}, mark, make('span', { textContent: name.slice(group.length + 1) }), hash);
      });
      this.groups.set(group, { count, size: names.length, same: 0, differ: 0 });
      return make('details', {}, make('summary', {}, make('span', { textContent: group }), count), make('ul', {}, ...rows));
    });
    this.element('artifacts').replaceChildren(...folds);
    for (const group of this.groups.keys()) this.showGroup(group);
  }

  showGroup(name) {
    const { count, size, same, differ } = this.groups.get(name);
    count.textContent = differ > 0 ? `${differ} differ` : same === size ? `✓ ${size}` : `${same} of ${size}`;
    count.className = 'count ' + (differ > 0 ? 'differs' : same === size ? 'same' : '');
  }

  async start() {
    this.list();
    this.done = { artifacts: 0, differ: 0 };
    this.begun = performance.now();
    this.button.textContent = 'Stop';
    this.element('differences').replaceChildren();
    this.element('verdicts').hidden = true;
    this.say(`Computing profile “${this.manifest.profile}” …`);
    const workers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
    const replay = new Replay({
      workers,
      tables: this.tables,
      onStage: (stage) => this.compare(stage),
      keep: (name) => name.endsWith('/tables/claims'),
    });
    this.replay = replay;
    try {
      for (const study of this.manifest.studies) {
        for (const text of Object.values(await replay.run(study)))
          await this.showVerdicts(await replay.clients[0].call('rows', text));
      }
      this.finish(workers);
    } catch (error) {
      if (this.replay === replay) this.stop(`Stopped: ${error.message}`);
    }
  }

  compare({ name, sha256 }) {
    const expected = this.manifest.artifacts[name];
    const item = this.items.get(name);
    this.done.artifacts += 1;
    this.element('progress').value = this.done.artifacts / this.items.size;
    this.element('time').textContent =
      `${this.done.artifacts} of ${this.items.size}, ${((performance.now() - this.begun) / 1000).toFixed(1)} s`;
    const same = sha256 === expected;
    if (item) {
      item.mark.textContent = same ? '✓' : '✗';
      item.mark.className = 'mark ' + (same ? 'same' : 'differs');
      this.groups.get(item.group)[same ? 'same' : 'differ'] += 1;
      this.showGroup(item.group);
    }
    if (!same) this.showDifference(name, sha256, expected ?? 'not in the manifest');
  }

  showDifference(name, ours, expected) {
    this.done.differ += 1;
    this.element('differences').append(
      make('li', {}, make('strong', { textContent: name }), make('code', { textContent: `expected ${expected}` }),
        make('code', { textContent: `here     ${ours}` })),
    );
  }

  finish(workers) {
    const total = this.items.size;
    const missing = total - [...this.groups.values()].reduce((sum, { same, differ }) => sum + same + differ, 0);
    const seconds = ((performance.now() - this.begun) / 1000).toFixed(1);
    const how = `in ${seconds} s, on ${workers} worker${workers === 1 ? '' : 's'}`;
    if (this.done.differ > 0) this.stop(`${this.done.differ} artifacts differ from the manifest, ${how}.`);
    else if (missing > 0) this.stop(`${missing} artifacts of the manifest were not computed.`);
    else this.stop(`All ${total} artifacts have the manifest’s bits, ${how}.`, 'same');
  }

  showVerdicts(rows) {
    this.element('verdicts').hidden = false;
    this.element('verdict-rows').replaceChildren(
      ...rows.map(({ claim, where, verdict, detail }) =>
        make('tr', {}, make('th', { scope: 'row', textContent: claim }),
          ...[where, verdict, detail].map((textContent) => make('td', { textContent }))),
      ),
    );
  }

  stop(text, kind = 'differs') {
    this.replay.close();
    this.replay = null;
    this.button.textContent = 'Recompute and compare';
    this.say(text, kind);
  }

  say(text, kind = '') {
    this.element('result').textContent = text;
    this.element('result').className = kind;
  }
}
