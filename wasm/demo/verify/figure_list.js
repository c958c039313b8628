// The list of the paper's figures. A figure is ticked when all the data behind it have the manifest's bits.
import { make } from '../common/dom.js';
import { neededFor } from '../common/stages.js';

export class FigureList {
  /// `figures` is {figure: {stages}} with the stages that make each; `titles` is {figure: its title}.
  constructor(place, figures, titles) {
    this.items = new Map();
    for (const [figure, { stages }] of Object.entries(figures)) {
      const state = make('span');
      const link = make('a', { href: `#verify?figure=${figure}`, textContent: figure });
      const item = { state, stages, row: make('li', { title: titles[figure] }, link, state) };
      this.say(item, 'not verified yet');
      this.items.set(figure, item);
    }
    place.replaceChildren(...[...this.items.values()].map(({ row }) => row));
  }

  /// `stages` are those that will be computed. What is known of figures that do not need them stays.
  start(stages) {
    const computed = new Set(stages.map(({ name }) => name));
    for (const item of this.items.values()) {
      if (!item.stages.every((name) => computed.has(name))) continue;
      item.left = new Set(neededFor(item.stages, stages).map(({ name }) => name));
      item.size = item.left.size;
      item.differ = false;
      this.say(item, `0 of ${item.size}`);
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
