// Reads out what is under the pointer, in all pictures at once: an input in the plot of functions and in the kernel's
// pictures, or a step in all small charts.
import { shown } from '../common/dom.js';

const named = [
  ['network', 'network'],
  ['linearised', 'linearisation'],
  ['ntk', 'NTK'],
  ['nngp', 'NNGP'],
];

export class Readout {
  /// `now()` gives the state that is shown, `points()` its points, and `at()` the index of its moment. `pick(index)` is
  /// called when the reader wants another moment.
  constructor({ place, functions, kernels, charts, now, points, at, pick }) {
    Object.assign(this, { place, functions, kernels, charts, now, points, at, pick });
    functions.onPointer(
      (pixels) => this.showInput(functions.scales().x.invert(pixels)),
      () => this.clear(),
    );
    kernels.onPointer(
      (pair) => this.showInput(...pair),
      () => this.clear(),
    );
    for (const chart of charts) {
      chart.onPointer(
        (pixels, { type }) => this.showStep(chart, pixels, type === 'pointerdown'),
        () => this.clear(),
      );
    }
  }

  // Shows an input. The pair for the kernel's pictures is the input and the nearest point, unless another is given.
  showInput(x, other = this.nearestPoint(x)) {
    const now = this.now();
    const inputs = now?.x;
    if (!inputs) return;
    const i = Math.round(((x - inputs[0]) / (inputs.at(-1) - inputs[0])) * (inputs.length - 1));
    const off = (name) => now[`${name}.diverged`]?.[0] > 0;
    const told = named.filter(([name]) => now[name] && !off(name)).map(([name, text]) => `${text} ${shown(now[name][i], 3)}`);
    const apart =
      off('network') || off('ntk') || !now.network
        ? ''
        : `; network and NTK are ${shown(Math.abs(now.network[i] - now.ntk[i]), 2)} apart`;
    const pair = this.kernels.mark(other === undefined ? undefined : [x, other]);
    this.functions.point(inputs[i]);
    this.place.textContent = `x = ${shown(inputs[i], 3)}: ${told.join(', ')}${apart}${pair && `; ${pair}`}.`;
  }

  nearestPoint(x) {
    const inputs = this.points().map(([each]) => each);
    return inputs.toSorted((a, b) => Math.abs(a - x) - Math.abs(b - x))[0];
  }

  showStep(chart, pixels, picked) {
    if (!chart.data?.length) return;
    const index = chart.nearest(pixels);
    if (picked) return this.pick(index);
    for (const each of this.charts) each.mark(index);
    const moment = chart.data[index];
    const mean = (name) => shown(moment[`${name}.mean`]?.[0], 3);
    this.place.textContent =
      `Step ${moment.step[0]}: error ${mean('network.error')} (networks’ mean), ${shown(moment['ntk.error'][0], 3)} (NTK); ` +
      `gap D ${mean('gap')}; drift ${mean('drift')}.`;
  }

  clear() {
    this.place.textContent = '';
    this.kernels.mark(undefined);
    this.functions.point(undefined);
    for (const chart of this.charts) chart.mark(this.at());
  }
}
