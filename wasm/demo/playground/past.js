// Undo and redo: the states that the reader has made, one after the other.
const together = 700; // milliseconds within which changes of the same keys count as one

export class Past {
  constructor() {
    this.done = [];
    this.undone = [];
    this.last = { at: -Infinity };
  }

  /// Notes that `state` is left for another, in which these keys differ.
  leave(state, keys) {
    const now = performance.now();
    const what = keys.toSorted().join();
    if (what !== this.last.what || now - this.last.at > together) this.done.push(state);
    this.last = { what, at: now };
    this.undone = [];
  }

  /// The state before `state`, or the one after it; undefined where there is none.
  undo(state) {
    return this.move(state, this.done, this.undone);
  }

  redo(state) {
    return this.move(state, this.undone, this.done);
  }

  move(state, from, to) {
    this.last = { at: -Infinity };
    if (from.length === 0) return undefined;
    to.push(state);
    return from.pop();
  }
}
