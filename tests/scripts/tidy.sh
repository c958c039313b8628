#!/bin/bash
# tidy.sh SOURCE_DIR
#
# The checks of .clang-tidy find nothing in core/, pipeline/ and the tests. First the check must prove that it can fail:
# on a value that is used after it was moved from.
. "$(dirname "$0")/common.sh"
source_dir=$1

cmake -S "$source_dir" -B build -G Ninja --preset clang -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON > log 2>&1 ||
  fail "the sources cannot be configured: $(tail -n 5 log)"
cp "$source_dir/.clang-tidy" .
printf '#include <string>\n#include <utility>\nstd::size_t f(std::string s) {\n    std::string t = std::move(s);\n    return t.size() + s.size();\n}\n' > wrong.cpp
if clang-tidy --quiet wrong.cpp -- -std=c++20 > log 2>&1; then fail "a use after a move was not noticed"; fi
grep -q bugprone-use-after-move log || fail "clang-tidy does not run: $(head -n 5 log)"

# Generated sources are left out. A source that is compiled for several instruction sets is checked once.
python3 - "$source_dir" <<'PYTHON' > sources
import json
import sys

entries = json.load(open("build/compile_commands.json"))
print("\n".join(sorted({e["file"] for e in entries if e["file"].startswith(sys.argv[1] + "/")})))
PYTHON
[ "$(wc -l < sources)" -gt 100 ] || fail "there are no sources"
xargs -a sources -P "$(nproc)" -n 1 clang-tidy --quiet -p build > found 2> log
grep -E 'warning:|error:' found | sort -u > wrong
[ ! -s wrong ] || fail "clang-tidy finds:
$(cat wrong)"
echo "tidy.sh: $(wc -l < sources) sources"
