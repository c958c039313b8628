#!/bin/bash
# core_fused.sh ARCHIVE COMPILER OBJDUMP
#
# Only the inner products of core/ and the exact errors of its products fuse a multiplication with an addition, where the
# source says so (core/README.md). In the disassembly of core/ no other object holds a fused instruction. Nor do some
# functions in the objects of inner products: the update of rank two, the rotations and the summing of rotated rows. First
# the check must prove that it can fail: on an object whose compiler was free to fuse, and only on that.
archive=$1 compiler=$2 objdump=$3
. "$(dirname "$0")/common.sh"
[ "$(uname -m)" = x86_64 ] || exit 77
set -e
fusing="gemm_kernel gemv_kernel trsm_kernel potrf_kernel syevd_kernel reduce narrow_layer input_pairs"
products="^(${fusing// /|})\\.simd\\.cpp\\.o\$"
elementwise='8rank_two|6rotate|12rotate_strip'

# Prints OBJECT FUNCTION, for each function that holds a fused instruction.
fused() {
  "$objdump" --disassemble --no-show-raw-insn "$1" |
    awk '/file format/ { sub(/:.*/, ""); sub(/^.*\//, ""); object = $0 }
         /^[0-9a-f]+ <.*>:$/ { name = $2 }
         /\tv?fn?m(add|sub|addsub|subadd)[0-9ps]/ { print object, name }' | sort -u
}
# Prints those of them that may not.
wrong() {
  fused "$1" | awk -v products="$products" -v elementwise="$elementwise" '$1 !~ products || $2 ~ elementwise'
}

code='double sum(double a, double b, double c) { return a * b + c; }'
"$compiler" -x c++ -O2 -mfma -ffp-contract=fast -c -o bad.o - <<< "$code"
"$compiler" -x c++ -O2 -mfma -ffp-contract=off -c -o good.o - <<< "$code"
[ -n "$(wrong bad.o)" ] || fail "an object with a fused sum was not noticed: the check is broken"
[ -z "$(wrong good.o)" ] || fail "an object without was refused: the check is broken"

fused "$archive" > found
for object in $fusing; do
  grep -q "^$object\.simd" found || fail "$object.simd.cpp fuses nothing: an inner product lost its instruction"
done
if [ -n "$(wrong "$archive")" ]; then
  wrong "$archive" >&2
  fail "these fuse a multiplication with an addition and are no inner product (numeric contract, clause 1)"
fi
echo "core_fused.sh: $(wc -l < found) functions fuse, all where they may"
