// The list of the manifest's artifacts, in groups that unfold, each artifact with its mark.
import { make } from '../common/dom.js';

export class ArtifactList {
  /// `artifacts` is {name: sha256}; `stages` are those of the plan, {name, group}.
  constructor(place, artifacts, stages) {
    this.marks = new Map();
    this.groups = new Map();
    for (const { name, group } of stages) if (artifacts[name]) this.add(name, group, artifacts[name]);
    place.replaceChildren(
      ...[...this.groups].map(([name, { count, rows }]) =>
        make('details', {}, make('summary', {}, make('span', { textContent: name }), count), make('ul', {}, ...rows)),
      ),
    );
    this.reset();
  }

  /// Forgets the marks of these artifacts, or of all where none are named.
  reset(names = [...this.marks.keys()]) {
    for (const name of names) if (this.marks.has(name)) this.set(name, '·', '');
  }

  add(name, groupName, sha256) {
    if (!this.groups.has(groupName)) this.groups.set(groupName, { count: make('span'), rows: [], kinds: new Map() });
    const group = this.groups.get(groupName);
    const mark = make('span');
    const hash = make('code', { textContent: sha256.slice(0, 12) });
    group.rows.push(make('li', {}, mark, make('span', { textContent: name }), hash));
    this.marks.set(name, { mark, group });
  }

  mark(name, same) {
    if (this.marks.has(name)) this.set(name, same ? '✓' : '✗', same ? 'same' : 'differs');
  }

  set(name, text, kind) {
    const { mark, group } = this.marks.get(name);
    group.kinds.set(name, kind);
    if (mark.textContent !== text) {
      mark.textContent = text;
      mark.className = `mark ${kind}`;
    }
    this.count(group);
  }

  count({ count, rows, kinds }) {
    const [same, differ] = ['same', 'differs'].map((kind) => [...kinds.values()].filter((each) => each === kind).length);
    const whole = same === rows.length;
    count.textContent = differ > 0 ? `${differ} differ` : whole ? `✓ ${same}` : `${same} of ${rows.length}`;
    count.className = `count ${differ > 0 ? 'differs' : whole ? 'same' : ''}`;
  }
}
