#!/bin/bash
# The npm package, installed from its tarball in an empty folder without a network: the README's example prints what the
# README says, and the numbers of kernels, regression, networks and comparisons are the command's, bit for bit, in this
# thread and in a worker. Errors name options as JavaScript spells them.
#   npm_package.sh NTK SOURCE_DIR
ntk=$1 source=$2
. "$(dirname "$0")/common.sh"
command -v node > /dev/null && command -v npm > /dev/null || { echo "SKIPPED: there is no node with npm here"; exit 77; }
tarball=$(ls "$source"/build/wasm/npm/ntk-*.tgz 2> /dev/null) || { echo "SKIPPED: there is no package; run wasm/build"; exit 77; }

npm install --offline --no-audit --no-fund "$tarball" > log 2>&1 || fail "the package cannot be installed: $(cat log)"
[ -e node_modules/ntk/ntk.wasm ] && [ ! -e node_modules/ntk/pack.mjs ] || fail "other files: $(ls node_modules/ntk)"
[ "$(ls node_modules | wc -l)" = 1 ] || fail "it brings other packages"

# The first block of JavaScript is the example, and the block after it what it prints.
awk '/^```/ { inside = !inside; if (inside) block = $0 == "```js" ? "example.mjs" : block == "example.mjs" ? "wanted" : "none"; next }
     inside { print > (block) }
     block == "wanted" && !inside { exit }' node_modules/ntk/README.md
[ -s example.mjs ] && [ -s wanted ] || fail "the README has no example"
expect 0 node example.mjs
diff wanted out || fail "the README's example prints something else"

# A table of numbers, of which some take 17 digits; and its rows as training and test.
node -e 'const rows = Array.from({ length: 90 }, (_, i) => [Math.sin(i), Math.sin(3 * i) * 7 + 1e-7 * i, (i * 37) % 101, Math.cos(i / 5)]);
const text = (some, width, head) => [head, ...some.map((row) => row.slice(0, width))].map((r) => r.join(",") + "\n").join("");
const { writeFileSync } = require("fs");
writeFileSync("x.csv", text(rows, 3, ["a", "b", "c"]));
writeFileSync("z.csv", text(rows.slice(60), 3, ["a", "b", "c"]));
writeFileSync("train.csv", text(rows.slice(0, 60), 4, ["a", "b", "c", "y"]));
writeFileSync("table.csv", text(rows, 4, ["x1", "x2", "x3", "y"]));
writeFileSync("rows.json", JSON.stringify(rows));'
for kind in ntk nngp; do
  expect 0 "$ntk" kernel x.csv --kind $kind --hidden-layers 3 --activation gelu --bias-variance 0.1 --out $kind.npy
  expect 0 "$ntk" kernel x.csv z.csv --kind $kind --hidden-layers 2 --weight-variance 1.5 --out $kind.z.npy
  for ridge in tuned 0.01; do
    expect 0 "$ntk" predict train.csv z.csv --target y --kind $kind --hidden-layers 2 --activation erf --ridge $ridge --out $kind.$ridge.csv
  done
done
expect 0 "$ntk" predict train.csv z.csv --target y --kind network --width 32 --epochs 20 --seed 3 --out network.csv
expect 0 "$ntk" compare table.csv --target y --hidden-layers 1,2 --width 16 --splits 2 --steps 32 --epochs 5 --training-points 40
sed -n 's/^bits: \([0-9a-f]*\) .*/\1/p' out > bits
cp "$source/tests/scripts/npm_package.mjs" check.mjs
expect 0 node check.mjs
cat out

# The types hold the README's example, and what is in the file beside this one.
"$source/paper/install" "$source/tests/browser" || fail "TypeScript cannot be installed"
cp "$source/tests/scripts/npm_package.ts" types.mts && cp example.mjs example.mts
"$source/tests/browser/node_modules/.bin/tsc" --noEmit --strict --target es2022 --module nodenext --lib es2022,dom --useUnknownInCatchVariables false \
  types.mts example.mts > types 2>&1 ||
  fail "the types differ: $(cat types)"
