// The paper's figures, each ticked when all the data behind it have the manifest's bits.
import { make } from '../common/dom.js';
import { neededFor } from '../common/stages.js';

export class FigureList {
  /// `figures`: {figure: its stage}; `titles`: {figure: its title}
  constructor(place, figures, titles) {
    this.items = new Map();
    for (const [figure, stage] of Object.entries(figures)) {
      const state = make('span');
      const link = make('a', { href: `#verify?figure=${figure}`, textContent: figure });
      this.items.set(stage, { state, row: make('li', { title: titles[figure] }, link, state) });
    }
    place.replaceChildren(...[...this.items.values()].map(({ row }) => row));
    this.start([]);
  }

  /// `stages`: those that will be computed.
  start(stages) {
    for (const [name, item] of this.items) {
      item.left = stages.some((stage) => stage.name === name) ? new Set(neededFor([name], stages).map((s) => s.name)) : null;
      item.size = item.left?.size;
      item.differ = false;
      this.say(item, item.left ? `0 of ${item.size}` : 'not verified yet');
    }
  }

  mark(stage, same) {
    for (const item of this.items.values()) {
      if (!item.left?.delete(stage)) continue;
      item.differ ||= !same;
      if (item.differ) this.say(item, '✗ differs', 'differs');
      else if (item.left.size > 0) this.say(item, `${item.size - item.left.size} of ${item.size}`);
      else this.say(item, '✓ the same bits', 'same');
    }
  }

  say({ state }, text, kind = '') {
    state.textContent = text;
    state.className = `count ${kind}`;
  }
}
