// The page's parts, one shown at a time. The link's hash names the part and, after a question mark, the part's own
// state: #verify, #playground?task=sine&seed=1. So the back button, reload and a link sent to others all bring back
// what was seen.
//
// A part is a class whose constructor takes (root, inputs, keep): its section of the page, what build.mjs put into the page
// (see there), and a function to call with the part's state, as the text of a query, whenever it has changed. It has
//   open(query)   a method that shows this state; "" is that of a first visit. It is called again where a link asks for
//                 another state. It may return sentences that say what of the state cannot be shown.
//   enter()       an optional method, called when the part is shown again
//   leave()       an optional method, called when another part is shown
//   properties    a field: those of the state (see state.js)
import { make } from './dom.js';
import { impossible } from './state.js';

const parse = (hash) => {
  const [name, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { name, query };
};

export class Parts {
  /// `kinds` is {name: class}. A link without a part shows the first.
  constructor(kinds, inputs) {
    Object.assign(this, { kinds, inputs });
    this.opened = new Map(); // name → the part
    this.kept = new Map(); // name → its state as it is shown
    this.title = document.title;
    for (const link of document.querySelectorAll('nav [data-to]')) link.hidden = !Object.hasOwn(kinds, link.dataset.to);
    addEventListener('hashchange', () => this.follow());
    this.notice = document.getElementById('link-notice');
    document.querySelector('main').addEventListener('input', () => this.say([])); // what was said of the link is over
    this.follow();
  }

  follow() {
    const given = parse(location.hash);
    const known = Object.hasOwn(this.kinds, given.name);
    const name = known ? given.name : Object.keys(this.kinds)[0];
    const before = this.shown;
    if (before !== name) this.show(name);
    if (!this.opened.has(name)) {
      const keep = (query) => this.keep(name, query);
      this.opened.set(name, new this.kinds[name](this.section(name), this.inputs, keep));
    }
    if (before !== undefined && before !== name) {
      this.opened.get(before).leave?.();
      this.section(name).querySelector('h2').focus(); // where a screen reader goes on, and the page's top
    }
    const unknown = known || given.name === '' ? [] : [`The link’s part “${given.name}” is unknown here.`];
    this.say(unknown);
    const part = this.opened.get(name);
    if (this.kept.get(name) === given.query) {
      part.enter?.();
      return;
    }
    this.kept.set(name, given.query);
    this.say([...unknown, ...impossible(part.properties, given.query), ...(part.open(given.query) ?? [])]);
  }

  /// Says what of the link cannot be shown as it asks.
  say(sentences) {
    this.notice.replaceChildren(...sentences.map((textContent) => make('p', { textContent })));
  }

  show(name) {
    this.shown = name;
    for (const each of Object.keys(this.kinds)) {
      this.section(each).hidden = each !== name;
      if (each === name) this.link(each).setAttribute('aria-current', 'page');
      else this.link(each).removeAttribute('aria-current');
    }
    const link = this.link(name);
    link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft - 16; // a phone shows a few of them
    document.title = `${this.section(name).querySelector('h2').textContent} – ${this.title}`;
  }

  // Keeps a part's state, so that the link to the part leads back to where it was left.
  keep(name, query) {
    this.kept.set(name, query);
    const hash = `#${name}${query && '?'}${query}`;
    this.link(name).href = hash;
    if (this.shown === name) history.replaceState(null, '', hash);
  }

  section(name) {
    return document.getElementById(`${name}-part`);
  }

  link(name) {
    return document.querySelector(`nav [data-to="${name}"]`);
  }
}
