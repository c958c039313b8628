#!/bin/bash
# Files of the store are damaged: cut short, a bit flipped, swapped, removed. The next run names them, computes them
# again, and ends with the same hashes. Two runs that fill one store at the same time do not disturb each other.
#   damaged_store.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

expect 0 "$ntk" reproduce
cp results/quick/manifest.json reference.json
[ ! -s err ] || fail "warnings on a new store: $(cat err)"

# recovers FILE…: the next run names these files and only these, and the run after it finds nothing to do.
recovers() {
  local computed file
  expect 0 "$ntk" reproduce
  for file in "$@"; do
    grep -q "^ntk: warning: $file:1: .*computed again" err || fail "$file is not named: $(cat err)"
  done
  cmp results/quick/manifest.json reference.json || fail "other hashes than before"
  [ "$(grep -c . err)" = $# ] || fail "other warnings than for $*: $(cat err)"
  computed=$(sed -En 's/^quick: ([0-9]+) stages computed.*/\1/p' out)
  [ "$computed" = $# ] || fail "$computed stages were computed, $# were lost"
  cat err
  expect 0 "$ntk" reproduce
  grep -q "^quick: 0 stages computed" out && [ ! -s err ] || fail "the damage was not mended: $(tail -n 3 out err)"
}

# Takes objects that only one key has, so that each costs one stage.
mapfile -t objects < <(cut -d' ' -f2 results/store/keys/*/* | sort | uniq -u |
  sed -E 's|^(..)(.*)$|results/store/objects/\1/\1\2.json|')
[ ${#objects[@]} -gt 20 ] || fail "only ${#objects[@]} objects"
key=$(ls results/store/keys/*/* | head -n 1)
other_key=$(ls results/store/keys/*/* | tail -n 1)

echo "cut short"
truncate -s -1 "${objects[0]}"
recovers "${objects[0]}"
: > "${objects[1]}"
recovers "${objects[1]}"
echo "a bit flipped"
size=$(stat -c %s "${objects[2]}")
byte=$(od -An -tu1 -j $((size / 2)) -N 1 "${objects[2]}")
printf "\\x$(printf %x $((byte ^ 1)))" | dd of="${objects[2]}" bs=1 seek=$((size / 2)) conv=notrunc status=none
recovers "${objects[2]}"
echo "swapped"
mv "${objects[3]}" swap && mv "${objects[4]}" "${objects[3]}" && mv swap "${objects[4]}"
recovers "${objects[3]}" "${objects[4]}"
echo "gone"
rm "${objects[5]}"
recovers "${objects[5]}"
echo "entries: cut short, swapped"
truncate -s 70 "$key"
recovers "$key"
mv "$key" swap && mv "$other_key" "$key" && mv swap "$other_key"
recovers "$key" "$other_key"

echo "two runs at once"
rm -r results
"$ntk" reproduce > other.out 2> other.err &
expect 0 "$ntk" reproduce
wait $! || fail "the other run failed: $(cat other.err)"
[ ! -s err ] && [ ! -s other.err ] || fail "warnings: $(cat err other.err)"
cmp results/quick/manifest.json reference.json || fail "other hashes than before"
expect 0 "$ntk" reproduce
grep -q "^quick: 0 stages computed" out || fail "the store is not full: $(tail -n 9 out)"
