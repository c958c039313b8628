#!/bin/bash
# `ntk reproduce --shard I/N` runs for all I at once and into one folder, and then a run gathers. The hashes are the
# same, little is computed twice, and little is left to the last run. A lost shard costs nothing but time.
#   shards.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

computed() { sed -En 's/^quick.*: ([0-9]+) stages computed.*/\1/p' "$@"; }

expect 0 "$ntk" reproduce --results alone
stages=$(computed out)
for count in 2 3 7; do
  shards=""
  for i in $(seq $count); do
    "$ntk" reproduce --results together --shard $i/$count > shard.$i.out 2> shard.$i.err &
    shards+=" $!"
  done
  for shard in $shards; do wait "$shard" || fail "a shard of $count failed: $(cat shard.*.err)"; done
  [ ! -s shard.1.err ] && [ ! -e together/quick ] || fail "a shard warns or gives results: $(cat shard.*.err)"
  sum=$(($(computed shard.*.out | paste -sd+)))
  expect 0 "$ntk" reproduce --results together
  cmp together/quick/manifest.json alone/quick/manifest.json || fail "$count shards give other hashes"
  echo "$count shards: $sum stages computed, $(computed out) by the gathering, of $stages"
  # Only what a cut runs through is computed twice; errors, tables and figures are left to the gathering.
  [ $((sum - stages)) -le $((stages / 20)) ] && [ "$(computed out)" -le $((stages / 10)) ] || fail "too much done twice or left"
  rm -r together
done

expect 0 "$ntk" reproduce --results together --shard 2/3
expect 0 "$ntk" reproduce --results together
cmp together/quick/manifest.json alone/quick/manifest.json || fail "one shard of three and a gathering give other hashes"

for shard in 0/4 5/4 1 1/ /4 1/4x -1/4 1/0; do
  expect 2 "$ntk" reproduce --results refused "--shard=$shard"
  [ "$(wc -l < err)" = 1 ] && grep -q "^ntk: error: .*I/N" err && [ ! -e refused ] || fail "--shard=$shard: $(cat err)"
done
