#!/bin/bash
# The command without the tree that it was built from. Installed, it verifies, and writes a report, from files of its own;
# copied alone, it names the option or the installation that would help.
#   installed.sh NTK SOURCE_DIR BUILD_DIR
ntk=$(realpath "$1") source=$(realpath "$2") build=$(realpath "$3")
. "$(dirname "$0")/common.sh"

# The binary, but of a source tree that is gone.
expect 0 cmake --install "$build" --prefix prefix
LC_ALL=C sed "s|$source|${source%?}%|g" "$ntk" > orphan && chmod +x orphan
cp orphan prefix/bin/ntk

expect 0 prefix/bin/ntk info
grep -q "^files  *$work/prefix/share/ntk$" out || fail "other files are read: $(cat out)"
expect 0 prefix/bin/ntk verify
sed -i '0,/: "[0-9a-f]/s//: "x/' prefix/share/ntk/paper/expected/quick.json
expect 1 prefix/bin/ntk verify

expect 2 ./orphan verify
grep -Fq "(--expected)" err && grep -Fq "there is no such file" err && [ "$(wc -l < err)" = 1 ] || fail "verify: $(cat err)"
expect 2 ./orphan reproduce --results none
grep -Fq "(--studies)" err && [ ! -e none ] || fail "reproduce: $(cat err)"

awk 'BEGIN { srand(1); print "a,b,y"; for (i = 0; i < 60; i++) { a = rand(); b = rand(); print a "," b "," a * b } }' > table.csv
compare="compare table.csv --target y --splits 2 --training-points 30 --width 16 --steps 20 --epochs 20 --hidden-layers 1,2"
expect 2 ./orphan $compare --results alone
grep -Fq "cmake --install" err && [ -s alone/compare-table/report.json ] || fail "compare: $(cat err)"
if command -v node > /dev/null && [ -d "$source/paper/node_modules" ]; then
  expect 0 prefix/bin/ntk $compare --results installed
  [ -s installed/compare-table/report.html ] || fail "there is no report"
fi
