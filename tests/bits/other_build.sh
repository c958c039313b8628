#!/bin/bash
# Another build of core/ passes the unit tests and computes the same bits, for random problems and for the artifacts of
# the studies in STUDIES (small.json, or a manifest). PRESET is for another machine under qemu, another optimization
# level, or sanitizers.
#   other_build.sh SOURCE_DIR PRESET FUZZ REPLAY STUDIES
source_folder=$1 preset=$2 fuzz=$(realpath "$3") replay=$(realpath "$4") studies=$(realpath "$5")
. "$(dirname "$0")/../scripts/common.sh"
run=
if [ "$preset" = aarch64 ]; then
  for tool in aarch64-linux-gnu-g++ qemu-aarch64; do
    command -v $tool > /dev/null || { echo "no $tool here"; exit 77; }
  done
  run="qemu-aarch64 -L /usr/aarch64-linux-gnu"
fi

(cd "$source_folder" && cmake --preset "$preset" && cmake --build --preset "$preset" --target fuzz replay units) > log 2>&1 ||
  fail "the preset $preset does not build:
$(tail -n 20 log)"
built=$source_folder/build/$preset/tests/bits

"$fuzz" 1 0 300 > wanted || fail "fuzz, this build"
$run "$built/fuzz" 1 0 300 > found || fail "fuzz, preset $preset"
diff wanted found > differences || fail "random problems differ ($run $built/fuzz 1 NUMBER 1):
$(head -n 5 differences)"

# An emulated machine takes a hundred times as long.
ctest --test-dir "$source_folder/build/$preset" --output-on-failure --no-tests=error --timeout 9000 \
  --parallel "$(nproc)" -R '^(unit_.*|fuzz)$' > tests ||
  fail "tests, preset $preset:
$(tail -n 40 tests)"

mkdir here there
"$replay" "$studies" "$source_folder/pipeline/data" here || fail "replay, this build"
$run "$built/replay" "$studies" "$source_folder/pipeline/data" there || fail "replay, preset $preset"
diff -rq here there > differences || fail "artifacts differ:
$(head -n 5 differences)"
[ "$(find here -type f | wc -l)" -gt 30 ] || fail "hardly an artifact was computed"
echo "300 random problems and $(find here -type f | wc -l) artifacts have the same bits, preset $preset"
