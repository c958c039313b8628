// The chart of test error against training time. Networks of infinite width are curves, kernels are levels, and finite
// networks are dots.
import { scaleLog } from 'd3-scale';
import { pointer } from 'd3-selection';
import { line } from 'd3-shape';
import { Chart, extent, levelName, levels } from '../common/chart.js';
import { shown } from '../common/dom.js';
import { theEnd } from './state.js';
import { indexOf } from './words.js';

const endRoom = 46; // pixels right of the last epoch, where the limit of endless training is drawn
const labelHeight = 15;
const kinds = { 1: 'one', 2: 'two' };

/// The lines' names, from the top: [{y, text}]. Lines whose names would cover each other share one.
function namesOf(lines, y) {
  const names = [];
  for (const { rmse, label } of lines.toSorted((a, b) => b.rmse - a.rmse)) {
    const last = names.at(-1);
    if (last && y(rmse) - last.bottom < labelHeight) {
      last.bottom = y(rmse);
      last.labels.add(label);
    } else names.push({ top: y(rmse), bottom: y(rmse), labels: new Set([label]) });
  }
  return names.map(({ top, labels }) => ({ y: top - 4, text: [...labels].toSorted().join(', ') }));
}

export class TimeChart extends Chart {
  /// `onTime(i)` is called when the reader points at the i-th time.
  constructor(place, onTime) {
    super(place, {
      description:
        'Test error of infinite networks with one and two hidden layers against training time, falling through the levels of nine kernels',
      xLabel: 'training time, epochs',
      yLabel: 'test error (RMSE)',
      height: (width) => Math.min(370, Math.max(290, width * 0.4)),
    });
    this.endTick = this.svg.append('text').attr('class', 'axis-label').attr('text-anchor', 'end').text('the end');
    this.layers = Object.fromEntries(
      ['levels', 'stops', 'curves', 'networks', 'names', 'now'].map((name) => [name, this.plot.append('g')]),
    );
    const point = (event) => onTime(this.nearest(pointer(event, this.plot.node())[0]));
    this.area = this.plot.append('rect').attr('class', 'scrub-area');
    this.area
      .on('pointerdown', (event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      })
      .on('pointermove', (event) => event.currentTarget.hasPointerCapture(event.pointerId) && point(event));
  }

  /// `times` are epochs and the end, `epoch` is the one now. The others are curves: [{layers, epochs, rmse}], with
  /// errors at the epochs and at the end; levels: [{label, family, rmse}]; networks: [{layers, epochs, rmse, line}];
  /// stops: [{layers, epoch}].
  render({ times, epoch, curves, levels: lines, networks, stops }) {
    this.times = times;
    this.setScales(curves, lines, networks);
    this.area.attr('width', this.width).attr('height', this.height);
    this.drawLevels(lines);
    this.drawStops(stops);
    this.drawCurves(curves, epoch);
    this.drawNetworks(networks);
    this.drawNow(curves, epoch);
  }

  setScales(curves, lines, networks) {
    this.x = scaleLog([this.times[0], this.times.at(-2)], [0, this.width - endRoom]);
    const values = [...curves, ...networks].map(({ rmse }) => rmse);
    const [least, most] = extent([...values, lines.map(({ rmse }) => rmse)], 0);
    this.y = scaleLog([least / 1.35, most * 1.12], [this.height, 0]);
    this.axes(this.x, this.y, {
      xTicks: levels(...this.x.domain(), this.width > 420 ? 8 : 4),
      xFormat: levelName,
      yTicks: levels(...this.y.domain()),
      yFormat: levelName,
    });
    this.endTick.attr('x', Number(this.plot.attr('x')) + this.width).attr('y', Number(this.plot.attr('y')) + this.height + 18);
  }

  place(time) {
    return time === theEnd ? this.width - 12 : this.x(time);
  }

  nearest(pixels) {
    const away = this.times.map((time) => Math.abs(this.place(time) - pixels));
    return away.indexOf(Math.min(...away));
  }

  drawLevels(lines) {
    this.join('levels', 'line', lines)
      .attr('class', ({ family }) => `level ${family}`)
      .attr('x2', this.width)
      .attr('y1', ({ rmse }) => this.y(rmse))
      .attr('y2', ({ rmse }) => this.y(rmse));
    this.join('names', 'text', namesOf(lines, this.y))
      .attr('class', 'level-name')
      .attr('x', 6)
      .attr('y', ({ y }) => y)
      .text(({ text }) => text);
  }

  drawStops(stops) {
    this.join('stops', 'line', stops)
      .attr('class', 'stop')
      .attr('y2', this.height)
      .attr('x1', ({ epoch }) => this.x(epoch))
      .attr('x2', ({ epoch }) => this.x(epoch));
    this.join('stops', 'text', stops.slice(-1))
      .attr('class', 'stop-name')
      .attr('x', ({ epoch }) => this.x(epoch) + 6)
      .attr('y', 14)
      .text(this.width > 420 ? 'networks stopped here' : 'stopped');
  }

  // Draws all of a curve faintly, and strongly up to now.
  drawCurves(curves, epoch) {
    const path = ({ epochs, rmse }) =>
      line(
        (_, i) => this.place(epochs[i] ?? theEnd),
        (value) => this.y(value),
      )(rmse);
    const upTo = (curve) => ({ ...curve, rmse: curve.rmse.slice(0, indexOf(curve, epoch) + 1) });
    const whole = curves.map((curve) => ({ ...curve, ahead: true }));
    this.join('curves', 'path', [...whole, ...curves.map(upTo)])
      .attr('class', ({ layers, ahead }) => `infinite ${kinds[layers]} ${ahead ? 'ahead' : ''}`)
      .attr('d', path);
  }

  drawNetworks(networks) {
    const path = ({ epochs, line: values }) =>
      line(
        (_, i) => this.x(epochs[i]),
        (value) => this.y(value),
      )(values);
    this.join('networks', 'path', networks)
      .attr('class', ({ layers }) => `own-line ${kinds[layers]}`)
      .attr('d', path);
    const dots = networks.flatMap(({ layers, epochs, rmse }) => epochs.map((epoch, i) => ({ layers, epoch, rmse: rmse[i] })));
    this.join('networks', 'circle', dots)
      .attr('class', ({ layers }) => `finite ${kinds[layers]}`)
      .attr('r', 4)
      .attr('cx', ({ epoch }) => this.x(epoch))
      .attr('cy', ({ rmse }) => this.y(rmse));
  }

  drawNow(curves, epoch) {
    const x = this.place(epoch);
    // The numbers stay inside the plot.
    const left = x > this.width - 80;
    const textHeight = 12;
    this.join('now', 'line', [x]).attr('class', 'scrubber').attr('x1', x).attr('x2', x).attr('y2', this.height);
    const dots = curves.map((curve) => {
      const at = indexOf(curve, epoch);
      return { layers: curve.layers, rmse: curve.rmse[at], x: this.place(curve.epochs[at] ?? theEnd) };
    });
    this.join('now', 'circle', dots)
      .attr('class', ({ layers }) => `now ${kinds[layers]}`)
      .attr('r', 5.5)
      .attr('cx', (dot) => dot.x)
      .attr('cy', ({ rmse }) => this.y(rmse));
    this.join(
      'now',
      'text',
      dots.toSorted((a, b) => b.rmse - a.rmse),
    )
      .attr('class', 'value')
      .attr('x', x + (left ? -10 : 10))
      .attr('text-anchor', left ? 'end' : 'start')
      .attr('y', ({ rmse }, i) => Math.max(textHeight, this.y(rmse) + (i === 0 ? -7 : 17)))
      .text(({ rmse }) => shown(rmse, 3));
  }

  join(layer, tag, data) {
    return this.layers[layer].selectAll(tag).data(data).join(tag);
  }
}
