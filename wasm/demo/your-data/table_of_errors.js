// The table of NMSE, which fills while splits come in. It has a row for each depth and a column for each predictor, and
// below them what has no depth.
import { make, scrolling, shown } from '../common/dom.js';

export function tableOfErrors(rows, hiddenLayers) {
  const labelsOf = (some) => [...new Set(some.map(({ predictor }) => predictor))];
  const predictors = labelsOf(rows.filter(({ hidden_layers }) => hidden_layers > 0));
  const controls = labelsOf(rows.filter(({ hidden_layers }) => hidden_layers === 0));
  const cellOf = (predictor, layers) => {
    const row = rows.find((each) => each.predictor === predictor && each.hidden_layers === layers);
    return row ? `${shown(row.nmse)} (${row.splits})` : '…';
  };
  const line = (name, cells) => make('tr', {}, make('th', { scope: 'row', textContent: name }), ...cells);
  const cell = (textContent, colSpan = 1) => make('td', { textContent, colSpan });
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col', textContent: 'hidden layers' }),
    ...predictors.map((textContent) => make('th', { scope: 'col', textContent })),
  );
  const body = hiddenLayers.map((layers) =>
    line(
      String(layers),
      predictors.map((predictor) => cell(cellOf(predictor, layers))),
    ),
  );
  // It stands below the predictors' columns, so it says that it is of none of them.
  const ofControl = (control) => `${cellOf(control, 0)}, a kernel of no network`;
  for (const control of controls) body.push(line(`${control} kernel`, [cell(ofControl(control), predictors.length)]));
  const caption = make('caption', {
    textContent: 'NMSE on the rows that were not trained on, mean over the splits done (how many)',
  });
  return scrolling(make('table', {}, caption, make('thead', {}, head), make('tbody', {}, ...body)), 'NMSE by depth');
}
