#!/usr/bin/env python3
"""What core/coming-from-neural-tangents.md says of neural-tangents and of ntk is so.

    neural_tangents.py NTK SOURCE_FOLDER

The page's C++ is that of tests/unit/neural_tangents/calls.cpp, which the unit tests run. Its commands are run here, on the
inputs of theirs.py, and so is its Python, with a stand-in for neural-tangents that computes with 60 digits. The results
are those that theirs.py derives, as is reference.json. Exits with 77 where mpmath or numpy is missing.
"""
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap
from types import SimpleNamespace

ntk, source = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
unit = source / "tests/unit/neural_tangents"
sys.path.insert(0, str(unit))
sys.dont_write_bytecode = True
import theirs
from mpmath import matrix, mpf

try:
    import numpy as np
except ImportError:
    print("numpy is missing", file=sys.stderr)
    sys.exit(77)

page = (source / "core/coming-from-neural-tangents.md").read_text()
blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.M | re.S)
KERNEL_ERROR = 1.4e-14  # 2e-15 (4 + layers), core/kernels/fully_connected.hpp


def floats(m):
    return np.array([[float(v) for v in m[i, :]] for i in range(m.rows)])


def near(what, ours, expected, tolerance):
    error = np.abs(np.asarray(ours, dtype=float).reshape(-1) - np.asarray(expected, dtype=float).reshape(-1)).max()
    print(f"{what}: error {error:.2g}, tolerance {tolerance:.2g}")
    assert error <= tolerance, what


def run(command):
    words = command.split()
    assert words[0] == "ntk", command
    subprocess.run([ntk, *words[1:]], check=True, stdout=subprocess.DEVNULL)


def options_of(command):
    return dict(re.findall(r"--(\S+) (\S+)", command))


def check_the_cpp():
    """The page shows every region of calls.cpp once, and no other C++."""
    regions = re.findall(r"// \[region: (\w+)\]\n(.*?)^ *// \[endregion: \1\]", (unit / "calls.cpp").read_text(), re.M | re.S)
    tested = {name: textwrap.dedent(text).strip() for name, text in regions}
    shown = [text for language, text in blocks if language == "cpp"]
    for name, text in tested.items():
        assert sum(block.count(text) for block in shown) == 1, f"the page does not show the region {name}:\n{text}"
    for block in shown:
        for text in tested.values():
            block = block.replace(text, "")
        assert not block.strip(), f"no test has this C++ of the page:\n{block}"
    assert len(tested) >= 7


def check_the_activations():
    """Each activation of the page's table, by the command, at 1 to 3 hidden layers."""
    x, z = theirs.exact(theirs.X_TRAIN), theirs.exact(theirs.X_TEST)
    for activation in theirs.ACTIVATIONS:
        assert re.search(rf"^\| .* \| `{activation}`", page, re.M), f"the page does not name {activation}"
        for hidden_layers in (1, 2, 3):
            expected = theirs.kernel_fn(theirs.serial(activation, hidden_layers), z, x)
            for kind in ("nngp", "ntk"):
                run(f"ntk kernel x_test.npy x_train.npy --kind {kind} --hidden-layers {hidden_layers} --activation "
                    f"{activation} --weight-variance 2.25 --bias-variance 0.01 --out k.npy")
                k = floats(expected[kind])
                near(f"{kind}, {activation}, {hidden_layers} layers", np.load("k.npy"), k, KERNEL_ERROR * np.abs(k).max())


def check_kernels(commands):
    """The page's kernels, from what their options say."""
    inputs = {"x_train.npy": theirs.exact(theirs.X_TRAIN), "x_test.npy": theirs.exact(theirs.X_TEST)}
    for command in commands:
        run(command)
        given, files = options_of(command), [inputs[name] for name in command.split()[2:4] if name in inputs]
        assert (given["weight-variance"], given["bias-variance"]) == ("2.25", "0.01")
        layers = theirs.serial(given.get("activation", "relu"), int(given["hidden-layers"]))
        k = floats(theirs.kernel_fn(layers, files[0], files[-1])[given["kind"]])
        near(command, np.load(given["out"]), k, KERNEL_ERROR * np.abs(k).max())


def check_numpy(code):
    """The page's Python for kernels that the command has written, against ensemble of theirs.py."""
    x, z, y = (theirs.exact(rows) for rows in (theirs.X_TRAIN, theirs.X_TEST, theirs.Y_TRAIN))
    layers = theirs.serial("relu", 2)
    k_dd, k_td, k_tt = theirs.kernel_fn(layers, x, x), theirs.kernel_fn(layers, z, x), theirs.kernel_fn(layers, z, z)
    condition = np.linalg.cond(floats(k_dd["ntk"]))
    # Solving may magnify the kernels' error by the condition number. Targets are up to 2, kernels up to 20.
    for t, diag_reg, targets in itertools.product((theirs.T, None), (0, theirs.DIAG_REG), (y[:, 0], y)):
        names = {"np": np, "y_train": floats(targets), "learning_rate": theirs.LEARNING_RATE, "diag_reg": diag_reg,
                 "t": np.inf if t is None else t}
        exec(code, names)
        mean, covariance = theirs.ensemble("ntk", k_dd, k_td, k_tt["nngp"], targets, t, diag_reg)
        what = f"at t={t}, diag_reg={diag_reg}, {targets.cols} outputs"
        near("mean " + what, names["mean"], floats(mean), KERNEL_ERROR * condition * 2)
        near("covariance " + what, names["covariance"], floats(covariance), KERNEL_ERROR * condition * 20)


def stand_in():
    """stax and nt with the calls that the page makes of them, for arrays of numpy."""
    def dense(_, W_std=1.0, b_std=None):
        return ("Dense", mpf(W_std), mpf(b_std or 0))

    def serial(*layers):
        exact = lambda rows: theirs.exact(rows.tolist())
        return None, None, lambda x1, x2, get: theirs.kernel_fn(layers, exact(x1), exact(x1 if x2 is None else x2))[get]

    def gp_inference(k_train_train, y_train, diag_reg=0, diag_reg_absolute_scale=False):
        k = theirs.regularised(k_train_train, diag_reg, diag_reg_absolute_scale)
        return lambda get, k_test_train: floats(theirs.influence(k, k_test_train, None) * matrix(y_train.tolist()))[:, 0]

    stax = SimpleNamespace(Dense=dense, Relu=lambda: theirs.ACTIVATIONS["relu"], serial=serial)
    return {"np": np, "stax": stax, "nt": SimpleNamespace(predict=SimpleNamespace(gp_inference=gp_inference))}


def check_predict(solve, train, code, names):
    """ntk predict is what the page's Python is by the stand-in; and its steps tend to the flow."""
    names = {**names, **stand_in()}
    exec(code, names)
    deviation = names["y_train"].std()
    condition = np.linalg.cond(floats(names["k_train_train"]) + 0.01 * np.eye(5))
    predictions = lambda command: np.loadtxt(options_of(command)["out"], skiprows=1)
    run(solve)
    near(solve, predictions(solve), names["predictions"], KERNEL_ERROR * condition * deviation * 2)

    given = options_of(train)
    epochs, rate, rows = int(given["epochs"]), float(given["rate"]), len(names["x_train"])
    assert int(given["batch"]) == rows and abs(2 * rate * epochs - 7.5) < 1e-9
    k, k_test, y = names["k_train_train"], names["k_test_train"], matrix(names["targets"].tolist())
    flow = floats(theirs.influence(k, k_test, mpf(7.5) / rows) * y)[:, 0]
    step = theirs.mpmath.eye(rows) - k * (2 * mpf(rate) / rows)
    steps = floats(k_test * (k**-1 * (y - step**epochs * y)))[:, 0]
    run(train)
    standard = (predictions(train) - names["y_train"].mean()) / deviation
    # Each of the steps may round by some 1e-16 of numbers near 1, and none of that is magnified.
    near(train, standard, steps, 1e-15 * epochs)
    slower = train.replace(f"--epochs {epochs}", f"--epochs {2 * epochs}").replace(f"--rate {rate}", f"--rate {rate / 2}")
    run(slower)
    gaps = [np.abs(values - flow).max() for values in (standard, (predictions(slower) - names["y_train"].mean()) / deviation)]
    print(f"from the flow: {gaps[0]:.3g}, and {gaps[1]:.3g} with twice the epochs")
    assert gaps[0] < 1e-4 and abs(gaps[0] / gaps[1] - 2) < 0.02


def main():
    written = json.loads((unit / "reference.json").read_text())
    assert written == theirs.decimals(theirs.reference()), "reference.json is not what theirs.py derives"
    check_the_cpp()
    python = [text for language, text in blocks if language == "python"]
    commands = [line for language, text in blocks if not language for line in text.splitlines()]
    kernels = [command for command in commands if command.startswith("ntk kernel ")]
    predictions = [command for command in commands if command.startswith("ntk predict ")]
    assert (len(commands), len(kernels), len(predictions), len(python)) == (7, 5, 2, 4), "the page has other blocks"
    for span in re.findall(r"`(ntk [^`]*)`", page):
        assert span in ("ntk kernel", "ntk predict"), f"not tested, as it is within the text: {span}"
    save, combine, save_train, by_theirs = python
    arrays = {"np": np, "x_train": np.array(theirs.X_TRAIN), "x_test": np.array(theirs.X_TEST),
              "y_train": np.array(theirs.Y_TRAIN)[:, 0]}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        exec(save, arrays)
        exec(save_train, arrays)
        check_the_activations()
        check_kernels(kernels)
        check_numpy(combine)
        check_predict(*predictions, by_theirs, arrays)
        os.chdir("/")


main()
