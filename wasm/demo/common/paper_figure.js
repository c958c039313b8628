// A figure as the paper draws it, which can be saved, with its data as a table.
import { Client } from './client.js';
import { make, tableOf } from './dom.js';
import { saving } from './saving.js';

let drawing; // one worker draws the figures of all parts

export class PaperFigure {
  constructor(place, name) {
    Object.assign(this, { place, name });
  }

  /// Draws the rows. Of several calls at once the last counts.
  async show(rows) {
    this.rows = rows;
    drawing ??= new Client('figures.js');
    const { description, wide, narrow } = await drawing.call('picture', this.name, rows);
    if (rows !== this.rows) return;
    const picture = (kind, svg) => {
      const element = make('div', { className: `picture ${kind}`, innerHTML: svg });
      element.firstElementChild.setAttribute('aria-hidden', true); // Vega's own roles have no names
      element.setAttribute('role', 'img');
      element.setAttribute('aria-label', description);
      return element;
    };
    const isText = (column) => typeof rows[0][column] === 'string';
    const columns = Object.keys(rows[0]).sort((a, b) => isText(b) - isText(a)); // texts, which tell rows apart, come first
    const open = this.place.querySelector('details')?.open ?? false;
    const data = make(
      'details',
      { open },
      make('summary', {}, make('span', { textContent: 'Data' })),
      tableOf(rows, description, columns),
    );
    this.place.replaceChildren(
      picture('wide', wide),
      picture('narrow', narrow),
      saving(this.name, { svg: () => wide, rows: () => rows }),
      data,
    );
  }
}
