#!/bin/bash
# The demo in Chromium:   tests/browser/run.sh PAGE SCREENSHOTS NTK
set -euo pipefail
PAGE=$(realpath -m "$1") SCREENSHOTS=$(realpath -m "$2") NTK=$(realpath -m "$3")
export PAGE SCREENSHOTS NTK
cd "$(dirname "$0")"

[ -f "$PAGE" ] || { echo "tests/browser: no $PAGE; run wasm/build first" >&2; exit 1; }
[ -x /usr/bin/chromium ] || { echo "tests/browser: no chromium; install Debian's package chromium" >&2; exit 1; }
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --silent
exec node --test-reporter=spec browser.mjs
