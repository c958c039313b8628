// The kernels' predictions, which follow in every frame while the reader moves a slider or a point, however long the
// networks take. They have a worker of their own. Of several questions that come while it works, only the last is
// answered.
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
      const limits = await this.client.call('playgroundLimits', now, until).catch(() => null); // the training says why
      if (limits && !this.dropped) this.show(limits);
    }
    this.asking = false;
  }

  /// Drops what has been asked by now; it is of no use any more.
  drop() {
    this.wanted = null;
    this.dropped = true;
  }
}
