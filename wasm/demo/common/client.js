// The page's end of a worker.
import { Caller } from './caller.js';
import { scriptOf, wasmModule } from './packed.js';

/// Whether the page's address has ?exact. Then every part computes the manifest's bits, even where that is slow
/// (products.js).
export const exactAsked = new URLSearchParams(location.search).has('exact');

export class Client extends Caller {
  /// `script` is the worker's. `exact` says that the worker must compute the manifest's bits, however slow that is.
  constructor(script = 'worker.js', { exact = exactAsked } = {}) {
    super(scriptOf(script).then((address) => new Worker(address, { name: exact ? 'exact' : 'quick' })));
    if (script === 'worker.js')
      wasmModule()
        .then((module) => this.call('load', module))
        .catch((error) => this.fail(error.message));
  }
}
