// Results stay on the page while the reader changes what they are made of: then they are dimmed, and it is said.
import { make } from './dom.js';

export class Results {
  /// `place`: the element that holds them.
  constructor(place) {
    this.place = place;
    this.note = make('p', { className: 'stale-note' });
    this.note.setAttribute('role', 'status');
    place.prepend(this.note);
  }

  /// Those shown from now on are made of {key: value}; nothing where there are none.
  madeOf(state) {
    this.state = state;
    this.compare(state);
  }

  /// The reader has chosen this by now.
  compare(chosen) {
    const other = Object.keys(this.state ?? {}).filter((key) => this.state[key] !== chosen[key]);
    this.place.classList.toggle('stale', other.length > 0);
    const told = other.map((key) => `${key.replaceAll('_', ' ')} ${this.state[key]}`);
    this.note.textContent = other.length > 0 ? `These results are of ${told.join(', ')}, not of what is set above now.` : '';
  }
}
