#!/bin/bash
# reference.sh SOURCE_DIR
#
# Doxygen makes the reference of the public headers without a warning. First the check must prove that it can fail: on a
# header whose comment names a parameter that does not exist.
. "$(dirname "$0")/common.sh"
source_dir=$1

# Makes the pages of a folder's core/ in this test's folder.
reference_of() {
  (cd "$1" && { cat "$source_dir/core/Doxyfile"; echo "OUTPUT_DIRECTORY = $work/reference"; } | doxygen - > "$work/log" 2>&1)
}

mkdir -p wrong/core reference
echo "# core" > wrong/core/README.md
printf '#pragma once\n/// A function.\n/// @param y there is none\nint f(int x);\n' > wrong/core/wrong.hpp
if reference_of "$work/wrong"; then fail "a comment on a parameter that there is not was not noticed"; fi
reference_of "$source_dir" || fail "doxygen core/Doxyfile has warnings:
$(head -n 20 "$work/log")"
[ -f reference/html/namespacentk_1_1kernels.html ] || fail "the reference lacks the kernels"
echo "reference.sh: $(find reference/html -name '*.html' | wc -l) pages"
