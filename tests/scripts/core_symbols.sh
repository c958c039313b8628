#!/bin/bash
# core_symbols.sh ARCHIVE COMPILER NM
#
# No object of core/ refers to a function of libm other than sqrt, fabs, floor, ceil, trunc and round (core/README.md).
# The names come from libm itself, so that none is forgotten; its functions for vectors (_ZGV…) count too.
# First the check must prove that it can fail: on an object that calls exp, and only on that.
archive=$1 compiler=$2 nm=$3
. "$(dirname "$0")/common.sh"
set -e
allowed='^(sqrt|fabs|floor|ceil|trunc|round)$'

"$nm" -D --defined-only "$("$compiler" -print-file-name=libm.so.6)" | awk '{ sub(/@.*/, "", $3); print $3 }' |
  grep -Ev "$allowed|^GLIBC_" | sort -u >forbidden

# Prints OBJECT: NAME for each forbidden reference.
references() {
  "$nm" -A --undefined-only "$1" |
    awk 'NR == FNR { forbidden[$1]; next }
       $NF in forbidden || $NF ~ /^_ZGV/ { sub(/^.*\//, "", $1); print $1, $NF }' forbidden -
}

"$compiler" -x c++ -O1 -fno-math-errno -c -o bad.o - <<'CODE'
#include <cmath>
double bad(double x) { return std::exp(x); }
CODE
"$compiler" -x c++ -O1 -c -o good.o - <<'CODE'
#include <cmath>
double good(double x) { return std::sqrt(x) + std::fabs(x) + std::floor(x) + std::trunc(x) + std::round(x); }
CODE
[ -n "$(references bad.o)" ] || fail "an object that calls exp was not noticed: the check is broken"
[ -z "$(references good.o)" ] || fail "an object that calls only sqrt and roundings was refused: the check is broken"
"$nm" "$archive" | grep ' T ' > /dev/null || fail "$archive defines nothing"

found=$(references "$archive")
if [ -n "$found" ]; then
  echo "$found" >&2
  fail "core/ calls these functions of libm; use those of core/numeric (numeric contract, clause 3)"
fi
echo "core_symbols.sh: $(wc -l <forbidden) names of libm, none of them in $archive"
