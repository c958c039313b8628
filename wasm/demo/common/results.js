// Results stay on the page while the reader changes what they were made from. They are dimmed then, and the page says
// why.
import { make } from './dom.js';

export class Results {
  /// `place` is the element that holds the results.
  constructor(place) {
    this.place = place;
    this.note = make('p', { className: 'stale-note' });
    this.note.setAttribute('role', 'status');
    place.prepend(this.note);
  }

  /// The results that are shown from now on were made from this state, {key: value}; nothing where there are no
  /// results.
  madeOf(state) {
    this.state = state;
    this.compare(state);
  }

  /// Compares with what the reader has chosen by now.
  compare(chosen) {
    const other = Object.keys(this.state ?? {}).filter((key) => this.state[key] !== chosen[key]);
    this.place.classList.toggle('stale', other.length > 0);
    const told = other.map((key) => `${key.replaceAll('_', ' ')} ${this.state[key]}`);
    this.note.textContent = other.length > 0 ? `These results are of ${told.join(', ')}, not of what is set above now.` : '';
  }
}
