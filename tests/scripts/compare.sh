#!/bin/bash
# ntk compare, on two tables in different styles of CSV, gives a table of errors, a verdict, a report that stands alone,
# and a folder that replays to the same hashes without the original.
#   compare.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"
small="--width 16 --splits 2 --steps 32 --epochs 5 --training-points 40 --hidden-layers 1,2"

awk 'BEGIN { srand(1); OFS = ","; print "\"size, m2\"", "age", "origin", "price"
  for (i = 0; i < 90; ++i) { a = rand(); b = rand(); print a, i % 30 == 7 ? "NA" : b, i % 2 ? "usa" : "japan", 3 * a + b * b } }' > "my houses.csv"
awk 'BEGIN { srand(2); OFS = ";"; print "x1", "x2", "y"
  for (i = 0; i < 80; ++i) { a = rand(); b = rand(); print a, b, a - b } }' | sed 's/\./,/g; s/$/\r/' > semicolons.csv

for refusal in "--target price" "--target price --drop-missing" "--target z --drop-missing --one-hot" \
  "--target price --drop-missing --one-hot --training-points 80"; do
  expect 2 "$ntk" compare "my houses.csv" $refusal
  [ "$(grep -c '^ntk: error: my houses.csv:' err)" = 1 ] && [ ! -e results ] || fail "$refusal: $(cat err)"
done

# Options are refused by their own flags, before anything is read or written.
for wrong in "--width 0" "--hidden-layers 2" "--hidden-layers 3,1" "--splits 1" "--training-points 3" "--seed 9999999999"; do
  expect 2 "$ntk" compare none.csv --target price $wrong
  [ "$(wc -l < err)" = 1 ] && grep -Eq "^ntk: error: ${wrong% *} .+; .+" err && [ ! -e results ] || fail "$wrong: $(cat err)"
  cat err
done
expect 2 "$ntk" compare "my houses.csv" --target price --drop-missing --one-hot --training-points 80
grep -q ' 87 rows are too few for 80 to train on and 20 to test on; .*(--training-points)$' err || fail "$(cat err)"
expect 0 "$ntk" compare --help
grep -q 'Of the hidden layers; 1 to 65536$' out || fail "no range in the help: $(cat out)"

# compared NAME ARGUMENTS…
compared() {
  local name=$1
  shift
  expect 0 "$ntk" compare "$@" $small
  grep -Eq "^2 +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+$" out && grep -q "Laplace kernel [0-9.]" out || fail "no table: $(cat out)"
  grep -q "predict as its NTK does? In the theory.s regime .* (median gap [0-9.]*)" out || fail "no verdict: $(cat out)"
  sed -n '/^NMSE/,$p' out
  local page=results/$name/report.html
  [ "$(grep -c '<figure>' "$page")" -ge 4 ] && grep -q "replay" out || fail "the report lacks figures"
  ! grep -Eq '<(script|link|img|iframe)\b|url\(|@import' "$page" || fail "the report loads something"
  cp "results/$name/manifest.json" manifest.json
}
compared compare-my-houses "my houses.csv" --target price --drop-missing --one-hot
bits=$(grep "^bits:" out)
cp "my houses.csv" theirs.csv
compared compare-theirs theirs.csv --target price --drop-missing --one-hot
[ "$(grep "^bits:" out)" = "$bits" ] || fail "under another name the same rows have other hashes"
cp results/compare-my-houses/manifest.json manifest.json
rm "my houses.csv" && rm -r results/store
expect 0 "$ntk" reproduce --studies results --profile compare-my-houses --results results
cmp manifest.json results/compare-my-houses/manifest.json || fail "the replay gives other hashes"
compared compare-semicolons semicolons.csv --target y --ladder
[ "$(grep -c '<figure>' results/compare-semicolons/report.html)" = 5 ] || fail "the ladder has no figure"
