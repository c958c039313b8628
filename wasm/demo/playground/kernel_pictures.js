// Three pictures of the kernel over pairs of inputs, in one colour scale: at the start, now, and at infinite width.
import { make, shown } from '../common/dom.js';

const kernels = [
  ['start', 'at the start'],
  ['now', 'now'],
  ['limit', 'infinite width'],
];

export class KernelPictures {
  constructor(place) {
    this.place = place;
    this.pictures = kernels.map(([name, label]) => ({ name, label, canvas: make('canvas') }));
    for (const { canvas } of this.pictures) canvas.setAttribute('role', 'img');
    this.legend = make('div', { className: 'scale' }, make('span'), make('i'), make('span'));
    place.append(
      ...this.pictures.map(({ label, canvas }) =>
        make(
          'figure',
          {},
          make('div', { className: 'kernel' }, canvas, make('i'), make('i')),
          make('figcaption', { textContent: label }),
        ),
      ),
      this.legend,
    );
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.now && this.show(this.now));
  }

  show(now) {
    this.now = now;
    const values = this.pictures.map(({ name }) => (name === 'now' && now['network.diverged'][0] ? [] : now[`kernel.${name}`]));
    const most = Math.max(...values.map((each) => each.reduce((a, v) => Math.max(a, Math.abs(v)), 0)));
    const negative = values.some((each) => each.some((v) => v < -0.005 * most));
    const colours = this.colours();
    this.pictures.forEach(({ label, canvas }, k) => {
      this.paint(canvas, values[k], now['kernel.x'].length, most, colours);
      const largest = values[k].length > 0 ? `largest ${shown(Math.max(...values[k]), 2)}` : 'diverged';
      canvas.setAttribute('aria-label', `Kernel of all pairs of inputs, ${label}: ${largest}`);
    });
    const [low, bar, high] = this.legend.children;
    low.textContent = negative ? `−${shown(most, 2)}` : '0';
    high.textContent = shown(most, 2);
    bar.className = negative ? 'both' : '';
  }

  /// Marks a pair of inputs in all pictures, and says the kernels' values there. Where `pair` is undefined nothing is
  /// marked.
  mark(pair) {
    const inputs = this.now?.['kernel.x'];
    if (!pair || !inputs) {
      this.place.classList.remove('marked');
      return '';
    }
    this.place.classList.add('marked');
    const [left, right] = [inputs[0], inputs.at(-1)];
    const share = (x) => (x - left) / (right - left);
    this.place.style.setProperty('--column', `${100 * share(pair[0])}%`);
    this.place.style.setProperty('--row', `${100 * (1 - share(pair[1]))}%`);
    const [i, j] = pair.map((x) => Math.round(share(x) * (inputs.length - 1)));
    const value = (name) => shown(this.now[`kernel.${name}`]?.[j * inputs.length + i], 2);
    return `kernel of x and ${shown(pair[1], 3)}: ${kernels
      .filter(([name]) => this.now[`kernel.${name}`])
      .map(([name, label]) => `${value(name)} ${label}`)
      .join(', ')}`;
  }

  /// Calls `found([x, x′])` while the pointer is over a picture, and `left()` when it goes.
  onPointer(found, left) {
    for (const { canvas } of this.pictures) {
      const at = ({ offsetX, offsetY }) => {
        const inputs = this.now?.['kernel.x'];
        if (!inputs) return;
        const of = (share) => inputs[0] + Math.min(1, Math.max(0, share)) * (inputs.at(-1) - inputs[0]);
        found([of(offsetX / canvas.clientWidth), of(1 - offsetY / canvas.clientHeight)]);
      };
      for (const kind of ['pointermove', 'pointerdown']) canvas.addEventListener(kind, at);
      canvas.addEventListener('pointerleave', left);
    }
  }

  colours() {
    const probe = getComputedStyle(this.place);
    const channels = (name) =>
      probe
        .getPropertyValue(name)
        .trim()
        .match(/[0-9a-f]{2}/gi)
        .map((part) => parseInt(part, 16));
    return { zero: channels('--panel'), above: channels('--network'), below: channels('--linearised') };
  }

  // Paints a kernel, with inputs from left to right and from bottom to top.
  paint(canvas, values, n, most, { zero, above, below }) {
    canvas.width = canvas.height = n;
    const context = canvas.getContext('2d');
    const image = context.createImageData(n, n);
    values.forEach((value, index) => {
      const share = Math.min(1, Math.abs(value) / most);
      const colour = value < 0 ? below : above;
      const pixel = 4 * ((n - 1 - Math.floor(index / n)) * n + (index % n));
      for (let c = 0; c < 3; ++c) image.data[pixel + c] = zero[c] + share * (colour[c] - zero[c]);
      image.data[pixel + 3] = 255;
    });
    context.putImageData(image, 0, 0);
  }
}
