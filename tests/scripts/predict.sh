#!/bin/bash
# ntk predict agrees with the same regression written out in numpy, for NTK and NNGP, with a given ridge and with the
# tuned one. A network learns what it can. The test table may have its columns in another order, and columns of texts. A
# singular kernel gives an explanation and not NaN. ntk kernel holds a matrix only once, and says beforehand what it
# needs.
#   predict.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

for python in python3 /usr/bin/python3 none; do
  "$python" -c "import numpy" 2> /dev/null && break
done
if [ "$python" = none ]; then
  echo "SKIPPED: there is no Python with numpy here"
  exit 77
fi

"$python" - <<'END'
import numpy as np
random = np.random.default_rng(1)
def write(name, columns, rows):
    with open(name, "w") as file:
        file.write(",".join(columns) + "\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)
x = random.standard_normal((160, 4)) * [1, 5, 0.1, 2] + 3
y = 40 + 10 * np.sin(x[:, 0]) + x[:, 1]
rows = [list(map(float, row)) + [float(t)] for row, t in zip(x, y)]
write("train.csv", ["a", "b", "c", "d", "y"], rows[:120])
write("test.csv", ["a", "b", "c", "d", "y"], rows[120:])
write("shuffled.csv", ["d", "c", "b", "a"], [row[3::-1] for row in rows[120:]])
END

for kind in ntk nngp; do
  for ridge in 0.01 0 tuned; do
    expect 0 "$ntk" predict train.csv test.csv --target y --kind $kind --hidden-layers 2 --ridge $ridge --out $kind.$ridge.csv
    grep -q "^NMSE on test.csv: 0\.0" out || fail "$kind, ridge $ridge does not learn: $(cat out)"
    cat out
  done
done
expect 0 "$ntk" predict train.csv shuffled.csv --target y --kind ntk --hidden-layers 2 --out shuffled.out.csv
cmp shuffled.out.csv ntk.tuned.csv || fail "the order of the columns matters"
expect 0 "$ntk" predict train.csv test.csv --target y --kind network --hidden-layers 2 --width 64 --epochs 300 --out network.csv
cat out
grep -Eq "^NMSE on test.csv: 0\.[01]" out || fail "the network does not learn"

# Kernels trained by batches: with all rows in each step, which numpy follows below; with a batch and a rate that are
# given; and twice with the same seed.
for kind in ntk nngp; do
  expect 0 "$ntk" predict train.csv test.csv --target y --kind $kind --hidden-layers 2 --epochs 50 --batch 1000 --rate 0.1 --out $kind.trained.csv
done
for run in first:0 again:0 other:1; do
  expect 0 "$ntk" predict train.csv test.csv --target y --kind ntk --hidden-layers 2 --epochs 300 --batch 8 --seed ${run#*:} --out ${run%:*}.csv
  grep -Eq "^ntk trained by batches of 8, 4500 steps at rate [0-9.e-]+, mean squared error of the training rows 0\.0" out || fail "$(cat out)"
  grep -q "^NMSE on test.csv: 0\.0" out || fail "the infinite network does not learn by batches: $(cat out)"
done
cmp first.csv again.csv || fail "one seed, two results"
cmp -s first.csv other.csv && fail "the seed does nothing"
expect 2 "$ntk" predict train.csv test.csv --target y --kind ntk --epochs 300 --batch 8 --rate 5 --out none.csv
cat err
rate=$(sed -n 's/^ntk: error: --rate makes the training diverge: at 5 .* take at most \([0-9.e-]*\), .*/\1/p' err)
[ -n "$rate" ] || fail "divergence not explained: $(cat err)"
expect 0 "$ntk" predict train.csv test.csv --target y --kind ntk --epochs 300 --batch 8 --rate "$rate" --out largest.csv
for idle in "ntk --width 64" "ntk --batch 8" "ntk --rate 0.1" "nngp --seed 1" "ntk --epochs 9 --ridge 0.1" "network --ridge 0.1"; do
  expect 2 "$ntk" predict train.csv test.csv --target y --out none.csv --kind $idle
  grep -q "^ntk: error: --.* does nothing " err && [ "$(wc -l < err)" = 1 ] || fail "$idle is not refused: $(cat err)"
done
expect 0 "$ntk" predict train.csv test.csv --target y --kind network --hidden-layers 1 --width 32 --epochs 40 --batch 16 --rate 0.01 --out network.csv
grep -q "^network, 320 steps" out || fail "--batch is not the network's: $(cat out)"

"$python" - <<'END' || fail "other predictions than numpy's"
import numpy as np
train, test = (np.loadtxt(name, delimiter=",", skiprows=1) for name in ("train.csv", "test.csv"))
mean, deviation = train.mean(0), train.std(0)
standard = lambda table: np.c_[((table - mean) / deviation)[:, :4], np.ones(len(table))]
x, z, y = standard(train), standard(test), (train[:, 4] - mean[4]) / deviation[4]

def kernel(u, v, kind, layers=2):
    a, b = (2 * (w * w).sum(1) / w.shape[1] for w in (u, v))  # with weight variance 2, the same at every layer
    nngp = 2 * u @ v.T / u.shape[1]
    ntk, scale = nngp.copy(), np.sqrt(np.outer(a, b))
    for _ in range(layers):
        angle = np.arccos(np.clip(nngp / scale, -1, 1))
        nngp = scale * (np.sin(angle) + (np.pi - angle) * np.cos(angle)) / np.pi
        ntk = nngp + ntk * (np.pi - angle) / np.pi
    return ntk if kind == "ntk" else nngp

for kind in ("ntk", "nngp"):
    k, k_test = kernel(x, x, kind), kernel(z, x, kind)
    def predictions(ridge):
        return mean[4] + deviation[4] * (k_test @ np.linalg.solve(k + ridge * np.eye(len(x)), y))
    def left_out(ridge):
        inverse = np.linalg.inv(k + ridge * np.eye(len(x)))
        return np.sum((inverse @ y / np.diag(inverse)) ** 2)
    ridges = np.trace(k) / len(x) * 10.0 ** np.arange(-6, 1.25, 0.5)
    tuned = min(ridges, key=left_out)
    for name, ridge in (("0.01", 0.01), ("0", 0.0), ("tuned", tuned)):
        ours = np.loadtxt(f"{kind}.{name}.csv", skiprows=1)
        # arccos near 1 costs numpy half the digits on the diagonal, which the inverse then magnifies.
        error = np.abs(ours - predictions(ridge)).max() / deviation[4]
        print(kind, name, ridge, error)
        assert error < 1e-5, (kind, name, error)
    f = np.zeros(len(x))
    f_test = np.zeros(len(z))
    for _ in range(50):
        move = 2 * 0.1 / len(x) * (y - f)
        f, f_test = f + k @ move, f_test + k_test @ move
    ours = np.loadtxt(f"{kind}.trained.csv", skiprows=1)
    error = np.abs(ours - mean[4] - deviation[4] * f_test).max() / deviation[4]
    print(kind, "trained", error)
    assert error < 1e-7, (kind, error)  # arccos again, whose error nothing magnifies here
END

# A row twice, with different targets: no ridge of 0 exists. Rows are counted as they were kept, lines as they are there.
{ sed '1s/$/\n,1,1,1,1/' train.csv; sed -n 2p train.csv | sed 's/,[^,]*$/,1/'; } > twice.csv
expect 2 "$ntk" predict twice.csv test.csv --drop-missing --target y --kind ntk --ridge 0 --out none.csv
grep -q "^ntk: error: twice.csv:1: .*rows 1 and 121 are .*the same to the kernel .lines 3, 123.; .*ridge of at least" err || fail "not explained: $(cat err)"
expect 0 "$ntk" predict twice.csv test.csv --drop-missing --target y --kind ntk --out twice.out.csv
! grep -qi nan twice.out.csv || fail "a NaN"
for wrong in "--target z" "--target y --ridge -1" "--target y --ridge much"; do
  expect 2 "$ntk" predict train.csv test.csv --kind ntk --out none.csv $wrong
  [ "$(wc -l < err)" = 1 ] || fail "not one line: $(cat err)"
done
cut -d, -f1,2 test.csv > narrow.csv
expect 2 "$ntk" predict train.csv narrow.csv --target y --kind ntk --out none.csv
grep -q '^ntk: error: narrow.csv:1: there is no column "c"' err || fail "missing column not named: $(cat err)"
expect 2 "$ntk" predict train.csv test.csv --target y --kind ntk --out none.txt
[ ! -e none.csv ] && [ ! -e none.txt ] || fail "a refused command wrote"

# 4000 rows give a matrix of 128 MB, which is held only once. The peak memory is as the system counts it.
"$python" - <<'END' > large.csv
import random
print("a,b")
for _ in range(4000): print(f"{random.random()},{random.random()}")
END
"$python" - "$ntk" <<'END' || fail "more memory than the matrix"
import resource, subprocess, sys
subprocess.run([sys.argv[1], "kernel", "large.csv", "--kind", "ntk", "--hidden-layers", "2", "--out", "large.npy"], check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
print(f"peak {peak:.0f} MB for a matrix of 128 MB")
assert peak < 1.5 * 128
END
awk 'BEGIN { print "a"; for (i = 0; i < 300000; ++i) print i }' > huge.csv
expect 2 "$ntk" kernel huge.csv --kind ntk --hidden-layers 2 --out huge.npy
grep -q "^ntk: error: a kernel of 300000 × 300000 numbers needs 720 GB of memory and .* are available; " err || fail "$(cat err)"
cat err
{ cat large.csv; tail -n +2 large.csv; } > larger.csv
(ulimit -v 400000; "$ntk" kernel larger.csv --kind ntk --hidden-layers 2 --out limited.npy 2> err) && fail "no limit seen"
grep -q "needs 512 MB of memory and " err && [ ! -e limited.npy ] || fail "the process's limit is not seen: $(cat err)"
