// The functions over the points' plane: every start, the first one's linearisation, and what infinite width says.
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { Chart, series } from '../common/chart.js';
import { offLimits } from './report.js';
import { reach } from './state.js';

// A number that runs off stays a path that can be drawn.
const drawable = (pixels) => Math.max(-9999, Math.min(9999, pixels));

export class FunctionPlot extends Chart {
  constructor(place) {
    super(place, {
      description: 'The functions of the network’s starts, of the linearisation, the NTK and the NNGP, over the points',
      xLabel: 'input x',
      yLabel: 'prediction',
      height: (width) => Math.min(460, Math.max(280, width * 0.62)),
    });
    this.bands = this.plot.append('g');
  }

  /// The scales, for who draws over the plot.
  scales() {
    return {
      x: scaleLinear([-reach.x, reach.x], [0, this.width]),
      y: scaleLinear([-reach.y, reach.y], [this.height, 0]),
    };
  }

  // `now`: the state's arrays by name; none before the first.
  render(now) {
    const { x, y } = this.scales();
    this.axes(x, y);
    this.onScales?.();
    const grid = now.x ?? [];
    const path = line((_, i) => x(grid[i]), (value) => drawable(y(value)));
    const band = (name) =>
      area()
        .x((_, i) => x(grid[i]))
        .y0((value, i) => drawable(y(value - 2 * now[`${name}.deviation`][i])))
        .y1((value, i) => drawable(y(value + 2 * now[`${name}.deviation`][i])))(now[name]);
    const off = grid.length === 0 ? ['nngp', 'ntk', 'linearised'] : offLimits(now);
    const limits = ['nngp', 'ntk'].filter((name) => !off.includes(name));
    this.bands
      .selectAll('path')
      .data(limits)
      .join('path')
      .attr('class', (name) => `band ${name}`)
      .attr('d', band);
    const starts = Array.from(now['network.diverged'] ?? [], (diverged, i) => ({ diverged, i }))
      .filter(({ diverged }) => diverged === 0)
      .reverse(); // the first above the others
    const curve = (name) => ({ series: series[name], d: path(now[name]) });
    this.paths([
      ...starts.map(({ i }) => ({
        series: i === 0 ? series.network : series.start,
        d: path(now.network.subarray(i * grid.length, (i + 1) * grid.length)),
      })),
      ...limits.map(curve),
      ...(off.includes('linearised') ? [] : [curve('linearised')]),
    ]);
  }
}
