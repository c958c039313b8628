// Draws a figure: Vega makes SVG text from rows as NAME.vl.json and the theme say. The same rows give the same bytes on
// every machine, in Node and in a browser, because widths of text are computed and not measured with a font, and
// coordinates are rounded.
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { specification } from './specification.mjs';

// Vega's own estimate without a canvas, 0.8 em a character, is too wide for a sans-serif face.
const emsPerCharacter = 0.6;
vega.textMetrics.width = (item, text) => (text == null ? 0 : emsPerCharacter * item.fontSize * String(text).length);

// Warnings of what is as it should be. A layer has no rows, as that of a boxplot's outliers may have none, and the other
// layers are drawn. Layers of a facet share their rows, and so the names on an axis.
const harmless = /^Infinite extent|^Detected faceted independent scales that union domain of the same fields/;

/// `name` must be unlike those of other pictures on a page. Throws what Vega warns of, because Vega itself goes on and draws
/// nothing.
export async function picture(figure, rows, theme, variant, name) {
  const warnings = [];
  const logger = vega.logger(vega.Warn);
  logger.warn = logger.error = (...messages) => warnings.push(messages.join(' '));
  const compiled = compile(specification(figure, rows, theme, variant), { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  const svg = await view.toSVG();
  const fault = warnings.find((each) => !harmless.test(each));
  if (fault !== undefined) throw new Error(fault);
  return tidy(svg, name);
}

// Coordinates to a thousandth of a pixel, and names of clip paths that stay apart when figures share a page.
function tidy(svg, name) {
  return svg
    .replace(/="[^"]*"/g, (value) => value.replace(/-?\d+\.\d{4,}(e-\d+)?/g, (x) => String(Number(Number(x).toFixed(3)))))
    .replace(/\b(clip|gradient)_?\d+\b/g, (id) => `${name}-${id}`);
}
