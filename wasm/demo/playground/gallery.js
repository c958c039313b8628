// Shows the presets as small pictures that can be pressed.
import { make } from '../common/dom.js';
import { presets } from './presets.js';
import { reach } from './state.js';

const size = { width: 76, height: 44 };

function thumbnail(points) {
  const at = ([x, y]) => [((x + reach.x) / (2 * reach.x)) * size.width, ((reach.y - y) / (2 * reach.y)) * size.height];
  const dots = points.map(at).map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.4"/>`);
  return `<svg width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" aria-hidden="true">${dots.join('')}</svg>`;
}

export class Gallery {
  constructor(place, choose) {
    this.buttons = Object.values(presets).map(({ name, points }) => {
      const button = make('button', { type: 'button', innerHTML: thumbnail(points), onclick: () => choose(points) });
      button.append(make('span', { textContent: name }));
      return { button, points: JSON.stringify(points) };
    });
    place.append(...this.buttons.map(({ button }) => button));
  }

  show(points) {
    const now = JSON.stringify(points);
    for (const each of this.buttons) each.button.ariaPressed = String(each.points === now);
  }
}
