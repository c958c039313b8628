#!/bin/bash
# When `ntk reproduce` is killed at KILLS random moments, the next run ends with the same hashes and computes only what
# was lost. Ctrl-C ends it cleanly with exit status 3.
#   interrupted.sh NTK KILLS
ntk=$1 kills=$2
reproduce="$ntk reproduce --studies $(dirname "$(realpath "$0")") --profile small"
. "$(dirname "$0")/common.sh"

kept_in_store() { find "$1/store/keys" -type f ! -name '.*' 2> /dev/null | wc -l; }

# Runs to the end in folder $1. It must get the reference's hashes and keep what is in its store.
finish() {
  local before computed kept
  before=$(kept_in_store "$1")
  expect 0 $reproduce --results "$1"
  read -r computed kept < <(sed -En 's/^small: ([0-9]+) stages computed, ([0-9]+) kept.*/\1 \2/p' out)
  [ "$kept" = "$before" ] || fail "$before stages were in the store, $kept were kept"
  [ "$((kept + computed))" = "$stages" ] || fail "$kept kept and $computed computed are not the $stages stages"
  cmp "$1/small/manifest.json" reference/small/manifest.json || fail "other hashes after the interruption"
  [ ! -s err ] || fail "warnings: $(cat err)"
  echo "  $kept kept, $computed computed"
}

begin=$(date +%s%N)
expect 0 $reproduce --results reference
duration=$((($(date +%s%N) - begin) / 1000000))
stages=$(kept_in_store reference)
[ "$stages" -gt 100 ] || fail "only $stages stages"
echo "$stages stages in $duration ms"

for i in $(seq "$kills"); do
  moment=$((RANDOM * duration / 32768))
  $reproduce --results "killed$i" > /dev/null 2>&1 &
  process=$!
  sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
  kill -KILL $process 2> /dev/null
  wait $process 2> /dev/null
  echo "killed after $moment ms"
  finish "killed$i"
done

# Ctrl-C comes once some stages are done. One thread is used, so that the end is not near yet.
NTK_THREADS=1 $reproduce --results stopped > stopped.out 2> stopped.err &
process=$!
until [ "$(wc -l < stopped.out)" -ge 5 ]; do sleep 0.01; done
kill -INT $process
wait $process
status=$?
[ $status = 3 ] || fail "exit status $status after SIGINT, expected 3: $(cat stopped.err)"
grep -q "run the same command again" stopped.err || fail "does not say how to go on: $(cat stopped.err)"
echo "stopped by SIGINT"
finish stopped
