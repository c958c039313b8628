#!/bin/sh
# core_symbols.sh ARCHIVE COMPILER NM
#
# The numeric contract, clause 3: no object of core/ refers to a function of libm other than sqrt, fabs, floor, ceil,
# trunc, round. The names come from libm itself, so that none is forgotten; its vector twins (_ZGV…) count too.
# First the check must prove that it can fail: on an object that calls exp, and only on that.
set -eu
archive=$1 compiler=$2 nm=$3
allowed='^(sqrt|fabs|floor|ceil|trunc|round)$'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$nm" -D --defined-only "$("$compiler" -print-file-name=libm.so.6)" | awk '{ sub(/@.*/, "", $3); print $3 }' |
    grep -Ev "$allowed|^GLIBC_" | sort -u >"$work/forbidden"

# Prints OBJECT: NAME for each forbidden reference.
references() {
    "$nm" -A --undefined-only "$1" |
        awk 'NR == FNR { forbidden[$1]; next }
             $NF in forbidden || $NF ~ /^_ZGV/ { sub(/^.*\//, "", $1); print $1, $NF }' "$work/forbidden" -
}

fail() {
    echo "core_symbols.sh: $1" >&2
    exit 1
}

"$compiler" -x c++ -O1 -fno-math-errno -c -o "$work/bad.o" - <<'CODE'
#include <cmath>
double bad(double x) { return std::exp(x); }
CODE
"$compiler" -x c++ -O1 -c -o "$work/good.o" - <<'CODE'
#include <cmath>
double good(double x) { return std::sqrt(x) + std::fabs(x) + std::floor(x) + std::trunc(x) + std::round(x); }
CODE
[ -n "$(references "$work/bad.o")" ] || fail "an object that calls exp was not noticed: the check is broken"
[ -z "$(references "$work/good.o")" ] || fail "an object that calls only sqrt and roundings was refused: the check is broken"
"$nm" "$archive" | grep -q ' T ' || fail "$archive defines nothing"

found=$(references "$archive")
if [ -n "$found" ]; then
    echo "$found" >&2
    fail "core/ calls these functions of libm; use those of core/numeric (numeric contract, clause 3)"
fi
echo "core_symbols.sh: $(wc -l <"$work/forbidden") names of libm, none of them in $archive"
