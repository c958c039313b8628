// The chart of the functions over the angle of the input.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { Chart, drawable } from '../common/chart.js';

export class ArcChart extends Chart {
  /// `lines` is {name: series}, from the one at the back.
  constructor(place, lines) {
    super(place, {
      description: 'The function to learn, the network’s and the limit’s, over the angle of the input',
      xLabel: 'angle of the input, degrees',
      yLabel: 'function',
      height: () => 210,
    });
    this.lines = lines;
  }

  // `now` has the state's arrays by name.
  render(now) {
    const x = scaleLinear([0, 90], [0, this.width]);
    const y = scaleLinear([-0.1, 0.65], [this.height, 0]);
    this.axes(x, y);
    const path = line(
      (_, i) => x(now.angle[i]),
      (value) => drawable(y(value)),
    ).defined(Number.isFinite);
    this.paths(Object.entries(this.lines).map(([name, series]) => ({ series, d: path(now[name]) })));
  }
}
