// The kernels' predictions, at once: while the reader moves a slider or a point they follow in every frame, whatever the
// networks take. A worker of its own; of several questions that come meanwhile the last is answered.
import { Client } from '../common/client.js';

export class Limits {
  constructor(show) {
    this.show = show;
    this.client = new Client();
  }

  async ask(study, steps) {
    this.wanted = { study, steps };
    if (this.asking) return;
    this.asking = true;
    while (this.wanted) {
      const { study: now, steps: until } = this.wanted;
      this.wanted = null;
      this.dropped = false;
      const limits = await this.client.call('playgroundLimits', now, until).catch(() => null); // whoever trains says why
      if (limits && !this.dropped) this.show(limits);
    }
    this.asking = false;
  }

  /// What is asked by now is of no use any more.
  drop() {
    this.wanted = null;
    this.dropped = true;
  }
}
