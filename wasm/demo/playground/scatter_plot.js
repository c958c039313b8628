// A task with several inputs: what the network predicts for each test point against what the NTK predicts at the same
// step. On the diagonal they agree; how far the points lie from it is what the gap D measures.
import { scaleLinear } from 'd3-scale';
import { Chart, extent } from '../common/chart.js';

export class ScatterPlot extends Chart {
  constructor(place) {
    super(place, {
      description: "The network's and the NNGP's predictions against the NTK's, with the diagonal",
      xLabel: 'prediction of the NTK (standardised)',
      yLabel: 'prediction (standardised)',
      height: (width) => Math.min(460, Math.max(280, width * 0.62)),
    });
    this.diagonal = this.plot.append('line').attr('class', 'rule');
  }

  render({ setup, state }) {
    const domain = extent([setup.trainTargets], 0.04);
    const x = scaleLinear(domain, [0, this.width]);
    const y = scaleLinear(domain, [this.height, 0]);
    this.axes(x, y);
    this.diagonal.attr('x1', 0).attr('y1', this.height).attr('x2', this.width).attr('y2', 0);
    this.points('nngp', state.ntk.test, state.nngp.test, x, y);
    this.points('network', state.ntk.test, state.network.test, x, y);
  }

  points(kind, across, up, x, y) {
    this.plot
      .selectAll(`circle.${kind}`)
      .data(Array.from(across, (value, i) => [value, up[i]]))
      .join('circle')
      .attr('class', kind)
      .attr('r', kind === 'network' ? 3 : 2.5)
      .attr('cx', ([value]) => x(value))
      .attr('cy', ([, value]) => y(value));
  }
}
