// Makes a figure's complete Vega-Lite specification from its file NAME.vl.json, its rows and the theme. It reads no file, so
// any host can use it: the paper renders with Node, the demo in the browser.
//
// Two things in NAME.vl.json are ours, not Vega-Lite's:
//   {"theme": "predictor.color", "of": ["NTK", "NNGP"]}   a scale's domain and range, taken from theme.json's scales,
//                                                          so that a predictor looks the same in every figure
//   "usermeta": {"narrow": {…}}                            a merge patch (RFC 7396) that fits the figure to a phone;
//                                                          theme.json's "narrow" does so for the configuration of all

export const variants = ['wide', 'narrow'];

export function specification(figure, rows, theme, variant = 'wide') {
  const fitted = merge(figure, figure.usermeta?.[variant] ?? {});
  const config = merge(theme.config, theme[variant] ?? {});
  return { ...resolve(fitted, theme), usermeta: undefined, data: { values: rows }, config };
}

function merge(target, patch) {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

function resolve(node, theme) {
  if (Array.isArray(node)) return node.map((each) => resolve(each, theme));
  if (!isObject(node)) return node;
  if ('theme' in node) return themed(node, theme);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, theme)]));
}

function themed({ theme: path, of, ...rest }, theme) {
  const [scale, channel] = path.split('.');
  const looks = theme.scales[scale];
  const domain = of ?? Object.keys(looks);
  return { domain, range: domain.map((value) => looks[value][channel]), ...rest };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
