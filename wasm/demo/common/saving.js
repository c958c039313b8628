// Saves a chart as SVG or PNG, and its numbers as CSV.
import { csvOf, make } from './dom.js';

const styles = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'paint-order',
  'visibility',
];
const scale = 2; // of the PNG, for fine screens

/// The SVG of a chart as it looks on the page, with its own colours. `over` are SVGs that lie over it; they are drawn
/// in its plot.
export function svgOf(svg, over = []) {
  const copy = (node) => {
    const clone = node.cloneNode(true);
    const [from, to] = [node, clone].map((each) => [each, ...each.querySelectorAll('*')]);
    from.forEach((element, i) => {
      const looks = getComputedStyle(element);
      to[i].setAttribute('style', styles.map((name) => `${name}:${looks.getPropertyValue(name)}`).join(';'));
    });
    return clone;
  };
  const whole = copy(svg);
  for (const each of over) whole.querySelector('.plot').append(...copy(each).children);
  whole.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  whole.removeAttribute('style');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({
    width: '100%',
    height: '100%',
    fill: getComputedStyle(document.body).backgroundColor,
  }))
    paper.setAttribute(name, value);
  whole.prepend(paper);
  return new XMLSerializer().serializeToString(whole);
}

async function pngOf(svg) {
  const picture = new Image();
  picture.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await picture.decode();
  const canvas = make('canvas', { width: scale * picture.width, height: scale * picture.height });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

function save(name, blob) {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/// Three buttons to save a chart. `svg()` gives its text, `rows()` its numbers, [{column: value}], which are none before
/// it is drawn.
export function saving(name, { svg, rows }) {
  const kinds = {
    SVG: () => new Blob([svg()], { type: 'image/svg+xml' }),
    PNG: () => pngOf(svg()),
    CSV: (numbers) => new Blob([csvOf(numbers)], { type: 'text/csv' }),
  };
  const said = make('span');
  said.setAttribute('role', 'status');
  const button = (kind) =>
    make('button', {
      type: 'button',
      textContent: kind,
      ariaLabel: `Save ${name} as ${kind}`,
      onclick: async () => {
        const numbers = rows();
        const drawn = numbers.length > 0;
        said.textContent = drawn ? '' : 'There is nothing to save yet.';
        if (drawn) save(`${name}.${kind.toLowerCase()}`, await kinds[kind](numbers));
      },
    });
  return make('p', { className: 'saving' }, 'Save: ', ...Object.keys(kinds).map(button), said);
}
