#!/bin/bash
# Random problems give the same bits on every instruction set of this machine, on one, two and five threads. Stops at the
# first difference and says how to replay it.
#   fuzz.sh FUZZ [CASES] [SEED]
fuzz=$(realpath "$1")
cases=${2:-400} seed=${3:-1}
. "$(dirname "$0")/../scripts/common.sh"

first=
for set in avx512 avx2 sse2 neon; do
  NTK_SIMD=$set "$fuzz" 0 0 1 > /dev/null 2> err || { grep -q "is not available here" err || fail "$set: $(cat err)"; continue; }
  for threads in 1 2 5; do
    setting="NTK_SIMD=$set NTK_THREADS=$threads"
    expect 0 env $setting "$fuzz" "$seed" 0 "$cases"
    if [ -z "$first" ]; then
      first=$setting
      mv out wanted
    elif ! cmp -s wanted out; then
      case=$(diff wanted out | sed -n '2s/^[<>] \([0-9]*\).*/\1/p')
      fail "case $case differs between instruction sets or threads:
$(grep "^$case " wanted out)
Replay: $first $fuzz $seed $case 1
        $setting $fuzz $seed $case 1"
    fi
  done
done
[ -n "$first" ] || fail "no instruction set ran"
[ "$(wc -l < wanted)" = "$cases" ] || fail "$(wc -l < wanted) lines for $cases cases"
echo "$cases cases: $(sha256sum < wanted)"
