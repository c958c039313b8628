// The chart of some measure against steps, on a logarithmic scale, which has no place for step 0.
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { Chart, drawable, extent, levelName, levels } from './chart.js';

export class LineChart extends Chart {
  /// `curves(moment)` gives [{key, name, series, value}], where `key` is the curve's place in the legend and `value` a
  /// function of a moment, a number or NaN. `rule` is a level to mark, and `log` asks for a logarithmic scale of the
  /// values.
  constructor(place, { description, yLabel, curves, rule, log }) {
    super(place, { description, xLabel: 'steps', yLabel, height: () => 210 });
    Object.assign(this, { curves, rule, log });
    this.ruleLine = this.plot.append('line').attr('class', 'rule');
    this.nowLine = this.plot.append('line').attr('class', 'pointed');
    this.hidden = new Set();
  }

  /// Marks the moment with this index in the history.
  mark(at) {
    this.marked = at;
    this.drawMark();
  }

  drawMark() {
    const step = this.data?.[this.marked]?.step[0] ?? 0;
    const x = step > 0 && this.x ? this.x(step) : 0;
    this.nowLine
      .attr('visibility', step > 0 ? 'visible' : 'hidden')
      .attr('x1', x)
      .attr('x2', x)
      .attr('y2', this.height);
  }

  /// The index of the moment nearest to so many pixels from the left.
  nearest(pixels) {
    const away = this.data.map(({ step }) => Math.abs(this.x(Math.max(1, step[0])) - pixels));
    return away.indexOf(Math.min(...away));
  }

  /// What the chart shows, with a row for each step.
  rows() {
    return (this.data ?? []).map((moment) =>
      Object.fromEntries([['step', moment.step[0]], ...this.curves(moment).map(({ name, value }) => [name, value(moment)])]),
    );
  }

  render(history) {
    const moments = history.filter(({ step }) => step[0] > 0);
    const last = moments.length > 0 ? moments.at(-1).step[0] : 1;
    const curves = moments.length > 0 ? this.curves(moments[0]).filter(({ key }) => !this.hidden.has(key)) : [];
    const x = scaleLog([1, Math.max(64, last)], [0, this.width]).base(2);
    this.x = x;
    const y = (this.log ? scaleLog : scaleLinear)(this.domain(moments, curves), [this.height, 0]);
    this.axes(x, y, {
      xTicks: this.powers(x.domain()[1]),
      yTicks: this.log ? levels(...y.domain()) : null,
      yFormat: levelName,
    });
    this.ruleLine.attr('visibility', this.rule === undefined ? 'hidden' : 'visible');
    if (this.rule !== undefined) {
      const level = y(this.rule);
      this.ruleLine.attr('x1', 0).attr('x2', this.width).attr('y1', level).attr('y2', level);
    }
    this.paths(
      curves.map(({ series, value }) => ({
        series,
        d: line(
          (moment) => x(moment.step[0]),
          (moment) => drawable(y(value(moment))),
        ).defined((moment) => this.hasPlace(value(moment)))(moments),
      })),
    );
    this.drawMark();
  }

  hasPlace(value) {
    return Number.isFinite(value) && (!this.log || value > 0);
  }

  // What runs off to infinity leaves the chart at a million times its unit.
  domain(moments, curves) {
    const values = curves.map(({ value }) => moments.map(value).filter((v) => this.hasPlace(v) && v < 1e6));
    if (values.every((array) => array.length === 0)) return this.log ? [0.05, 1] : [0, 1];
    const [least, most] = extent(this.rule === undefined ? values : [...values, [this.rule]], 0);
    return this.log ? [Math.max(least / 1.3, most / 1e9), most * 1.3] : [0, 1.1 * most];
  }

  // A few powers of two, evenly spaced.
  powers(most) {
    const exponents = Math.floor(Math.log2(most));
    const stride = Math.max(1, Math.ceil(exponents / Math.max(2, Math.floor(this.width / 44))));
    const result = [];
    for (let k = 0; k <= exponents; k += stride) result.push(2 ** k);
    return result;
  }
}
