// The expected numbers in three bytes each, which are their last 24 bits. They tell a number from any that is a little off, at
// less than half of the size. The whole expected number is the one nearest to the computed number that ends in these bits, as
// long as the two are within 2^23 units in the last place. A sum over each stage's numbers says whether they were.
//
// The form is that of core/flow/values.hpp with a member "sum" in each entry: the numbers' bits as integers, added
// modulo 2^64, in hexadecimal.

const bits = 24n;
const modulus = 1n << bits;
const sumOf = (numbers) =>
  BigInt.asUintN(
    64,
    numbers.reduce((sum, number) => sum + number, 0n),
  ).toString(16);
const sizeOf = (arrays) => Object.values(arrays).reduce((sum, shape) => sum + shape.reduce((product, n) => product * n, 1), 0);

function parts(bytes) {
  const line = bytes.indexOf(10);
  return { index: JSON.parse(new TextDecoder().decode(bytes.subarray(0, line))), at: line + 1 };
}

function joined(index, content) {
  const head = new TextEncoder().encode(JSON.stringify(index) + '\n');
  const bytes = new Uint8Array(head.length + content.length);
  bytes.set(head);
  bytes.set(content, head.length);
  return bytes;
}

/// Makes the tails. `values` are the bytes of PROFILE.values.
export function tailsOf(values) {
  const { index, at } = parts(values);
  const numbers = new BigUint64Array(Uint8Array.from(values.subarray(at)).buffer);
  const tails = new Uint8Array(3 * numbers.length);
  numbers.forEach((number, i) => tails.set([number & 255n, (number >> 8n) & 255n, (number >> 16n) & 255n].map(Number), 3 * i));
  let first = 0;
  for (const entry of index) {
    const size = sizeOf(entry.arrays);
    entry.sum = sumOf(numbers.subarray(first, first + size));
    first += size;
  }
  return joined(index, tails);
}

// The number nearest to `computed` that ends in `tail`, as bits.
function nearest(computed, tail) {
  const up = (tail - computed) & (modulus - 1n);
  return computed + (2n * up >= modulus ? up - modulus : up);
}

/// Finds the expected values of one stage from the tails and its computed artifact. Returns {values, whole}: the bytes
/// of a PROFILE.values of this stage alone, and whether the sum proves them. Throws where there are no tails of this
/// stage.
export function wholeOf(tails, stage, artifact) {
  const { index, at } = parts(tails);
  const found = index.findIndex((entry) => entry.stage === stage);
  if (found < 0) throw new Error(`there are no expected values of ${stage}`);
  let from = at + 3 * index.slice(0, found).reduce((sum, { arrays }) => sum + sizeOf(arrays), 0);
  const entry = index[found];
  const expected = new BigUint64Array(sizeOf(entry.arrays));
  let next = 0;
  for (const [name, shape] of Object.entries(entry.arrays)) {
    const size = sizeOf([shape]);
    const values = artifact.arrays[name]?.values ?? [];
    const computed = new BigUint64Array(Float64Array.from({ length: size }, (_, i) => values[i] ?? 0).buffer);
    for (const number of computed) {
      const tail = BigInt(tails[from] | (tails[from + 1] << 8) | (tails[from + 2] << 16));
      expected[next++] = nearest(number, tail);
      from += 3;
    }
  }
  return { values: joined([entry], new Uint8Array(expected.buffer)), whole: sumOf(expected) === entry.sum };
}
