// A run that one button starts and stops: its workers, how far it is, and what became of it.
import { duration, secondsSince } from './dom.js';
import { wordsOf } from './error_words.js';
import { Pool } from './stages.js';

export class Player {
  /// `element(name)`: the elements run, progress, time and status. `ready()`: whether it may start.
  /// `work(pool, …)`: the run, given what start is; resolves to [text, kind] for the status.
  /// `stopped()`, `failed(error)`: the status where the reader stops it, and where it throws.
  /// `exact`: see Client.
  constructor(element, { exact, ready = () => true, work, stopped = () => 'Stopped.', failed = wordsOf }) {
    Object.assign(this, { element, exact, ready, work, stopped, failed });
    this.name = element('run').textContent;
    this.element('run').onclick = () => (this.pool ? this.stop() : this.start());
  }

  async start(...what) {
    if (!this.ready()) return this.say('Correct what is marked above.');
    const pool = (this.pool = new Pool({ exact: this.exact }));
    this.begun = performance.now();
    this.element('run').textContent = 'Stop';
    this.say('Computing …');
    try {
      const [text, kind] = await this.work(pool, ...what);
      this.end(pool, () => text, kind);
    } catch (error) {
      this.end(pool, () => this.failed(error));
    }
  }

  stop() {
    if (this.pool) this.end(this.pool, this.stopped);
  }

  // An older run than the one under way says nothing.
  end(pool, text, kind) {
    if (pool !== this.pool) return;
    pool.close();
    this.pool = null;
    this.element('run').textContent = this.name;
    this.say(text(), kind);
  }

  elapsed() {
    return secondsSince(this.begun);
  }

  /// `share`: of the whole work, where it is known; some seconds must have gone before it says how long the rest takes.
  progress(done, all, text, share = 0) {
    this.element('progress').value = done / all;
    const seconds = (performance.now() - this.begun) / 1000;
    const left = share > 0 && share < 1 && seconds > 2 ? `, about ${duration((seconds / share) * (1 - share))} left` : '';
    this.element('time').textContent = `${text}, ${this.elapsed()}${left}`;
  }

  say(text, kind = '') {
    this.element('status').textContent = text;
    this.element('status').className = `status ${kind}`;
  }
}
