// Draws the paper's figures away from the page's thread, by Vega from the paper's own specifications.
import figures from 'figure-specifications';
import { picture } from 'paper-figures/picture.mjs';
import theme from 'paper-figures/theme.json';
import { answer } from './answer.js';

answer({
  // Returns {description, wide, narrow}: what a screen reader says of it, and SVG for a page's width and for a phone's.
  async picture(name, rows) {
    const of = (variant, key) => picture(figures[name], rows, theme, variant, key);
    return {
      description: figures[name].description,
      wide: await of('wide', name),
      narrow: await of('narrow', `${name}.narrow`),
    };
  },
});
