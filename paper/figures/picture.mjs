// A figure's picture: rows drawn as NAME.vl.json and the theme say, by Vega, as SVG text. The same rows give the same
// bytes on every machine, in Node and in a browser: widths of text are computed, not measured with a font, and
// coordinates are rounded.
import * as vega from "vega";
import { compile } from "vega-lite";
import { specification } from "./specification.mjs";

// Vega's own estimate without a canvas, 0.8 em a character, is too wide for a sans-serif face.
const emsPerCharacter = 0.6;
vega.textMetrics.width = (item, text) => (text == null ? 0 : emsPerCharacter * item.fontSize * String(text).length);

/// `name`: unlike those of other pictures on a page. Throws what Vega warns of.
export async function picture(figure, rows, theme, variant, name) {
  const logger = vega.logger(vega.Warn);
  logger.warn = (...messages) => {
    throw new Error(messages.join(" "));
  };
  const compiled = compile(specification(figure, rows, theme, variant), { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  return tidy(await view.toSVG(), name);
}

// Coordinates to a thousandth of a pixel, and names of clip paths that stay apart when figures share a page.
function tidy(svg, name) {
  return svg
    .replace(/="[^"]*"/g, (value) => value.replace(/-?\d+\.\d{4,}(e-\d+)?/g, (x) => String(Number(Number(x).toFixed(3)))))
    .replace(/\b(clip|gradient)_?\d+\b/g, (id) => `${name}-${id}`);
}
