// A task with one input: the functions that network and kernels have learnt, over the data.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { Chart, extent, series } from '../common/chart.js';

export class FunctionPlot extends Chart {
  constructor(place) {
    super(place, {
      description: 'The functions of the network, the NTK and the NNGP over the training points',
      xLabel: 'input x (standardised)',
      yLabel: 'prediction (standardised)',
      height: (width) => Math.min(400, Math.max(260, width * 0.5)),
    });
  }

  render({ setup, state }) {
    const x = scaleLinear(extent([setup.gridInputs], 0), [0, this.width]);
    const y = scaleLinear(extent([setup.trainTargets, setup.testTargets]), [this.height, 0]);
    this.axes(x, y);
    this.points('test', setup.testInputs, setup.testTargets, x, y, 1.6);
    const path = line((value, i) => x(setup.gridInputs[i]), (value) => y(value));
    this.paths([
      { series: series.nngp, d: path(state.nngp.curve) },
      { series: series.network, d: path(state.network.curve) },
      { series: series.ntk, d: path(state.ntk.curve) },
    ]);
    this.points('train', setup.trainInputs, setup.trainTargets, x, y, 4.5);
  }

  points(kind, inputs, targets, x, y, radius) {
    this.plot
      .selectAll(`circle.${kind}`)
      .data(Array.from(inputs, (input, i) => [input, targets[i]]))
      .join('circle')
      .attr('class', kind)
      .attr('r', radius)
      .attr('cx', ([input]) => x(input))
      .attr('cy', ([, target]) => y(target))
      .filter(() => kind === 'train')
      .raise();
  }
}
