#!/bin/bash
# What a user types and what comes of it, a folder a case in cases/: `command` is a script that bash runs in a copy of the
# folder, with `ntk` on PATH; `status` its exit status, 0 where there is no such file; each line of `expected` is to occur,
# as it stands, in what it prints on standard output and standard error, and all of that is UTF-8 without control characters.
#   cases.sh NTK [NAME…]
ntk=$(realpath "$1")
cases=$(dirname "$(realpath "$0")")/cases
shift
. "$(dirname "$(realpath "$0")")/common.sh"
mkdir bin && ln -s "$ntk" bin/ntk
PATH=$work/bin:$PATH

failed=0
[ $# -gt 0 ] || set -- $(ls "$cases")
for name; do
  cp -r "$cases/$name" "$work/$name" || fail "there is no case $name"
  wanted=$(cat "$name/status" 2> /dev/null || echo 0)
  status=0
  (cd "$name" && timeout 100 bash command) > printed 2>&1 < /dev/null || status=$?
  lost=$(while IFS= read -r line; do grep -qF -e "$line" printed || echo "$line"; done < "$name/expected")
  raw=$(iconv -f UTF-8 -t UTF-16 printed 2>&1 > /dev/null; LC_ALL=C tr -d '\n\t\040-\176\200-\377' < printed | od -c)
  if [ "$status" != "$wanted" ] || [ -n "$lost" ] || [ "$raw" != 0000000 ]; then
    echo "FAILED: $name: exit status $status, expected $wanted${lost:+; not printed: $lost}${raw#0000000}; printed:
$(tail -n 20 printed | cat -v)"
    failed=$((failed + 1))
  fi
done
[ $failed = 0 ] || fail "$failed of $# cases"
echo "$# cases"
