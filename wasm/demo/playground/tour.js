// The tour: six buttons that show what the paper says. Each begins with the same three points and sets what it is
// about. A sentence says what to look at and what came out.
import { make, shown } from '../common/dom.js';

export const stops = [
  {
    name: 'Make it 16 times wider',
    changes: { width: 1024 },
    before: { width: 64 },
    text: 'The blue lines gather on the dashed one: the wider a network, the nearer it is to its kernel. The theorem is about the end of this road.',
  },
  {
    name: 'Now eight layers',
    changes: { hidden_layers: 8, width: 64 },
    before: { width: 64 },
    text: 'At the same width the lines scatter again, and the kernel moves more while they learn: depth costs what width has gained.',
  },
  {
    name: 'Ten times the rate',
    changes: { relative_rate: 10, width: 256 },
    before: { width: 256 },
    text: 'The theorem asks for small steps. At this rate regression itself runs off, and with it whatever stays near its kernel.',
  },
  {
    name: 'Keep the start',
    changes: { start: 'kept' },
    before: {},
    text: 'A network begins at a random function, and part of it stays between the points. Most people train so; the theorem’s line is the mean, with a band.',
  },
  {
    name: 'Train as in practice',
    changes: { parameterization: 'standard', optimizer: 'adam', start: 'kept', width: 256 },
    before: { width: 256 },
    text: 'Adam in the standard parameterization, as most networks are trained: no kernel describes it, and the network goes its own way.',
  },
  {
    name: 'Stop early',
    changes: { steps: 4, width: 1024 },
    before: { width: 1024 },
    text: 'After four steps nothing passes through the points, and yet network and dashed line agree: compare both at one time. In the authors’ experiment networks stopped early met regression at the end of time.',
  },
];

export class Tour {
  /// `go(stop)` shows a stop, and resolves to the gap D of both states, {before, after}.
  constructor(place, said, go) {
    this.said = said;
    place.append(
      ...stops.map((stop) => make('button', { type: 'button', textContent: stop.name, onclick: () => this.take(stop, go) })),
    );
  }

  async take(stop, go) {
    this.taken = stop;
    this.said.textContent = stop.text;
    const gap = await go(stop);
    if (this.taken !== stop || gap === undefined) return;
    const how = Number.isFinite(gap.after) ? `is ${shown(gap.after, 2)}` : 'is beyond any number';
    const than = Number.isFinite(gap.before) ? `, before it was ${shown(gap.before, 2)}` : '';
    this.said.textContent = `${stop.text} The gap D ${how}${than}.`;
  }

  /// Called when the reader does something else.
  leave() {
    this.taken = undefined;
    this.said.textContent = '';
  }
}
