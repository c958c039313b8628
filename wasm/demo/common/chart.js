// What all charts share: an SVG as wide as its place, axes with their labels, and how each series looks.
import { axisBottom, axisLeft } from 'd3-axis';
import { select } from 'd3-selection';
import { make } from './dom.js';

/// The looks of the series. Each has its own colour, which is the paper's, and its own dashes, for those who see no
/// colours.
export const series = {
  network: { name: 'network', color: 'var(--network)', dash: 'none', width: 2.5 },
  start: { name: 'other starts', color: 'var(--network)', dash: 'none', width: 1 },
  linearised: { name: 'linearisation', color: 'var(--linearised)', dash: '10 3 2 3', width: 2.5 },
  ntk: { name: 'NTK', color: 'var(--ntk)', dash: '8 4', width: 2.5 },
  nngp: { name: 'NNGP', color: 'var(--nngp)', dash: '2 4', width: 2.5 },
};

const lineSample = ({ color, dash, width }) =>
  `<svg width="30" height="10" aria-hidden="true"><line x1="0" x2="30" y1="5" y2="5" ` +
  `stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash}"/></svg>`;

/// A legend's entries for series: each has a line as it is drawn, and its name.
export const legend = (entries) =>
  entries.map((entry) => {
    const item = make('li', { innerHTML: lineSample(entry) });
    item.append(entry.name);
    return item;
  });

/// A legend whose entries are buttons that hide and show their series. `entries` are {key, …series}; `changed` is
/// called with the keys that are hidden.
export function togglingLegend(entries, changed) {
  const hidden = new Set();
  return entries.map((entry) => {
    const button = make('button', { type: 'button', innerHTML: lineSample(entry), ariaPressed: 'true' });
    button.append(entry.name);
    button.onclick = () => {
      if (!hidden.delete(entry.key)) hidden.add(entry.key);
      button.ariaPressed = String(!hidden.has(entry.key));
      changed(hidden);
    };
    return make('li', {}, button);
  });
}

const margin = { top: 10, right: 14, bottom: 40, left: 52 };

export class Chart {
  /// `place` is an empty element; `description` is what a screen reader says of the chart.
  constructor(place, { description, xLabel, yLabel, height }) {
    this.heightOf = height;
    this.svg = select(place).append('svg').attr('role', 'img').attr('aria-label', description);
    this.xAxis = this.svg.append('g').attr('class', 'axis');
    this.yAxis = this.svg.append('g').attr('class', 'axis');
    this.plot = this.svg.append('svg').attr('class', 'plot');
    this.xText = this.svg.append('text').attr('class', 'axis-label').attr('text-anchor', 'middle').text(xLabel);
    this.yText = this.svg.append('text').attr('class', 'axis-label').attr('text-anchor', 'middle').text(yLabel);
    this.waiting = false;
    new ResizeObserver(([entry]) => {
      this.resize(entry.contentRect.width);
      this.draw();
    }).observe(place);
    this.resize(place.clientWidth);
  }

  resize(width) {
    const height = this.heightOf(width);
    this.width = Math.max(width - margin.left - margin.right, 60);
    this.height = height - margin.top - margin.bottom;
    this.svg.attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`); // on paper it shrinks
    this.box = { left: margin.left / width, top: margin.top / height, width: this.width / width, height: this.height / height };
    this.plot.attr('x', margin.left).attr('y', margin.top).attr('width', this.width).attr('height', this.height);
    this.xAxis.attr('transform', `translate(${margin.left},${margin.top + this.height})`);
    this.yAxis.attr('transform', `translate(${margin.left},${margin.top})`);
    this.xText.attr('x', margin.left + this.width / 2).attr('y', height - 6);
    this.yText.attr('transform', `translate(13,${margin.top + this.height / 2}) rotate(-90)`);
  }

  /// Shows `data` in the next frame. Of several calls before it the last counts.
  show(data) {
    this.data = data;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /// Calls `found` with the pixels from the left of the plot and its width while the pointer is over the plot, and
  /// `left()` when it goes.
  onPointer(found, left) {
    const node = this.svg.node();
    const at = (event) => {
      const box = node.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width - this.box.left) / this.box.width;
      if (x >= 0 && x <= 1) found(x * this.width, event);
      else left();
    };
    for (const kind of ['pointermove', 'pointerdown']) node.parentElement.addEventListener(kind, at);
    node.parentElement.addEventListener('pointerleave', left);
  }

  draw() {
    if (this.data) this.render(this.data);
  }

  /// Draws axes for these scales, whose ranges are [0, width] and [height, 0].
  axes(x, y, { xTicks = null, xFormat = String, yTicks = null, yFormat = String } = {}) {
    const bottom = axisBottom(x)
      .ticks(Math.max(2, Math.floor(this.width / 70)))
      .tickValues(xTicks)
      .tickSizeOuter(0);
    if (xTicks) bottom.tickFormat(xFormat);
    const left = axisLeft(y)
      .ticks(Math.max(2, Math.floor(this.height / 45)))
      .tickValues(yTicks);
    if (yTicks) left.tickFormat(yFormat);
    this.xAxis.call(bottom);
    this.yAxis.call(left.tickSizeInner(-this.width).tickSizeOuter(0).tickPadding(6));
  }

  /// Draws one path for each of [{series, d, kind}], where `kind` is a class of its own, if it has one.
  paths(curves) {
    this.plot
      .selectAll('path.curve')
      .data(curves)
      .join('path')
      .attr('class', ({ kind }) => `curve ${kind ?? ''}`)
      .attr('stroke', ({ series: s }) => s.color)
      .attr('stroke-width', ({ series: s }) => s.width)
      .attr('stroke-dasharray', ({ series: s }) => s.dash)
      .attr('d', ({ d }) => d);
  }
}

/// Limits a number of pixels, so that a curve that runs off to infinity is still a path that can be drawn.
export const drawable = (pixels) => Math.max(-9999, Math.min(9999, pixels));

const superscript = (text) => text.replace(/./g, (c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]);

/// The text of a tick's number. From 0.001 downwards and from 10000 upwards it is a power of ten.
export function levelName(level) {
  const [mantissa, exponent] = level.toExponential().split('e');
  const plain = mantissa !== '1' || Math.abs(Number(exponent)) < 3;
  return plain ? String(level) : `10${superscript(String(Number(exponent)))}`;
}

/// The ticks of a logarithmic scale: 1, 2, 5, 10 …, or over more than two decades about `most` powers of ten at most.
export function levels(least, greatest, most = 5) {
  const decades = Math.log10(greatest / least);
  const mantissas = decades > 2 ? [1] : [1, 2, 5];
  const stride = Math.max(1, Math.ceil(decades / most));
  const result = [];
  for (let k = Math.floor(Math.log10(least)); 10 ** k <= greatest; ++k)
    if (k % stride === 0) for (const mantissa of mantissas) result.push(Number(`${mantissa}e${k}`));
  return result.filter((level) => level >= least && level <= greatest);
}

/// The least and greatest of several arrays, widened by `share` of their distance on each side.
export function extent(arrays, share = 0.08) {
  let least = Infinity;
  let most = -Infinity;
  for (const array of arrays)
    for (const value of array) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  const room = (most - least || 1) * share;
  return [least - room, most + room];
}
