#!/bin/bash
# An error of one ulp in one constant of one kernel (π in the dual activations) makes verification fail: exit status 1,
# and the first number that differs is named with both values to the bit.
#   one_ulp.sh NTK SOURCE_FOLDER BUILD_FOLDER NINJA
# Only that file is compiled again, by the build's own commands, and linked before the library that has the right one.
ntk=$1 source_folder=$2 build_folder=$3 ninja=$4
. "$(dirname "$0")/common.sh"

kernel=$source_folder/core/kernels/dual_activation.simd.cpp
pi="using duals::pi;" next="constexpr double pi = 0x1.921fb54442d19p+1;" # π, and the double above it
[ "$(grep -c "^$pi" "$kernel")" = 1 ] || fail "$kernel no longer has the one constant that this test changes"
sed "s/^$pi/$next/" "$kernel" > faulty.cpp

"$ninja" -C "$build_folder" -t commands "${ntk#"$build_folder"/}" > commands || fail "cannot ask the build for its commands"
objects=""
while read -r command; do
  object=$work/$(echo "$objects" | wc -w).o
  command=${command/-c $kernel/-c $work/faulty.cpp}
  (cd "$build_folder" && eval "$(echo "$command" | sed -E "s| -o [^ ]+| -o $object|; s| -MF [^ ]+| -MF $object.d|")") ||
    fail "cannot compile: $command"
  objects+=" $object"
done < <(grep -- "-c $kernel" commands)
[ -n "$objects" ] || fail "the build has no command that compiles $kernel"
link=$(tail -n 1 commands | sed -E "s|-o [^ ]+|-o $work/faulty $objects|")
(cd "$build_folder" && eval "$link") || fail "cannot link: $link"

expect 0 "$ntk" verify --profile quick
expect 1 ./faulty verify --profile quick --certificate certificate.json
sed -n '/^first difference/,$p' out
grep -q "^first difference: " out && grep -Eq "first differing number: [^ ]+\[[0-9, ]+\]" out ||
  fail "the first differing number is not named: $(tail out)"
for side in expected computed; do
  grep -Eq "^ +$side +-?[0-9.e+-]+ +0x[0-9a-f]{16} +-?0x[01](\.[0-9a-f]+)?p[+-][0-9]+$" out ||
    fail "the $side value is not there in decimal, bits and hexadecimal: $(tail out)"
done
[ "$(wc -l < err)" = 1 ] && grep -q "artifacts differ" err || fail "not one line of error: $(cat err)"
grep -q '"all_match": false' certificate.json || fail "the certificate says that all match"
