#!/bin/bash
# A name that a user gives to data or to a rung of the ladder is only a text. Names that the project itself uses for
# results work as any other, and what cannot be a name is refused at once, with file and line.
#   names.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

awk 'BEGIN { srand(1); print "a,b,y"; for (i = 0; i < 80; ++i) { a = rand(); b = rand(); print a "," b "," 3 * a + b * b } }' > data.csv

# depth NAME and ladder NAME: a study whose data, or whose data and rung, have that name.
common() {
  cat <<END
seed = 1
tasks = ["$1"]
width = 4
splits = 2
starts = 1
training_points = 8
test_points = 8
END
}
depth() {
  cat <<END
study = "depth"
$(common "$1")
hidden_layers = [1, 2]
[theory]
steps = 4
[practice]
optimizer = "adam"
epochs = 1
batch = 4
rate = 0.001
[data."$1"]
file = "data.csv"
target = "y"
END
}
ladder() {
  cat <<END
study = "ladder"
$(common data)
hidden_layers = 1
rungs = ["$1"]
[theory]
steps = 4
[rung."$1"]
start = "kept"
epochs = 4
[data.data]
file = "data.csv"
target = "y"
END
}
results() { (cd "results/$1" && find . -type f | sort); }

depth plain > depth.toml
ladder plain > ladder.toml
for study in depth ladder; do
  expect 0 "$ntk" study $study.toml
  results $study > wanted.$study
done
grep -q '^./figures/gap.json$' wanted.depth && grep -q '^./tables/claims.json$' wanted.depth ||
  fail "a plain study has no results: $(cat wanted.depth)"

for name in numbers figures tables known-results errors split=0 stärke 🦆 "two words" "<b>&amp;" "%s %n"; do
  for study in depth ladder; do
    $study "$name" > $study.toml
    expect 0 "$ntk" study $study.toml
    results $study | diff wanted.$study - || fail "$study of $name has other results"
    grep -qF "$name" results/$study/figures/*.json || fail "no figure of $study names $name"
  done
done

# refused LINE STUDY NAME
refused() {
  $2 "$3" > wrong.toml
  expect 2 "$ntk" study wrong.toml
  [ "$(wc -l < err)" = 1 ] && grep -Eq "^ntk: error: wrong\.toml:$1: .+; .+" err && [ ! -e results/wrong ] ||
    fail "$2 of ${3:0:20}: $(head -c 500 err)"
  [ "$(wc -c < err)" -lt 300 ] || fail "the message is as long as the name"
}
for name in "" a/figures/b / "a\\u0007b" "a\\nb" "$(printf 'n%.0s' $(seq 5000))"; do
  refused 3 depth "$name"
  refused 10 ladder "$name"
done

# The study `spectra` has stages of its own for a sphere, so that name is tried too.
cat > wrong.toml <<END
study = "spectra"
seed = 1
tasks = ["sphere"]
hidden_layers = [1]
splits = 2
training_points = 8
test_points = 8
networks = { hidden_layers = 1, width = 4, starts = 1, steps = 4 }
flattening = { hidden_layers = [1, 2] }
sphere = { splits = 2, training_points = 8 }
END
expect 2 "$ntk" study wrong.toml
grep -Eq "^ntk: error: wrong\.toml:3: .+; .+" err || fail "two stages of one name: $(cat err)"

cp data.csv numbers.csv
expect 0 "$ntk" compare numbers.csv --target y --hidden-layers 1,2 --width 4 --training-points 20 --splits 2 --steps 4 --epochs 1
grep -q "^bits: " out && [ -s results/compare-numbers/numbers.json ] || fail "no results of numbers.csv: $(cat out err)"
echo "names.sh: data and rungs of any name"
