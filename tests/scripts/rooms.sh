#!/bin/bash
# rooms.sh SOURCE_DIR
#
# The rooms of core/: includes follow the arrows (a room may use the rooms that are listed here, and of another room's
# folders only what is listed). core/ uses no file, clock, terminal, thread or generator of the system. No source is
# longer than 500 lines. First the check must prove that it can fail.
. "$(dirname "$0")/common.sh"
source_dir=$1

cat > arrows <<'ROOMS'
error
numeric     error
random      error numeric
blas        error numeric
data        error numeric random
kernels     error numeric blas
network     error numeric random blas
training    error numeric random network
regression  error numeric random blas
statistics  error numeric
flow        error numeric
judgement   error numeric statistics flow
studies     error numeric random blas data kernels network training regression statistics flow judgement
pipeline    error numeric random blas data kernels network training regression statistics flow judgement studies
ntk.hpp     error numeric random kernels network training regression statistics
wasm        error numeric random blas data kernels network training regression statistics flow judgement studies
ROOMS
forbidden='fstream|iostream|filesystem|chrono|ctime|thread|mutex|random|cfenv|unordered_map|unordered_set'

# Reads lines FILE:#include…, prints those against the arrows. A study's folder is a room of its own: it
# stands on core/studies/shared, none on another, and nothing in core/studies includes one: the registry names them.
against_the_arrows() {
  awk -F: -v forbidden="<($forbidden)>" '
    function room(path, parts, n) {
      n = split(path, parts, "/")
      study = parts[2] == "studies" && n > 3 && parts[3] != "shared" ? parts[3] : ""
      return parts[1] == "core" ? parts[2] : parts[1]
    }
    NR == FNR { n = split($0, names, " "); for (i = 1; i <= n; ++i) may[names[1], names[i]]; next }
    /^core\// && $2 ~ forbidden { print; next }
    $2 !~ /"/ { next }
    {
      split($2, quoted, "\"")
      if (quoted[2] !~ /^(core|pipeline|wasm)\//) { print; next }
      from = room($1); from_study = study
      to = room(quoted[2])
      if (!((from, to) in may)) print
      else if (from == "studies" && study != "" && from_study != study) print
      else if (from_study != "" && quoted[2] == "core/studies/registry.hpp") print
    }' arrows -
}

refused() {
  [ -n "$(echo "$1" | against_the_arrows)" ] || fail "not noticed: $1"
}
refused 'core/kernels/a.cpp:#include "core/studies/registry.hpp"'
refused 'core/statistics/a.cpp:#include "core/blas/gemm.hpp"'
refused 'core/studies/a.cpp:#include "pipeline/files.hpp"'
refused 'wasm/a.cpp:#include "pipeline/files.hpp"'
refused 'core/studies/depth/a.cpp:#include "core/studies/width/width.hpp"'
refused 'core/studies/a.cpp:#include "core/studies/width/width.hpp"'
refused 'core/studies/depth/a.cpp:#include "core/studies/registry.hpp"'
refused 'core/data/a.cpp:#include <fstream>'
refused 'core/data/a.cpp:#include "csv.hpp"'
[ -z "$(echo 'core/studies/depth/a.cpp:#include "core/studies/shared/regime.hpp"' | against_the_arrows)" ] ||
  fail "a study may stand on core/studies: the check is broken"

cd "$source_dir"
find core pipeline wasm -name '*.[ch]pp' -o -name '*.h' | sort > "$work/sources"
[ "$(wc -l < "$work/sources")" -gt 100 ] || fail "there are no sources in $source_dir"
includes=$(xargs -a "$work/sources" grep -oE '^ *#include *[<"][^>"]*[>"]' | (cd "$work" && against_the_arrows))
[ -z "$includes" ] || fail "includes against the arrows of README.md:
$includes"

find . -path ./build -prune -o -path ./results -prune -o -name node_modules -prune -o -path ./.git -prune -o \
  -type f -not -name '*.json' -not -name '*.csv' -not -name '*.png' -not -name '*.values' -not -path '*/corpus/*' -print0 |
  xargs -0 wc -l | awk '$1 > 500 && $2 != "total"' > "$work/long"
[ ! -s "$work/long" ] || fail "longer than 500 lines, part them:
$(cat "$work/long")"
echo "rooms.sh: $(wc -l < "$work/sources") sources follow the arrows"
