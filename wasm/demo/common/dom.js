// Elements, tables and downloads.

export function make(tag, properties = {}, ...children) {
  const { dataset, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
}

/// Finds the elements below `root` by their names.
export const elementsOf = (root) => (name) => root.querySelector(`[data-part="${name}"]`);

/// A number in a few significant digits, "–" where there is none. A text is returned as it is.
export function shown(value, digits = 4) {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))).replace(/^-/, '−') : '–';
}

/// The time since `begun`, a value of performance.now(), as a text.
export const secondsSince = (begun) => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

/// So many seconds, roughly, as a text.
export const duration = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

/// A table of [{column: value}]; the first column heads its rows.
export function tableOf(rows, caption, columns = Object.keys(rows[0] ?? {})) {
  const head = make('tr', {}, ...columns.map((column) => make('th', { scope: 'col', textContent: column.replaceAll('_', ' ') })));
  const body = rows.map((row) =>
    make(
      'tr',
      {},
      ...columns.map((column, i) =>
        Object.assign(make(i === 0 ? 'th' : 'td', { textContent: shown(row[column]) }), i === 0 ? { scope: 'row' } : {}),
      ),
    ),
  );
  const table = make('table', {}, make('caption', { textContent: caption }), make('thead', {}, head), make('tbody', {}, ...body));
  return scrolling(table, caption);
}

/// A table in a region that scrolls where it is too wide, by keyboard too.
export function scrolling(table, name) {
  const region = make('div', { className: 'scroll', tabIndex: 0 }, table);
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', name);
  return region;
}

/// The rows as CSV, each number as its shortest decimal that reads back to the same double.
export function csvOf(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const field = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value));
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((row) => row.map(field).join(',') + '\n')
    .join('');
}

/// At most about so many of a list, evenly spaced, with its first and last.
export const thin = (list, most) => list.filter((_, i) => i % Math.ceil(list.length / most) === 0 || i === list.length - 1);

/// A link that saves a text as a file.
export function download(name, text, type = 'text/plain') {
  return make('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name, textContent: name });
}
