// The chart of the difference δ with its interval against the number of splits, which shows how it settles.
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { Chart, extent } from '../common/chart.js';

export class SettlingChart extends Chart {
  constructor(place, regime) {
    super(place, {
      description: `The difference and its 95 % interval against the number of splits, ${regime}`,
      xLabel: 'splits',
      yLabel: 'difference δ',
      height: () => 190,
    });
    this.margin = this.plot.append('rect').attr('class', 'margin').attr('x', 0);
    this.band = this.plot.append('path').attr('class', 'band');
  }

  /// `history`: [{splits, delta, low, high}]
  render({ history, margin, most }) {
    // The first intervals, of two or three splits, would dwarf the others.
    const seen = history.length > 3 ? history.slice(2) : history;
    const x = scaleLinear([2, Math.max(10, Math.min(most, 1.2 * (history.at(-1)?.splits ?? 2)))], [0, this.width]);
    const y = scaleLinear(extent([seen.flatMap(({ low, high }) => [low, high]), [-margin, margin]]), [this.height, 0]);
    this.axes(x, y);
    this.margin
      .attr('y', y(margin))
      .attr('width', this.width)
      .attr('height', y(-margin) - y(margin));
    this.band.attr(
      'd',
      area(
        ({ splits }) => x(splits),
        ({ low }) => y(low),
        ({ high }) => y(high),
      )(history),
    );
    const mean = line(
      ({ splits }) => x(splits),
      ({ delta }) => y(delta),
    )(history);
    this.paths([{ series: { color: 'var(--focus)', dash: 'none', width: 2 }, d: mean }]);
  }
}
