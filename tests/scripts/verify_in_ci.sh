#!/bin/bash
# What continuous integration reads of a verification: a JUnit file with a test case an artifact, failed where it differs, and a
# badge of the expected manifest's hash. The workflows are read to their last step. (tests/fresh_machine --workflow runs them.)
#   verify_in_ci.sh NTK SOURCE_DIR
ntk=$(realpath "$1") source=$(realpath "$2")
. "$(dirname "$0")/common.sh"

cat > read.py <<'PYTHON'
import json, sys, xml.etree.ElementTree as tree
suite = tree.parse("junit.xml").getroot()[0]
cases = suite.findall("testcase")
failed = [case for case in cases if case.find("failure") is not None]
assert len(cases) == int(suite.get("tests")) and len(failed) == int(suite.get("failures")), suite.attrib
print(len(cases), len(failed), json.load(open("badge.json"))["message"], *[case.get("name") for case in failed])
print(*[case.find("failure").get("message") for case in failed], sep="\n---\n")
PYTHON
expect 0 "$ntk" verify --junit junit.xml --badge badge.json
artifacts=$(grep -o '[0-9]* artifacts in' out | cut -d' ' -f1)
hash=$(sha256sum "$source/paper/expected/quick.json" | cut -c1-12)
expect 0 python3 read.py
[ "$(head -n 1 out)" = "$artifacts 0 $hash" ] || fail "all is as expected, but the files say: $(cat out)"

# What a store has is read and not computed again, and still compared; the certificate lists it. A folder without a store gets one.
expect 0 "$ntk" verify --results kept --certificate first.json
grep -q 'read from' out && fail "a new store was read from: $(cat out)"
expect 0 "$ntk" verify --results kept --certificate second.json
grep -q "^$artifacts of them were not computed now but read from kept/store" out || fail "what was read is not said: $(cat out)"
expect 0 python3 -c 'import json, sys
first, second = (json.load(open(file)) for file in ("first.json", "second.json"))
assert first["read_from_store"] == [] and len(second["read_from_store"]) == int(sys.argv[1])
assert first["artifacts"] == second["artifacts"] == {name: first["artifacts"][name] for name in second["read_from_store"]}' "$artifacts"

# One artifact has another hash, and one that is expected was not made.
mkdir expected
cp "$source/paper/expected/quick.values" expected
sed 's|"depth/sphere/split=0": "..|"depth/<none>": "", &zz|' "$source/paper/expected/quick.json" > expected/quick.json
sed -i 's|: "..zz|: "zz|' expected/quick.json
expect 1 "$ntk" verify --expected expected --results kept
grep '^first difference' -A 3 out > read.difference
expect 1 "$ntk" verify --expected expected --junit junit.xml --badge badge.json
grep '^first difference' -A 3 out | diff - read.difference || fail "an artifact that was read is compared otherwise"
expect 0 python3 read.py
[ "$(head -n 1 out)" = "$((artifacts + 1)) 2 differ depth/sphere/split=0 depth/<none>" ] || fail "the files say: $(cat out)"

python3 -c 'import yaml' 2> /dev/null || exit 77
cd "$source"
for workflow in .github/workflows/*.yml; do
  python3 tests/workflow_steps.py "$workflow" > "$work/steps" || fail "$workflow cannot be read"
  bash -n "$work/steps" && grep -Eq '^(pipeline|tests)/' "$work/steps" || fail "$workflow runs nothing of ours: $(cat "$work/steps")"
done
