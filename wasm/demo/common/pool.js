// The workers of all cores.
import { Client } from './client.js';

/// Workers, which are started when there is work for them, and the calls that wait for one. Those with the least `turn`
/// go first.
export class Pool {
  /// For `options` see Client.
  constructor(options = {}, size = navigator.hardwareConcurrency || 2) {
    this.options = options;
    this.size = size;
    this.clients = [];
    this.idle = [];
    this.waiting = [];
  }

  call(turn, name, ...args) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ turn, name, args, resolve, reject });
      this.dispatch();
    });
  }

  dispatch() {
    while (this.waiting.length > 0) {
      const client = this.idle.pop() ?? this.added();
      if (!client) return;
      const next = this.waiting.reduce((best, each) => (each.turn < best.turn ? each : best));
      this.waiting.splice(this.waiting.indexOf(next), 1);
      const free = () => {
        this.idle.push(client);
        this.dispatch();
      };
      client
        .call(next.name, ...next.args)
        .then(next.resolve, next.reject)
        .finally(free);
    }
  }

  added() {
    if (this.clients.length >= this.size) return undefined;
    this.clients.push(new Client('worker.js', this.options));
    return this.clients.at(-1);
  }

  /// Drops everything that runs, waits or still comes. The promises stay open.
  close() {
    for (const client of this.clients) client.close();
    this.size = 0;
    this.idle = [];
    this.waiting = [];
  }
}
