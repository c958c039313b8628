#!/bin/bash
# No name has two definitions in `ntk`. The linker sees the whole program at once (preset lto) and would say so. The
# command that is built in this way, without optimisation, computes the bits of the profile quick, so nothing depends on
# what an optimizer inlines.
#   one_definition.sh SOURCE_DIR
source_folder=$1
. "$(dirname "$0")/common.sh"

# First the compiler must prove that it notices two classes of one name.
echo 'namespace n { struct Table { int rows = 1; }; } int f() { return n::Table().rows; }' > a.cpp
echo 'namespace n { struct Table { double sum = 2; }; } int f(); int main() { return int(n::Table().sum) + f(); }' > b.cpp
if g++ -std=c++20 -flto -Werror=odr a.cpp b.cpp -o two 2> err; then fail "two definitions are not noticed"; fi
grep -q "violates the C++ One Definition Rule" err || fail "another complaint: $(cat err)"

(cd "$source_folder" && cmake --preset lto -DNTK_TESTS=OFF && cmake --build --preset lto --target ntk -- --quiet) > log 2>&1 ||
  fail "the preset lto does not build:
$(tail -n 20 log)"
"$source_folder/build/lto/pipeline/ntk" info | tee info
"$source_folder/build/lto/pipeline/ntk" verify --profile quick || fail "without optimisation the profile quick differs"
