#!/bin/bash
# Every result of core/blas has the same bits on every instruction set that this machine has, on one, two and five
# threads.
#   blas_bits.sh BLAS_BITS
bits=$(realpath "$1")
. "$(dirname "$0")/common.sh"

wanted=
for set in sse2 avx2 avx512 neon; do
  NTK_SIMD=$set "$bits" > /dev/null 2> err || { grep -q "is not available here" err || fail "$set: $(cat err)"; continue; }
  for threads in 1 2 5; do
    expect 0 env NTK_SIMD=$set NTK_THREADS=$threads "$bits"
    found=$(cat out)
    : "${wanted:=$found}"
    [ "$found" = "$wanted" ] || fail "$set, $threads threads: $found, elsewhere $wanted"
    echo "$set, $threads threads: $found"
  done
done
[ -n "$wanted" ] || fail "no instruction set ran"
