// Asks the paper's question of a table, as `ntk compare` does.
import { planOf, runStages } from '../demo/common/stages.js';
import { errorOf, optionsToCore, requireNumbers, resultFromCore } from './spelling.js';

// Arrays as a table: x1, x2 …, y. A number's text is read back to the same number.
function csvOf({ x, y, columns, rows }) {
  requireNumbers(x, 'x');
  requireNumbers(y, 'y');
  if (!(columns >= 1)) throw errorOf({ key: 'columns', value: String(columns), limit: 'a whole number above 0' });
  if (rows !== y.length) throw errorOf({ key: 'y', problem: `has ${y.length} numbers, not ${rows}` });
  if (x.length !== rows * columns)
    throw errorOf({ key: 'x', problem: `has ${x.length} numbers, not ${rows} rows of ${columns}` });
  const names = Array.from({ length: columns }, (_, j) => `x${j + 1}`);
  const records = Array.from(y, (target, i) => [...x.slice(i * columns, (i + 1) * columns), target]);
  return [[...names, 'y'], ...records].map((fields) => fields.join(',') + '\n').join('');
}

/// For the options and the result see index.d.ts. `call(name, …)` calls the module, here or in a
/// worker, and gives a promise.
export async function compare(call, { csv, x, y, columns, rows = y?.length, name = 'table', onProgress, ...given }) {
  const { dropMissing = false, oneHot = false, without = [], ...chosen } = given;
  const source = csv ?? csvOf({ x, y, columns, rows });
  if (csv === undefined) chosen.target = 'y';
  const options = { ...(await call('comparisonOptions')), ...optionsToCore(chosen) };
  const table = await call('readTable', source, name, { drop_missing: dropMissing, one_hot: oneHot, without });

  const pool = { call: (turn, ...of) => call(...of) };
  const study = await call('comparison', table.csv, name, options);
  const stages = await planOf(pool, [study]);
  const running = runStages(pool, stages, { tables: { [table.task]: { csv: table.csv } } });
  const cost = stages.reduce((sum, stage) => sum + stage.cost, 0);
  let spent = 0;
  const followed = stages.map(async (stage) => {
    const { text, sha256 } = await running[stage.name];
    onProgress?.((spent += stage.cost) / cost);
    return { ...stage, text, sha256 };
  });
  const done = await Promise.all(followed);
  const textOf = (kind) => done.find((stage) => stage.kind === kind).text;
  const hashes = Object.fromEntries(done.map((stage) => [stage.name, stage.sha256]));
  return {
    errors: (await call('meanErrors', textOf('errors'), options)).map(resultFromCore),
    verdict: await call('verdict', textOf('numbers')),
    fingerprint: await call('fingerprint', hashes),
    hashes,
    notes: table.notes,
  };
}
