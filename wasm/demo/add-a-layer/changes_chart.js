// The chart of what an added layer did to the errors of network and NTK, split by split, and of the difference with its
// interval.
import { scaleLinear, scalePoint } from 'd3-scale';
import { Chart, extent } from '../common/chart.js';

const columns = ['network', 'NTK', 'difference δ'];

export class ChangesChart extends Chart {
  constructor(place, regime) {
    super(place, {
      description: `Change of error when a layer is added, ${regime}: network, NTK and their difference, one mark a split`,
      xLabel: '',
      yLabel: 'change of NMSE',
      height: () => 250,
    });
    this.band = this.plot.append('rect').attr('class', 'margin').attr('x', 0);
    this.zero = this.plot.append('line').attr('class', 'rule').attr('x1', 0);
    this.marks = this.plot.append('g');
  }

  /// `splits` are rows of layer-added-splits. `cell` is the regime's row of figure-layer-added, once there are two
  /// splits.
  render({ splits, cell, margin }) {
    const values = [splits.flatMap((row) => [row.network_change, row.kernel_change, row.delta]), [-margin, margin]];
    if (cell) values.push([cell.low, cell.high]);
    const x = scalePoint(columns, [0, this.width]).padding(0.5);
    const y = scaleLinear(extent(values), [this.height, 0]);
    this.axes(x, y);
    this.band
      .attr('y', y(margin))
      .attr('width', this.width)
      .attr('height', y(-margin) - y(margin));
    this.zero.attr('x2', this.width).attr('y1', y(0)).attr('y2', y(0));
    const [network, kernel, delta] = columns.map(x);
    this.join('line', 'change-line', splits)
      .attr('x1', network)
      .attr('x2', kernel)
      .attr('y1', (row) => y(row.network_change))
      .attr('y2', (row) => y(row.kernel_change));
    this.dots('network', splits, network, (row) => y(row.network_change));
    this.dots('kernel', splits, kernel, (row) => y(row.kernel_change));
    this.dots('delta', splits, delta, (row) => y(row.delta));
    this.intervals(cell ? [cell] : [], { network, kernel, delta }, y);
  }

  intervals(cells, { network, kernel, delta }, y) {
    const beside = delta + 22; // beside the points, which would hide it
    this.join('line', 'interval', cells)
      .attr('x1', beside)
      .attr('x2', beside)
      .attr('y1', ({ low }) => y(low))
      .attr('y2', ({ high }) => y(high));
    const means = cells.flatMap((cell) => [
      [network, cell.network_change],
      [kernel, cell.kernel_change],
      [beside, cell.delta],
    ]);
    this.join('line', 'mean', means)
      .attr('x1', ([at]) => at - 12)
      .attr('x2', ([at]) => at + 12)
      .attr('y1', ([, value]) => y(value))
      .attr('y2', ([, value]) => y(value));
  }

  dots(kind, splits, at, y) {
    this.join('circle', `change ${kind}`, splits).attr('r', 3.5).attr('cx', at).attr('cy', y);
  }

  join(tag, kind, data) {
    return this.marks
      .selectAll(`${tag}.${kind.replaceAll(' ', '.')}`)
      .data(data)
      .join(tag)
      .attr('class', kind);
  }
}
