#!/bin/bash
# javascript_style.sh SOURCE_DIR
#
# Every script of the demo, the npm package, the paper and the tests is as Prettier writes it (.prettierrc.json). First the
# check must prove that it can fail.
. "$(dirname "$0")/common.sh"
cd "$1" || exit 1

paper/install tests/browser || fail "Prettier cannot be installed"
prettier=tests/browser/node_modules/.bin/prettier
echo 'const a = "b"' > "$work/wrong.js"
if "$prettier" --config .prettierrc.json --check "$work/wrong.js" > "$work/log" 2>&1; then fail "double quotes were not noticed"; fi
find wasm paper tests -name node_modules -prune -o \( -name '*.js' -o -name '*.mjs' -o -name '*.ts' \) -print > "$work/scripts"
[ "$(wc -l < "$work/scripts")" -gt 50 ] || fail "there are no scripts in $1"
xargs -a "$work/scripts" "$prettier" --list-different > "$work/wrong" ||
  fail "run tests/browser/node_modules/.bin/prettier --write on $(tr '\n' ' ' < "$work/wrong")"
echo "javascript_style.sh: $(wc -l < "$work/scripts") scripts"
