// npm_package.sh runs this in a folder with what the command has computed: the package must give the same bits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { load, loadWorker } from 'ntk';

const table = JSON.parse(readFileSync('rows.json', 'utf8'));
const columns = 3;
const inputs = (rows) => Float64Array.from(rows.flatMap((row) => row.slice(0, columns)));
const [x, z] = [inputs(table), inputs(table.slice(60))];
const train = { x: inputs(table.slice(0, 60)), y: Float64Array.from(table.slice(0, 60), (row) => row[columns]), columns };

const bytesOf = (numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
const npy = (file) => {
  const bytes = readFileSync(file);
  return bytes.subarray(10 + bytes.readUInt16LE(8));
};
const column = (file) => Float64Array.from(readFileSync(file, 'utf8').trim().split('\n').slice(1), Number);
const same = (numbers, wanted, what) => assert.ok(bytesOf(numbers).equals(wanted), `${what} has other bits`);

const small = { hiddenLayers: [1, 2], width: 16, splits: 2, steps: 32, epochs: 5, trainingPoints: 40 };
async function check(ntk) {
  for (const kind of ['ntk', 'nngp']) {
    const options = { x, columns, kind, hiddenLayers: 3, activation: 'gelu', biasVariance: 0.1 };
    same(await ntk.kernel(options), npy(`${kind}.npy`), kind);
    same(
      await ntk.kernel({ x, z, columns, kind, hiddenLayers: 2, weightVariance: 1.5 }),
      npy(`${kind}.z.npy`),
      `${kind} of x and z`,
    );
    for (const ridge of ['tuned', 0.01]) {
      const given = await ntk.predict({ ...train, z, kind, hiddenLayers: 2, activation: 'erf', ridge });
      same(given.prediction, bytesOf(column(`${kind}.${ridge}.csv`)), `${kind} regression, ridge ${ridge}`);
      assert.ok(ridge === 'tuned' ? given.ridge > 0 : given.ridge === ridge);
    }
  }
  // 20 epochs of two batches of 60 rows.
  const network = await ntk.network({ ...train, width: 32, seed: 3 });
  assert.equal(network.loss, undefined);
  for (let epoch = 0; epoch < 20; ++epoch) assert.equal(await network.step(2), network.loss);
  same(await network.predict(z), bytesOf(column('network.csv')), 'the network');
  await network.close();
  await assert.rejects(async () => network.step(), /closed/);

  const shares = [];
  const csv = readFileSync('table.csv', 'utf8');
  const of = { csv: await ntk.compare({ csv, target: 'y', ...small, onProgress: (share) => shares.push(share) }) };
  of.arrays = await ntk.compare({ x, y: table.map((row) => row[columns]), columns, ...small });
  const report = JSON.parse(readFileSync('results/compare-table/report.json', 'utf8'));
  const spelled = ({ predictor, hiddenLayers, nmse, nmseAllSplits }) => ({
    predictor,
    ...(hiddenLayers && { hidden_layers: hiddenLayers }),
    nmse,
    ...(nmseAllSplits && { nmse_all_splits: nmseAllSplits }),
  });
  for (const { errors, verdict, fingerprint } of Object.values(of)) {
    assert.equal(fingerprint, readFileSync('bits', 'utf8').trim());
    assert.equal(verdict, report.verdict);
    assert.deepEqual(errors.map(spelled), report.errors);
  }
  assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]) && Math.abs(shares.at(-1) - 1) < 1e-9);
}

// What is refused: [a call, the message, the option that it names].
const y = train.y;
const refusals = [
  [(ntk) => ntk.kernel({ x, columns }), /^kind is missing/, 'kind'],
  [(ntk) => ntk.kernel({ x, columns, kind: 'rbf' }), /^kind must be one of "nngp", "ntk", not "rbf"\.$/, 'kind'],
  [
    (ntk) => ntk.kernel({ x, columns, kind: 'ntk', hiddenLayers: 2 ** 32 + 1 }),
    /^hiddenLayers must be .* from 0 to 1000, /,
    'hiddenLayers',
  ],
  [
    (ntk) => ntk.kernel({ x, columns, kind: 'ntk', hidden_layers: 2 }),
    /^hidden_layers is not known; .* \(hiddenLayers\)\.$/,
    'hidden_layers',
  ],
  [(ntk) => ntk.kernel({ x, columns: 4, kind: 'ntk' }), /^x has 270 numbers, not 67 rows of 4; .*\(columns\)/, 'x'],
  [(ntk) => ntk.kernel({ x: [1, NaN], columns: 1, kind: 'ntk' }), /^x has no finite number at \[1\]/, 'x'],
  [(ntk) => ntk.kernel({ x: 'abc', columns: 1, kind: 'ntk' }), /^x must be an array of numbers/, 'x'],
  [
    (ntk) => ntk.kernel({ x: [1e300, 1], columns: 1, kind: 'ntk', weightVariance: 1e9 }),
    /^the kernel has numbers that are not finite/,
    '',
  ],
  [(ntk) => ntk.kernel({ x: new Float32Array(40000), columns: 1, kind: 'ntk' }), /^the memory does not suffice/, ''],
  [
    (ntk) => ntk.predict({ ...train, z, kind: 'ntk', ridge: -1 }),
    /^ridge must be a number not below 0, or "tuned", not -1/,
    'ridge',
  ],
  [
    (ntk) => ntk.predict({ ...train, z, kind: 'ntk', hiddenLayers: 0, ridge: 0 }),
    /its rank is 4 to rounding, below its 60 rows; .*\(ridge\)/,
    '',
  ],
  [(ntk) => ntk.predict({ ...train, y: y.slice(1), z, kind: 'ntk' }), /^y has 59 numbers, and x 60 rows/, 'y'],
  [(ntk) => ntk.network({ ...train, optimizer: 'momentum' }), /^rate is missing/, 'rate'],
  [(ntk) => ntk.network({ ...train, epochs: 3 }), /^epochs is not known/, 'epochs'],
  [(ntk) => ntk.compare({ csv: 'a,y\n1,2\n3,é\n', target: 'y', name: 'my.csv' }), /^Line 3 of my\.csv: column “y” .*é/, ''],
  [(ntk) => ntk.compare({ ...train, trainingPoints: 3 }), /^trainingPoints must be/, 'trainingPoints'],
];
async function refuses(ntk) {
  for (const [call, message, key] of refusals)
    await assert.rejects(
      async () => call(ntk),
      (error) => {
        assert.match(error.message, message);
        assert.equal(error.facts.key, key);
        return error instanceof Error;
      },
      String(message),
    );
  const network = await ntk.network(train);
  await assert.rejects(async () => network.step(1.5), /^Error: steps must be a whole number above 0, not 1\.5/);
  await assert.rejects(async () => network.predict([1, 2]), /^Error: x has 2 numbers, not 1 rows of 3/);
}

for (const start of [load, loadWorker]) {
  const ntk = await start();
  assert.equal(ntk.info.instructionSet, parseInt(process.versions.node) < 20 ? 'simd128' : 'relaxed');
  await check(ntk);
  await refuses(ntk);
  if (start === load) continue;
  const waiting = ntk.kernel({ x, columns, kind: 'ntk' });
  ntk.close();
  await assert.rejects(waiting, /closed/);
  await assert.rejects(ntk.kernel({ x, columns, kind: 'ntk' }), /closed/);
}
for (const start of [load, loadWorker]) await assert.rejects(start({ wasm: 'none.wasm' }), /none\.wasm/);

// A module from bytes and a compiled one; and one that need not be exact.
const bytes = readFileSync('node_modules/ntk/ntk.wasm');
for (const wasm of [bytes, await WebAssembly.compile(bytes)])
  assert.equal((await load({ wasm, exact: false })).kernel({ x: [1], columns: 1, kind: 'nngp' })[0], 2);
console.log('npm_package.mjs: the command’s bits, in this thread and in a worker');
