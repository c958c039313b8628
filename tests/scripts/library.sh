#!/bin/bash
# The installed library. The program that core/README.md prints is built outside the tree, by find_package and by pkg-config
# from a folder that the installation was moved to, and prints what the README says. With "shared", the library is built as
# a shared one before.
#   library.sh SOURCE_DIR BUILD_DIR [shared]
source=$(realpath "$1") build=$(realpath "$2")
. "$(dirname "$0")/common.sh"
program=$source/tests/library/equivalence.cpp

if [ "${3-}" = shared ]; then
  build=$source/build/shared
  expect 0 cmake -S "$source" -B "$build" -G Ninja -DBUILD_SHARED_LIBS=ON -DNTK_TESTS=OFF
  expect 0 cmake --build "$build" -- --quiet
fi
expect 0 cmake --install "$build" --prefix prefix

# What the README prints: the program, and after it the session in which it runs.
awk '/^```cpp/ { on = 1; next } /^```/ { on = 0 } on' "$source/core/README.md" > printed.cpp
diff printed.cpp "$program" || fail "core/README.md prints another program than tests/library/equivalence.cpp"
[ "$(wc -l < "$program")" -le 36 ] || fail "the example has grown"
awk '/equivalence$/ { on = 1; next } /^```/ { on = 0 } on' "$source/core/README.md" > printed.out
[ -s printed.out ] || fail "core/README.md does not print what the program prints"

expect 0 cmake -S "$source/tests/library" -B example -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$PWD/prefix"
expect 0 cmake --build example
expect 0 example/equivalence
diff printed.out out || fail "built by find_package, the program prints something else"

mv prefix moved
pkgconfig=$(dirname "$(find moved -name ntk.pc)")
export PKG_CONFIG_PATH=$PWD/$pkgconfig
command -v pkg-config > /dev/null || exit 77
# Without -DNDEBUG, xtensor checks what it is given.
expect 0 g++ -std=c++20 -Wall -Wextra -Werror "$program" -o equivalence $(pkg-config --cflags --static --libs ntk)
LD_LIBRARY_PATH=$pkgconfig/.. expect 0 ./equivalence
diff printed.out out || fail "built by pkg-config, the program prints something else"

# The names of BLAS are left to the program's own BLAS.
library=$(find moved -name 'libntk.a' -o -name 'libntk.so' | head -n 1)
dynamic=$([ "${library##*.}" = so ] && echo -D || true)
nm $dynamic --defined-only "$library" 2> /dev/null > names
grep -q ' T ntk_cblas_dgemm$' names || fail "the library has no products of its own"
if grep -E ' T (cblas_|d[a-z]+_$)' names; then fail "the library takes the names of BLAS"; fi
