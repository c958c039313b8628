#!/bin/bash
# The command built by Clang computes the same bits as the manifest, which GCC's wrote.
#   verify_clang.sh SOURCE_DIR
set -euo pipefail
cd "$1"
command -v clang++ > /dev/null || { echo "no clang++ here"; exit 77; }
cmake --preset clang -DNTK_TESTS=OFF > /dev/null
cmake --build --preset clang --target ntk -- --quiet
build/clang/pipeline/ntk info | grep -q Clang
build/clang/pipeline/ntk verify --profile quick
