#!/bin/bash
# The profile `quick` has its expected hashes on every instruction set that this machine has, on one thread and on two.
#   verify_instruction_sets.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

expect 0 "$ntk" info
available=$(sed -En 's/^instruction set .*here: (.*)\)$/\1/p' out)
[ -n "$available" ] || fail "ntk info does not tell the instruction sets"
for set in sse2 avx2 avx512 neon; do
  case " $available " in *" $set "*) ;; *) echo "$set: SKIPPED, this machine lacks it"; continue ;; esac
  for threads in 1 2; do
    expect 0 env NTK_SIMD=$set NTK_THREADS=$threads "$ntk" verify --profile quick --certificate certificate.json
    grep "^quick: .*($set, $threads thread" out || fail "not the instruction set and threads asked for: $(tail -n 3 out)"
    grep -q '"all_match": true' certificate.json && grep -q "\"instruction_set\": \"$set\"" certificate.json ||
      fail "the certificate says otherwise: $(grep -E 'all_match|instruction_set' certificate.json)"
  done
done
