#!/bin/bash
# Tests the demo in Chromium, or one part of it:   tests/browser/run.sh PAGE SCREENSHOTS NTK [PART]
set -euo pipefail
PAGE=$(realpath -m "$1") SCREENSHOTS=$(realpath -m "$2") NTK=$(realpath -m "$3")
export PAGE SCREENSHOTS NTK
part=${4:-browser}
cd "$(dirname "$0")"

[ -f "$PAGE" ] || { echo "tests/browser: no $PAGE; run wasm/build first" >&2; exit 1; }
[ -x /usr/bin/chromium ] || { echo "tests/browser: no chromium; install Debian's package chromium" >&2; exit 1; }
../../paper/install .
exec node --test-reporter=spec "$part.mjs"
