// The manifest's artifacts, grouped, folded, each with its mark.
import { make } from '../common/dom.js';

const groupOf = (name) => name.split('/').slice(0, -1).slice(0, 2).join('/');

export class ArtifactList {
  /// `artifacts`: {name: sha256}
  constructor(place, artifacts) {
    this.marks = new Map();
    this.groups = new Map();
    for (const [name, sha256] of Object.entries(artifacts)) this.add(name, sha256);
    place.replaceChildren(...[...this.groups].map(([name, { count, rows }]) =>
      make('details', {}, make('summary', {}, make('span', { textContent: name }), count), make('ul', {}, ...rows))));
    this.reset();
  }

  reset() {
    for (const { mark } of this.marks.values()) this.show(mark, '·', '');
    for (const group of this.groups.values()) this.count(Object.assign(group, { same: 0, differ: 0 }));
  }

  add(name, sha256) {
    const groupName = groupOf(name);
    if (!this.groups.has(groupName)) this.groups.set(groupName, { count: make('span'), rows: [] });
    const group = this.groups.get(groupName);
    const mark = make('span');
    const hash = make('code', { textContent: sha256.slice(0, 12) });
    group.rows.push(make('li', {}, mark, make('span', { textContent: name.slice(groupName.length + 1) }), hash));
    this.marks.set(name, { mark, group });
  }

  mark(name, same) {
    if (!this.marks.has(name)) return;
    const { mark, group } = this.marks.get(name);
    this.show(mark, same ? '✓' : '✗', same ? 'same' : 'differs');
    group[same ? 'same' : 'differ'] += 1;
    this.count(group);
  }

  show(mark, text, kind) {
    if (mark.textContent === text) return;
    mark.textContent = text;
    mark.className = `mark ${kind}`;
  }

  count({ count, rows, same, differ }) {
    const whole = same === rows.length;
    count.textContent = differ > 0 ? `${differ} differ` : whole ? `✓ ${same}` : `${same} of ${rows.length}`;
    count.className = `count ${differ > 0 ? 'differs' : whole ? 'same' : ''}`;
  }
}
