// The plot of the functions over the points' plane: every start's network, the first one's linearisation, and what
// infinite width predicts.
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { Chart, drawable, series } from '../common/chart.js';
import { offLimits } from './report.js';
import { reach } from './state.js';

export class FunctionPlot extends Chart {
  constructor(place) {
    super(place, {
      description: 'The functions of the network’s starts, of the linearisation, the NTK and the NNGP, over the points',
      xLabel: 'input x',
      yLabel: 'prediction',
      height: (width) => Math.min(380, Math.max(250, width * 0.58)),
    });
    this.bands = this.plot.append('g');
    this.mark = this.plot.append('line').attr('class', 'pointed').attr('visibility', 'hidden');
    this.hidden = new Set();
  }

  /// The scales, for what is drawn over the plot.
  scales() {
    return {
      x: scaleLinear([-reach.x, reach.x], [0, this.width]),
      y: scaleLinear([-reach.y, reach.y], [this.height, 0]),
    };
  }

  /// Draws a line at this input, or none where there is no input.
  point(input) {
    const at = this.scales().x(input ?? 0);
    this.mark
      .attr('visibility', input === undefined ? 'hidden' : 'visible')
      .attr('x1', at)
      .attr('x2', at)
      .attr('y2', this.height);
  }

  // `now` has the state's arrays by name; before the first state there is none. Where `faded`, its networks are those
  // of an earlier setting.
  render(now) {
    const { x, y } = this.scales();
    this.axes(x, y);
    this.onScales?.();
    const grid = now.x ?? [];
    const path = line(
      (_, i) => x(grid[i]),
      (value) => drawable(y(value)),
    );
    const band = (name) =>
      area()
        .x((_, i) => x(grid[i]))
        .y0((value, i) => drawable(y(value - 2 * now[`${name}.deviation`][i])))
        .y1((value, i) => drawable(y(value + 2 * now[`${name}.deviation`][i])))(now[name]);
    const off = grid.length === 0 ? ['nngp', 'ntk', 'linearised'] : offLimits(now);
    const seen = (name) => !this.hidden.has(name);
    const limits = ['nngp', 'ntk'].filter((name) => !off.includes(name) && seen(name));
    this.plot.classed('faded', now.faded ?? false);
    this.bands
      .selectAll('path')
      .data(limits)
      .join('path')
      .attr('class', (name) => `band ${name}`)
      .attr('d', band);
    const starts = Array.from(now['network.diverged'] ?? [], (diverged, i) => ({ diverged, i }))
      .filter(({ diverged, i }) => diverged === 0 && seen(i === 0 ? 'network' : 'start'))
      .reverse(); // so that the first is above the others
    const curve = (name) => ({ series: series[name], kind: name, d: path(now[name]) });
    this.paths([
      ...starts.map(({ i }) => ({
        series: i === 0 ? series.network : series.start,
        kind: 'of-network',
        d: path(now.network.subarray(i * grid.length, (i + 1) * grid.length)),
      })),
      ...limits.map(curve),
      ...(off.includes('linearised') || !seen('linearised') ? [] : [{ ...curve('linearised'), kind: 'of-network' }]),
    ]);
  }
}
