#!/bin/bash
# Every C++ file is as clang-format, with the .clang-format of this project, writes it. Debian 12's version 14 says what
# that is; other versions break some lines elsewhere.
#   formatting.sh SOURCE_DIR
source_folder=$1
. "$(dirname "$0")/common.sh"
clang-format --version 2> /dev/null | grep -q 'version 14\.' || { echo "no clang-format 14 here"; exit 77; }

cp "$source_folder/.clang-format" .
echo 'int  f();' > a.cpp
if clang-format --dry-run -Werror a.cpp 2> err; then fail "two spaces are not noticed"; fi

cd "$source_folder"
find core pipeline wasm tests \( -name node_modules -o -name corpus \) -prune -o -name '*.[ch]pp' -print -o -name '*.h' -print > "$work/sources"
[ "$(wc -l < "$work/sources")" -gt 150 ] || fail "there are no sources in $source_folder"
xargs -a "$work/sources" clang-format --dry-run -Werror 2> "$work/err" ||
  fail "run clang-format -i on $(sed -n 's/:[0-9]*:[0-9]*: error: .*//p' "$work/err" | sort -u | tr '\n' ' ')"
echo "formatting.sh: $(wc -l < "$work/sources") files"
