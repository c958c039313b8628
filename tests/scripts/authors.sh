#!/bin/bash
# authors.sh NTK: table, claims and waterfall of the study `authors`, as a run of its profile quick emits them, are what
# an independent script (authors.py: numpy alone) makes of the inputs, targets and predictions; and that script notices
# a verdict that is not.
ntk=$1
scripts=$(cd "$(dirname "$0")" && pwd)
. "$scripts/common.sh"
python=$(python_with numpy) || exit 77

expect 0 "$ntk" study "$scripts/../../pipeline/studies/quick/authors.toml" --results results
expect 0 "$python" "$scripts/authors.py" results authors
cat out
grep -c "authors’ experiment" out | grep -qx 11 || fail "not all eleven verdicts were judged: $(cat out)"
sed -i '0,/"verdict":"reproduced"/s//"verdict":"not reproduced"/' results/authors/tables/claims.json
expect 1 "$python" "$scripts/authors.py" results authors
grep -q ": reproduced by this script, not reproduced in the results" err || fail "the changed verdict is not named: $(cat err)"
