#!/bin/bash
# Bad data given to `ntk kernel`, or to `ntk study` as the data of a study, ends with a one-line error that names file
# and line, exit status 2, and nothing written. So does a study file that is wrong itself.
#   bad_inputs.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

# refused PATTERN COMMAND…
refused() {
  local pattern=$1
  shift
  expect 2 "$@"
  [ "$(wc -l < err)" = 1 ] || fail "not one line: $(cat err)"
  grep -Eq "^ntk: error: $pattern: .+; .+" err || fail "does not name $pattern and what to do: $(cat err)"
  [ ! -e results ] && [ ! -e k.npy ] && [ -z "$(find . -name '*.tmp-*')" ] || fail "something was written: $(ls -A)"
  cat err
}

study() {
  cat <<END
study = "depth"
seed = 1
tasks = ["mine"]
hidden_layers = [1, 2]
width = 4
splits = 2
starts = 1
training_points = 8
test_points = 8
[theory]
steps = 4
[practice]
optimizer = "adam"
epochs = 1
batch = 4
rate = 0.001
[data.mine]
file = "data.csv"
target = "y"
END
}

good_data() {
  echo "a,b,y"
  for i in $(seq 20); do echo "$i,$((i * i % 7)),$((i * 3 % 5))"; done
}

# The same inputs unspoilt must pass, or the refusals below would show nothing.
study > study.toml
good_data > data.csv
expect 0 "$ntk" study study.toml --results good
[ -s good/study/manifest.json ] && [ -s good/study/tables/claims.json ] || fail "a good study has no results"
expect 0 "$ntk" kernel data.csv --kind ntk --hidden-layers 1 --out good.npy

# bad PATTERN: data.csv is bad, and the message must match PATTERN.
bad() {
  refused "$1" "$ntk" kernel data.csv --kind ntk --hidden-layers 1 --out k.npy
  refused "${2:-$1}" "$ntk" study study.toml
}
{ good_data; echo "3,text,5"; } > data.csv
bad 'data\.csv:22'
: > data.csv
bad 'data\.csv:1'
echo "a,b,y" > data.csv
bad 'data\.csv:1'
{ good_data; echo "3,4"; } > data.csv
bad 'data\.csv:22'
{ good_data | head -n 5; echo "3,NaN,5"; good_data | tail -n 3; } > data.csv
bad 'data\.csv:6'
{ good_data; echo "3,,5"; } > data.csv
bad 'data\.csv:22'
{ good_data | sed 's/,/;/g; 5s/;/,5;/; 7s/;/.5;/'; } > data.csv
bad 'data\.csv:7'
good_data | awk -F, -v OFS=, '{ print $0, NR == 1 ? "origin" : NR % 2 ? "usa" : "japan" }' > data.csv
bad 'data\.csv:2'
rm data.csv
bad 'data\.csv:1' 'study\.toml:18'
mkdir data.csv
bad 'data\.csv:1' 'study\.toml:18'
rmdir data.csv


# A study of a table that is too small, or that has nothing to learn in one of its splits, ends before any work.
good_data | head -n 10 > data.csv
refused 'data\.csv:1' "$ntk" study study.toml
grep -q '9 rows are too few for 8 to train on and 2 to test on; .*(parameter "training_points")' err || fail "$(cat err)"
good_data | sed '2,$s/,[0-9]*$/,3/' > data.csv
refused 'data\.csv:1' "$ntk" study study.toml
grep -q 'the target has 3 in every row: .*(parameter "data.mine.target")' err || fail "$(cat err)"
good_data | awk -F, -v OFS=, '{ print $1, $2, NR == 1 ? "y" : NR == 21 ? 1 : 0 }' > data.csv
refused 'data\.csv:[0-9]+' "$ntk" study study.toml
grep -q 'split 1 draws 8 rows to train on whose target is 0 in every one; it is another only in line 21; ' err || fail "$(cat err)"
cat err
rm -r results

# Wrong use of good data.
good_data > data.csv
good_data | cut -d, -f1,2 > narrow.csv
good_data | awk -F, -v OFS=, '{ print $2, $1, $3 }' > shuffled.csv
refused 'narrow\.csv:1' "$ntk" kernel data.csv narrow.csv --kind ntk --hidden-layers 1 --out k.npy
refused 'shuffled\.csv:1' "$ntk" kernel data.csv shuffled.csv --kind ntk --hidden-layers 1 --out k.npy
for options in "--kind none --hidden-layers 1" "--kind ntk --hidden-layers -1" "--kind ntk --hidden-layers 1.5" \
  "--kind ntk --hidden-layers 1 "{"--weight-variance 0","--weight-variance nan","--bias-variance -1","--activation none"}; do
  expect 2 "$ntk" kernel data.csv --out k.npy $options
  [ "$(wc -l < err)" = 1 ] && grep -q "^ntk: error: " err && [ ! -e k.npy ] || fail "$options: $(cat err)"
  cat err
done
grep -q '^ntk: error: --activation must be one of relu, .*, not "none"; correct it$' err || fail "not in the command's words: $(cat err)"
expect 2 "$ntk" kernel data.csv --kind ntk --hidden-layers 1 --out k.txt
grep -q "k.txt.*npy.*csv" err && [ ! -e k.txt ] || fail "k.txt is no form: $(cat err)"

# For study files that are wrong themselves, the line is that of the key, or of its section where the key is missing.
wrong_study() {
  study | sed "$2" > wrong.toml
  refused "wrong\.toml:$1" "$ntk" study wrong.toml
}
wrong_study 4 's/^hidden_layers = .*/hidden_layers = [1,, 2]/'
wrong_study 6 's/^width = .*/&\nwidht = 4/'
wrong_study 11 's/^steps = .*/steps = "many"/'
wrong_study 12 '/^rate/d'
wrong_study 3 's/^tasks = .*/tasks = ["no-such-task"]/'
wrong_study 13 's/^optimizer = .*/optimizer = "adma"/'
wrong_study 20 's/^target = .*/&\nsha256 = "0"/'
wrong_study 1 's/^splits = .*/splits = 100000/; s/^starts = .*/starts = 1000/' # as many stages as nobody means
study | sed 's/^target = .*/target = "z"/' > wrong.toml
refused 'data\.csv:1' "$ntk" study wrong.toml
refused 'missing\.toml:1' "$ntk" study missing.toml

# The message says what a key may be and what was given. It is one line whatever was given.
wrong_study 5 's/^width = .*/width = 0/'
grep -q 'parameter "width" must be a whole number from 1 to 65536, not 0; correct it' err || fail "$(cat err)"
wrong_study 13 's/^optimizer = .*/optimizer = "adma"/'
grep -q 'must be one of "gradient descent", "momentum", "adam", not "adma"' err || fail "$(cat err)"
wrong_study 6 's/^width = .*/&\n"wi\\ndth" = 4/'
wrong_study 18 's/^file = .*/drop_missing = 1\n&/'
grep -q 'parameter "data.mine.drop_missing" must be true or false, not 1' err || fail "$(cat err)"

# The study `playground` has other keys: its points.
playground() {
  cat <<'TOML'
study = "playground"
seed = 1
x = [-1, 0.5, 1]
y = [0, 1, -1.5]
hidden_layers = 2
width = 8
activation = "relu"
relative_rate = 1
starts = 2
steps = 4
TOML
}
playground > playground.toml
expect 0 "$ntk" study playground.toml --results good
grep -q '"playground/state"' good/playground/manifest.json || fail "a good playground has no state"
wrong_playground() {
  playground | sed "$2" > wrong.toml
  refused "wrong\.toml:$1" "$ntk" study wrong.toml
}
wrong_playground 4 's/^y = .*/y = [0, 1]/'
wrong_playground 3 's/^x = .*/x = []/'
wrong_playground 7 's/"relu"/"softplus"/'
wrong_playground 6 's/^width = .*/width = 60000/'
wrong_playground 11 's/^steps.*/&\nstepz = 3/'

# The study `spectra` refuses fewer training points than the leading directions that it reports.
spectra() {
  cat <<TOML
study = "spectra"
seed = 1
tasks = ["friedman1", "interaction"]
hidden_layers = [1, 2]
splits = 2
training_points = $1
test_points = 8
[networks]
hidden_layers = 2
width = 4
starts = 1
steps = 4
[flattening]
hidden_layers = [1, 2]
[sphere]
splits = 2
training_points = 4
TOML
}
for points in 4 5 6 7; do
  spectra $points > wrong.toml
  refused 'wrong\.toml:6' "$ntk" study wrong.toml
done
spectra 8 > spectra.toml
expect 0 "$ntk" study spectra.toml --results good
[ -s good/spectra/numbers.json ] || fail "spectra of 8 training points have no numbers"
