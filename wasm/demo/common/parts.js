// The page's parts, one shown at a time. The link's hash names the part and, after a question mark, the part's own
// state: #verify, #playground?task=sine&seed=1. So the back button, reload and a link sent to others all bring back
// what was seen.
//
// A part is a class of (root, inputs, keep): its section of the page, what build.mjs inlined (see there), and a function
// that takes the part's state as a query's text whenever it has changed. Its methods:
//   open(query)   show this state, "" for the first visit's; called again where a link asks for another
//   leave()       another part is shown, where it has this method

const parse = (hash) => {
  const [name, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { name, query };
};

export class Parts {
  /// `kinds`: {name: class}, the first is what a link without a part shows.
  constructor(kinds, inputs) {
    Object.assign(this, { kinds, inputs });
    this.opened = new Map(); // name → the part
    this.kept = new Map(); // name → its state as it is shown
    this.title = document.title;
    addEventListener('hashchange', () => this.follow());
    this.follow();
  }

  follow() {
    const given = parse(location.hash);
    const name = given.name in this.kinds ? given.name : Object.keys(this.kinds)[0];
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
    if (this.kept.get(name) === given.query) return;
    this.kept.set(name, given.query);
    this.opened.get(name).open(given.query);
  }

  show(name) {
    this.shown = name;
    for (const each of Object.keys(this.kinds)) {
      this.section(each).hidden = each !== name;
      if (each === name) this.link(each).setAttribute('aria-current', 'page');
      else this.link(each).removeAttribute('aria-current');
    }
    document.title = `${this.section(name).querySelector('h2').textContent} – ${this.title}`;
  }

  // The link to a part leads back to where it was left.
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
