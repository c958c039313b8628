#!/bin/bash
# Every command explains itself, with an example; wrong use is one line on standard error and exit status 2.
#   help_texts.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

expect 0 "$ntk" --help
grep -q "Exit status" out || fail "ntk --help does not tell the exit statuses"
commands=$(sed -n '/^Subcommands:/,/^$/p' out | awk 'NR > 1 && NF { print $1 }')
[ "$(echo "$commands" | wc -l)" -ge 5 ] || fail "ntk --help lists too few commands: $commands"
for command in $commands; do
  expect 0 "$ntk" "$command" --help
  grep -q "Example" out || fail "ntk $command --help has no example"
done
expect 0 "$ntk" --version
grep -Eq '^ntk [0-9]+\.[0-9]+\.[0-9]+, core [0-9a-f]{64}$' out || fail "ntk --version says $(cat out)"
expect 0 "$ntk" info
grep -q "instruction set" out || fail "ntk info does not tell the instruction set"

refused() {
  expect 2 "$@"
  [ "$(wc -l < err)" = 1 ] && grep -q "^ntk: error: " err || fail "not a one-line error: $(cat err)"
}
refused "$ntk"
refused "$ntk" no-such-command
refused "$ntk" info --no-such-option
refused "$ntk" reproduce --jobs 0
refused "$ntk" reproduce --profile no-such-profile
refused env NTK_SIMD=no-such-set "$ntk" info
refused env NTK_THREADS=0 "$ntk" info
[ ! -e results ] || fail "a refused command wrote results"
