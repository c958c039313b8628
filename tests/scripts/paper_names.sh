#!/bin/bash
# A name in the paper's source for which there is no result stops the build, which tells the line. A page whose names
# are all known is written. The results here are small and made up. And a parameter of a figure has the value of the
# constant of that name in core/.
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/common.sh"
set -e

results=$work/results
mkdir -p "$results/figures" "$results/tables"
echo '{"cells": "6", "verdict": "open"}' >"$results/numbers.json"
echo '[{"claim": "C1", "where": "theory", "verdict": "not reproduced", "detail": "a < b"}]' >"$results/tables/claims.json"
node - "$results" <<'JS'
const { writeFileSync } = require("node:fs");
const rows = { depth: [], "layer-added": [], "kernels-alike": [], gap: [] };
for (const task of ["alpha", "beta"])
  for (const hidden_layers of [1, 2]) {
    const at = { task, hidden_layers, low: 0.1, high: 0.4 };
    for (const predictor of ["network, theory", "NTK"]) rows.depth.push({ ...at, predictor, nmse: 0.2 + 0.01 * hidden_layers });
    for (const regime of ["theory", "practice"]) {
      rows["layer-added"].push({ ...at, regime, delta: 0.2, verdict: "mismatch" });
      rows.gap.push({ ...at, regime, gap: 0.25 });
    }
    for (const setting of ["interpolating", "tuned"])
      rows["kernels-alike"].push({ task, hidden_layers, setting, predictor: "NNGP", nmse: 0.3, nmse_ntk: 0.2 + 0.1 * hidden_layers });
  }
const artifacts = {}, figures = {};
for (const [name, value] of Object.entries(rows)) {
  writeFileSync(`${process.argv[2]}/figures/${name}.json`, JSON.stringify(value));
  figures[name] = { stages: [`study/figures/${name}`], study: "study" };
  artifacts[figures[name].stages[0]] = name.padEnd(64, "0");
}
writeFileSync(`${process.argv[2]}/manifest.json`, JSON.stringify({ profile: "small", artifacts, figures }));
JS

# source LINE: a source whose sixth line is LINE.
source_with() {
  printf -- '---\ntitle: Title\nlang: en\n---\n\n%s\n' "$1" >"$work/source.md"
}

# refused LINE MESSAGE: the build of such a source stops, says MESSAGE at line 6, and leaves the old page as it was.
refused() {
  source_with "$1"
  echo old >"$results/paper.html"
  if "$root/paper/build" "$results" "$work/source.md" >"$work/log" 2>&1; then fail "built in spite of: $1"; fi
  grep -qF "$work/source.md:6: $2" "$work/log" || { cat "$work/log" >&2; fail "no line and message for: $1"; }
  [ "$(cat "$results/paper.html")" = old ] || fail "the page was touched by: $1"
}

refused 'There are `cels`{.n} cells.' 'unknown number "cels"; results have: cells'
refused $'::: {.figure name=depths}\nCaption.\n:::' 'unknown figure "depths"; results have: depth'
refused $'::: {.table name=claim columns="claim"}\n:::' 'unknown table "claim"'
refused $'::: {.table name=claims columns="claim verdikt"}\n:::' 'table "claims" has no column "verdikt"; it has: verdict'
refused $'::: {.source file=core/nowhere.cpp region=relu-dual}\n:::' 'unknown source file "core/nowhere.cpp"'
refused $'::: {.source file=core/kernels/dual_activation.simd.cpp region=relu}\n:::' 'unknown region "relu"; core/kernels/dual_activation.simd.cpp has: relu-dual'
refused 'See [](#fig-depth).' 'unknown reference "#fig-depth"'

source_with 'There are `cells`{.n}, `verdict`{.n}; see [](#fig-gap), [](#table-claims).

::: {.figure name=gap}
Caption.
:::

::: {.table name=claims columns="claim verdict detail"}
Caption.
:::

::: {.source file=core/kernels/dual_activation.simd.cpp region=relu-dual}
:::'
"$root/paper/build" "$results" "$work/source.md" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "a source without faults was refused"; }
for expected in '>6</span>' '<a href="#fig-gap">Figure 1</a>' '<a href="#table-claims">Table 1</a>' \
  'ntk verify --profile small' 'not reproduced</span>' 'a &lt; b' 'id="fig-gap"'; do
  grep -qF -- "$expected" "$results/paper.html" || fail "the page lacks $expected"
done
# The code on the page is the file's, by its own line numbers.
first=$(grep -nF '[region: relu-dual]' "$root/core/kernels/dual_activation.simd.cpp" | cut -d: -f1)
last=$(grep -nF '[endregion: relu-dual]' "$root/core/kernels/dual_activation.simd.cpp" | cut -d: -f1)
grep -qF "lines $((first + 1))–$((last - 1))" "$results/paper.html" || fail "the code's lines are not $((first + 1))–$((last - 1))"
if grep -q 'class="banner"' "$results/paper.html"; then fail "a page of another profile than quick has the banner of quick"; fi

mv "$results/figures/gap.json" "$work/gap.json"
if "$root/paper/build" "$results" >"$work/log" 2>&1; then fail "built without figures/gap.json"; fi
grep -qF "figures/gap.json: not found; run \`ntk reproduce\`" "$work/log" || fail "a missing file of rows is not named"

# Each parameter of a figure that has the name of a rule has the rule's value, in each variant of the figure.
margins=0
while read -r name value; do
  grep -q "^inline constexpr double $name = $value;" "$root/core/judgement/rules.hpp" || fail "a figure draws $name at $value, unlike core/"
  margins=$((margins + 1))
done < <(sed -n 's/.*{ "name": "\([a-z_]*_\(margin\|ratio\|threshold\)\)", "value": \(.*\) }.*/\1 \3/p' "$root"/paper/figures/*.vl.json)
[ $margins = 10 ] || fail "$margins figures draw a margin"
echo "paper_names.sh: unknown names stop the build, known ones are drawn"
