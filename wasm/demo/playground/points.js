// The points, which can be placed by a click, dragged, and moved by the arrow keys. They lie over the plot as buttons
// of their own, so that a screen reader finds each of them.
import { select } from 'd3-selection';
import { mostPoints, placed } from './state.js';

const namespace = 'http://www.w3.org/2000/svg';
const doubleClick = 700; // the longest double click, in milliseconds
const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

export class Points {
  /// `place` is the plot's element, `plot` the FunctionPlot in it. `change(points)` is called when the points have
  /// changed, `emptied()` when the last one that had the focus is gone, and `full()` when there is no room for one more.
  constructor(place, plot, { change, emptied, full }) {
    Object.assign(this, { plot, change, emptied, full, points: [] });
    this.svg = select(place)
      .append('svg')
      .attr('class', 'points')
      .attr('role', 'group')
      .attr('aria-label', 'Points to learn from');
    this.addedAt = -Infinity;
    this.svg.on('click', (event) => {
      if (event.target !== this.svg.node()) return;
      this.addedAt = event.timeStamp; // so that a second click does not remove what the first has placed
      this.add(this.at(event), false);
    });
    plot.onScales = () => this.draw();
  }

  show(points) {
    this.points = points;
    this.draw();
  }

  draw() {
    const { plot } = this;
    const { x, y } = plot.scales();
    // Places are shares of the chart, which shrinks when it is printed.
    this.svg.attr('viewBox', `0 0 ${plot.width} ${plot.height}`);
    for (const [side, share] of Object.entries(plot.box)) this.svg.style(side, `${100 * share}%`);
    this.svg
      .selectAll('circle')
      .data(this.points)
      .join((enter) => this.listen(enter.append(() => document.createElementNS(namespace, 'circle'))))
      .attr('cx', ([px]) => x(px))
      .attr('cy', ([, py]) => y(py))
      .attr('aria-label', ([px, py], i) => `Point ${i + 1} of ${this.points.length}: x ${px}, y ${py}`);
  }

  listen(circles) {
    const index = (circle) => this.svg.selectAll('circle').nodes().indexOf(circle);
    circles
      .attr('r', 7)
      .attr('tabindex', 0)
      .attr('role', 'button')
      .attr('aria-describedby', 'points-help')
      .on('pointerdown', (event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus({ preventScroll: true });
      })
      .on('pointermove', (event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) this.move(index(event.currentTarget), this.at(event));
      })
      .on('dblclick', (event) => event.timeStamp - this.addedAt > doubleClick && this.remove(index(event.currentTarget)))
      .on('keydown', (event) => {
        const i = index(event.currentTarget);
        if (event.key === 'Delete' || event.key === 'Backspace') this.remove(i);
        else if (event.key === 'Enter' || event.key === ' ') this.add([this.points[i][0] + 0.1, this.points[i][1]], true);
        else if (keys[event.key]) {
          const step = event.shiftKey ? 0.5 : 0.05;
          this.move(
            i,
            keys[event.key].map((direction, axis) => this.points[i][axis] + step * direction),
          );
        } else return;
        event.preventDefault();
      });
    return circles;
  }

  at(event) {
    const { x, y } = this.plot.scales();
    const box = this.svg.node().getBoundingClientRect();
    const { width, height } = this.plot;
    return [
      x.invert((event.clientX - box.left) * (width / box.width)),
      y.invert((event.clientY - box.top) * (height / box.height)),
    ];
  }

  add(point, focus) {
    if (this.points.length >= mostPoints) {
      this.full();
      return;
    }
    this.changed([...this.points, placed(point)]);
    if (focus) this.focus(this.points.length - 1);
  }

  move(i, point) {
    this.changed(this.points.map((old, k) => (k === i ? placed(point) : old)));
  }

  /// Removes the point that has the focus, or the last one. The focus goes to a neighbour.
  removeFocused() {
    const i = this.lastFocused();
    this.remove(i < 0 ? this.points.length - 1 : i);
  }

  remove(i) {
    this.changed(this.points.filter((_, k) => k !== i));
    if (this.points.length > 0) this.focus(Math.min(i, this.points.length - 1));
    else this.emptied();
  }

  lastFocused() {
    return this.svg.selectAll('circle').nodes().indexOf(document.activeElement);
  }

  focus(i) {
    this.svg.selectAll('circle').nodes()[i]?.focus({ preventScroll: true });
  }

  changed(points) {
    this.show(points);
    this.change(points);
  }
}
