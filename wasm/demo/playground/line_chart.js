// A figure of merit against steps, on a scale of powers of two; step 0 has no place on it.
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { Chart, extent } from '../common/chart.js';

export class LineChart extends Chart {
  /// `curves`: [{series, value: (moment) => number}]; `rule`: a level to mark; `log`: a logarithmic scale.
  constructor(place, { description, yLabel, curves, rule, log }) {
    super(place, { description, xLabel: 'steps', yLabel, height: () => 210 });
    Object.assign(this, { curves, rule, log });
    this.ruleLine = this.plot.append('line').attr('class', 'rule');
  }

  render(history) {
    const moments = history.filter(({ steps }) => steps > 0);
    const last = moments.length > 0 ? moments[moments.length - 1].steps : 1;
    const x = scaleLog([1, Math.max(64, last)], [0, this.width]).base(2);
    const y = (this.log ? scaleLog : scaleLinear)(this.domain(moments), [this.height, 0]);
    this.axes(x, y, {
      xTicks: this.powers(x.domain()[1]),
      yTicks: this.log ? this.levels(...y.domain()) : null,
    });
    this.ruleLine.attr('visibility', this.rule === undefined ? 'hidden' : 'visible');
    if (this.rule !== undefined) {
      const level = y(this.rule);
      this.ruleLine.attr('x1', 0).attr('x2', this.width).attr('y1', level).attr('y2', level);
    }
    this.paths(
      this.curves.map(({ series, value }) => ({
        series,
        d: line((moment) => x(moment.steps), (moment) => y(value(moment)))
          .defined((moment) => this.drawable(value(moment)))(moments),
      })),
    );
  }

  drawable(value) {
    return Number.isFinite(value) && (!this.log || value > 0);
  }

  domain(moments) {
    const values = this.curves.map(({ value }) => moments.map(value).filter((v) => this.drawable(v)));
    if (values.every((array) => array.length === 0)) return this.log ? [0.1, 1] : [0, 2 * (this.rule ?? 0.5)];
    const [least, most] = extent(values, 0);
    return this.log ? [least / 1.3, most * 1.3] : [0, Math.max(1.1 * most, 2 * (this.rule ?? 0))];
  }

  // 1, 2, 5, 10 …; over more than two decades the powers of ten alone.
  levels(least, most) {
    const mantissas = most / least > 100 ? [1] : [1, 2, 5];
    const result = [];
    for (let k = Math.floor(Math.log10(least)); 10 ** k <= most; ++k)
      for (const mantissa of mantissas) result.push(Number(`${mantissa}e${k}`));
    return result.filter((level) => level >= least && level <= most);
  }

  // A few powers of two, evenly far apart.
  powers(most) {
    const exponents = Math.floor(Math.log2(most));
    const stride = Math.max(1, Math.ceil(exponents / Math.max(2, Math.floor(this.width / 44))));
    const result = [];
    for (let k = 0; k <= exponents; k += stride) result.push(2 ** k);
    return result;
  }
}
