// What lies under the pointer, the same in all pictures: an input across all curves and in the kernel's pictures, a step in
// all small charts.
import { shown } from '../common/dom.js';

const named = [
  ['network', 'network'],
  ['linearised', 'linearisation'],
  ['ntk', 'NTK'],
  ['nngp', 'NNGP'],
];

export class Readout {
  /// `now()`: the state shown; `points()`; `at()`: the index of the moment shown; `pick(index)`: the reader wants another.
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

  // The pair is the input and the nearest point, unless another is given.
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
