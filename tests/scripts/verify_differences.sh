#!/bin/bash
# `ntk verify` notices an artifact that is not expected, one that is missing, another hash, and other studies. Each ends
# with exit status 1 and names the first artifact concerned. (one_ulp.sh tests another number.)
#   verify_differences.sh NTK SOURCE_FOLDER
ntk=$1 source_folder=$2
. "$(dirname "$0")/common.sh"

mkdir expected studies
cp -r "$source_folder/pipeline/studies/quick" studies
sed -i "s|\.\./\.\./data|$source_folder/pipeline/data|" studies/quick/*.toml

# differs SED_SCRIPT PATTERN…: with the manifest changed by the script, what verify says matches each pattern.
differs() {
  sed "$1" "$source_folder/paper/expected/quick.json" > expected/quick.json
  cmp -s "$source_folder/paper/expected/quick.json" expected/quick.json && fail "nothing changed by: $1"
  shift
  expect 1 "$ntk" verify --expected expected
  for pattern in "$@"; do
    grep -q -- "$pattern" out err || fail "\"$pattern\" is not in: $(cat out err | grep -v '^\[')"
  done
  sed -n '/^first difference/,$p' out
}
first="depth\/sphere\/split=0"
differs "/\"$first\":/d" "^first difference: $first$" "not expected" "depth/sphere: .*, 1 differs" "1 artifact differs"
differs "s/\"$first\":/\"depth\/another\":&/; s/\"depth\/another\":\(\"$first\": \)\(\"[0-9a-f]*\"\)/\"depth\/another\": \2,\n\1\2/" \
  "^first difference: depth/another$" "missing"
differs "s/\(\"$first\": \"\)../\1zz/" "^first difference: $first$" "expected  zz" "computed  "

# The artifacts are those of the manifest, but the study files say something else.
cp "$source_folder"/paper/expected/quick.* expected
expect 1 "$ntk" verify --expected expected --studies studies
grep -q "study files are not those" out || fail "other study files are not noticed: $(tail -n 3 out)"
sed -i 's/^seed = .*/seed = 1/' studies/quick/depth.toml
expect 1 "$ntk" verify --expected expected --studies studies
grep -q "^first difference: $first$" out && grep -q "first differing number: x_test\[0, 0\]" out ||
  fail "another seed is not noticed at the first number: $(grep -v '^\[' out)"
