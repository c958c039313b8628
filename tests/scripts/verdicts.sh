#!/bin/bash
# verdicts.sh NTK: every cell and verdict of the claims in a run of the profile quick is what an independent script
# (verdicts.py: numpy and mpmath) makes of the emitted predictions; and that script notices a verdict that is not.
ntk=$1
scripts=$(cd "$(dirname "$0")" && pwd)
. "$scripts/common.sh"
python=$(python_with numpy mpmath) || exit 77

expect 0 "$ntk" reproduce --profile quick --results results
expect 0 "$python" "$scripts/verdicts.py" results quick
cat out
sed -i '0,/"verdict":"open"/s//"verdict":"fails"/' results/quick/figures/gap.json
expect 1 "$python" "$scripts/verdicts.py" results quick
grep -q "^C3, .*: open by this script, fails in the results" err || fail "the changed cell is not named: $(cat err)"
