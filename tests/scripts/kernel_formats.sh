#!/bin/bash
# For the output of ntk kernel on 2 × 3 and 500 × 10 inputs, numpy opens the .npy, the .csv has the same bits, and the
# numbers are those of the ReLU recursion written out in numpy.
#   kernel_formats.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"

python=$(python_with numpy) || exit 77

"$python" - <<'END'
import numpy as np
def write(name, x):
    with open(name, "w") as file:
        file.write(",".join("abcdefghij"[: x.shape[1]]) + "\n")
        file.writelines(",".join(map(repr, row)) + "\n" for row in x.tolist())
write("small.csv", np.array([[1.0, 2.0, -3.0], [0.5, 0.0, 2.0]]))
random = np.random.default_rng(1)
write("large.csv", random.standard_normal((500, 10)))
write("other.csv", random.standard_normal((40, 10)))
END

for kind in ntk nngp; do
  for form in npy csv; do
    expect 0 "$ntk" kernel small.csv --kind $kind --hidden-layers 2 --out small.$kind.$form
    expect 0 "$ntk" kernel large.csv --kind $kind --hidden-layers 3 --weight-variance 1.5 --bias-variance 0.1 \
      --out large.$kind.$form
    expect 0 "$ntk" kernel large.csv other.csv --kind $kind --hidden-layers 1 --out crossed.$kind.$form
  done
done

"$python" - <<'END' || fail "the files do not hold what they should"
import csv
import numpy as np

def table(name):
    with open(name, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], np.array([[float(entry) for entry in row] for row in rows[1:]])

def relu_kernels(x, z, layers, weights=2.0, biases=0.0):
    own_x, own_z = (weights * (v * v).sum(1) / v.shape[1] + biases for v in (x, z))
    nngp = weights * x @ z.T / x.shape[1] + biases
    ntk = nngp.copy()
    for _ in range(layers):
        scale = np.sqrt(np.outer(own_x, own_z))
        angle = np.arccos(np.clip(nngp / scale, -1, 1))
        dual = scale * (np.sin(angle) + (np.pi - angle) * np.cos(angle)) / (2 * np.pi)
        nngp = weights * dual + biases
        ntk = nngp + weights * (np.pi - angle) / (2 * np.pi) * ntk
        own_x, own_z = weights * own_x / 2 + biases, weights * own_z / 2 + biases
    return {"nngp": nngp, "ntk": ntk}

inputs = {name: table(name + ".csv")[1] for name in ("small", "large", "other")}
truths = {
    "small": relu_kernels(inputs["small"], inputs["small"], 2),
    "large": relu_kernels(inputs["large"], inputs["large"], 3, 1.5, 0.1),
    "crossed": relu_kernels(inputs["large"], inputs["other"], 1),
}
for name, truth in truths.items():
    for kind in ("ntk", "nngp"):
        npy = np.load(f"{name}.{kind}.npy")
        header, values = table(f"{name}.{kind}.csv")
        assert npy.dtype == np.float64 and npy.flags.c_contiguous and npy.shape == truth[kind].shape, (name, kind)
        assert len(header) == len(set(header)) == npy.shape[1], header
        assert values.tobytes() == npy.tobytes(), (name, kind, "the .csv and the .npy differ")
        # arccos near 1 costs the plain recursion half its digits on the diagonal.
        error = np.abs(npy - truth[kind]).max() / np.abs(truth[kind]).max()
        assert error < 1e-7, (name, kind, error)
        off = ~np.eye(*npy.shape, dtype=bool) if name != "crossed" else np.ones(npy.shape, bool)
        error = np.abs(npy - truth[kind])[off].max() / np.abs(truth[kind]).max()
        print(name, kind, npy.shape, "largest error off the diagonal", error)
        assert error < 1e-13, (name, kind, error)
END
