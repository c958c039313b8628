// A run that one button starts and stops. It shows how far the run is, and what became of it.
import { duration, secondsSince } from './dom.js';
import { wordsOf } from './error_words.js';
import { Pool } from './pool.js';

export class Player {
  /// `element(name)` gives the elements run, progress, time and status. `ready()` says whether the run may start.
  /// `work(pool, …)` is the run, given the arguments of start; it resolves to [text, kind] for the status.
  /// `stopped()` and `failed(error)` give the status where the reader stops the run, and where it throws.
  /// For `exact` see Client.
  constructor(element, { exact, ready = () => true, work, stopped = () => 'Stopped.', failed = wordsOf }) {
    Object.assign(this, { element, exact, ready, work, stopped, failed });
    this.name = element('run').textContent;
    this.element('run').onclick = () => (this.pool ? this.stop() : this.start());
  }

  async start(...what) {
    if (!this.ready()) return this.say('Correct what is marked above.');
    const pool = (this.pool = new Pool({ exact: this.exact }));
    this.begun = performance.now();
    this.reached = '';
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

  // Ends a run with this status, unless a newer run is under way.
  end(pool, text, kind) {
    if (pool !== this.pool) return;
    pool.close();
    this.pool = null;
    this.element('time').textContent = this.reached;
    this.element('run').textContent = this.name;
    this.say(text(), kind);
  }

  elapsed() {
    return secondsSince(this.begun);
  }

  /// Shows how far the run is. `share` is how much of the work is done, where that is known. How long the rest takes is
  /// shown only after some seconds.
  progress(done, all, text, share = 0) {
    this.element('progress').value = done / all;
    const seconds = (performance.now() - this.begun) / 1000;
    const left = share > 0 && share < 1 && seconds > 2 ? `, about ${duration((seconds / share) * (1 - share))} left` : '';
    this.reached = `${text}, ${this.elapsed()}`;
    this.element('time').textContent = this.reached + left;
  }

  say(text, kind = '') {
    this.element('status').textContent = text;
    this.element('status').className = `status ${kind}`;
  }
}
