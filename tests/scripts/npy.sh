#!/bin/bash
# Arrays that numpy wrote, of every type, order of bytes and order of the axes, by rows and in one dimension, packed or not:
# `ntk kernel` makes of them the bits that it makes of the same numbers as CSV. `ntk predict` takes its columns by number.
#   npy.sh NTK
ntk=$1
. "$(dirname "$0")/common.sh"
python=$(python_with numpy) || exit 77

"$python" - <<'PYTHON'
import gzip
import numpy as np
random = np.random.default_rng(1)
def csv(name, x):
    x = x.reshape(len(x), -1)
    with open(name + ".csv", "w") as file:
        file.write(",".join(f'"{j}"' for j in range(x.shape[1])) + "\n")
        file.writelines(",".join(repr(float(v)) for v in row) + "\n" for row in x)
names = []
def save(name, x, **how):
    np.save(name + ".npy", x, **how)
    csv(name, x)
    names.append(name)
x = random.standard_normal((7, 3)) * 50
for kind in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?"):
    for order in "<>":
        for axes in "CF":
            values = np.abs(x) if kind[0] == "u" else x
            save(f"{kind.replace('?', 'b')}{order.replace('<', 'l').replace('>', 'b')}{axes}",
                 np.array(values if kind != "?" else x > 0, dtype=order + kind, order=axes))
save("line", x[:, 0])
save("wide", np.array([[-2**63, 2**63 - 1], [-2**40, 2**62 + 1]], dtype=np.int64))
save("unsigned", np.array([[2**64 - 1, 2**63 + 1025], [0, 1]], dtype=np.uint64))
save("halves", np.array([6e-8, -6.1e-5, 65504, 0.1, 1 / 3], dtype=np.float16))  # subnormal, least normal, largest
with open("names", "w") as file:
    file.writelines(name + "\n" for name in names)
with gzip.open("packed.npy", "wb") as file:
    np.save(file, x)
csv("packed", x)
np.save("structured.npy", np.zeros(3, dtype=[("a", "f8"), ("b", "i4")]))
np.save("objects.npy", np.array([1, "a", None], dtype=object), allow_pickle=True)
np.savez("archive.npz", x=x)
with open("cut.npy", "wb") as file:
    file.write(open("f8lC.npy", "rb").read()[:-3])
y = x[:, 0] - x[:, 1] ** 2
np.save("train.npy", np.c_[y, x])
np.save("inputs.npy", np.asfortranarray(x, dtype=">f8"))
PYTHON

count=0
for name in $(cat names) packed; do
  for form in npy csv; do
    expect 0 "$ntk" kernel "$name.$form" --kind ntk --hidden-layers 1 --bias-variance 0.5 --out "k.$form.npy"
  done
  cmp k.npy.npy k.csv.npy || fail "$name.npy gives other numbers than $name.csv"
  count=$((count + 1))
done
echo "$count arrays"
for bad in structured:records objects:objects cut:"cut off"; do
  expect 2 "$ntk" kernel ${bad%%:*}.npy --kind ntk --hidden-layers 1 --out none.npy
  grep -q "^ntk: error: ${bad%%:*}.npy:1: .*${bad#*:}.*; " err && [ "$(wc -l < err)" = 1 ] || fail "$bad: $(cat err)"
done
expect 2 "$ntk" kernel archive.npz --kind ntk --hidden-layers 1 --out none.npy
grep -q "npz archive; save one array as .npy" err || fail "$(cat err)"

# The target first: without it the inputs have the numbers 0 to 2, and are 1 to 3 of the training rows.
expect 0 "$ntk" predict train.npy train.npy --target 0 --kind ntk --out whole.csv
expect 0 "$ntk" predict train.npy inputs.npy --target 0 --kind ntk --out p.csv
cmp whole.csv p.csv || fail "the columns are not told by their place"
for wrong in -1 4 y; do
  expect 2 "$ntk" predict train.npy inputs.npy --target $wrong --kind ntk --out none.csv
  grep -Fq "there is no column \"$wrong\"; take one of its columns: 0 to 3 (--target)" err || fail "$(cat err)"
done
