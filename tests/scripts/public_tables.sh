#!/bin/bash
# `ntk compare` from the raw file to the report on three tables in the style of public ones (public_tables.py), by the steps
# that its own messages advise: each refusal names the option that the next try takes.
#   public_tables.sh NTK
ntk=$(realpath "$1") here=$(dirname "$(realpath "$0")")
. "$here/common.sh"
python=$(python_with random) || exit 77
"$python" "$here/public_tables.py" . || fail "no tables"
small="--splits 2 --epochs 2 --steps 8 --width 16 --hidden-layers 1,2"

# refused MESSAGE DATA OPTION…: is refused with that message, in one line, before anything is written.
refused() {
  expect 2 "$ntk" compare "${@:2}" $small --results refused
  grep -Fq -e "$1" err && [ "$(grep -c '^ntk: error: ' err)" = 1 ] && [ ! -e refused ] || fail "$2: $(cat err)"
}

# compared NAME OPTION…: runs to a report, or, where Node is missing, to its numbers; what it notes is in err.
compared() {
  expect 0 "$ntk" compare "$1.csv" "${@:2}" $small --results results
  [ -s "results/compare-$1/report.json" ] || fail "$1: there are no numbers"
  command -v node > /dev/null && [ ! -s "results/compare-$1/report.html" ] && fail "$1: there is no report"
  grep -q '^bits: [0-9a-f]\{64\}' out || fail "$1: no bits are told"
}

refused '1266 rows of 1460 miss a value' houses.csv --target "Sale price"
grep -Eq '; [0-9]+ of them in column "Fence"\)' err && grep -Fq -e '(--without)' err || fail "the column of gaps: $(cat err)"
refused '(--one-hot)' houses.csv --target "Sale price" --without Fence --drop-missing
refused 'Sale price' houses.csv --target "Sale prize"
compared houses --target "Sale price" --without Fence,Id --drop-missing --one-hot

refused '(--drop-missing)' sensors.csv --target CO
refused 'a date or a time' sensors.csv --target CO --drop-missing
compared sensors --target CO --drop-missing --without Date,Time
grep -q 'column "Stuck" has -200 in every row' err || fail "nothing is said of the sensor that is stuck: $(cat err)"

refused '(--training-points)' expression.csv --target survival
compared expression --target survival --training-points 40
grep -q 'the first column has no name' err || fail "nothing is said of the names of the rows: $(cat err)"
