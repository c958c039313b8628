#!/usr/bin/env python3
"""What neural-tangents computes, with 60 digits, for the tests of core/coming-from-neural-tangents.md.

    theirs.py    writes reference.json, beside this file; exits with 77 where mpmath is missing

The functions have the library's names, arguments and conventions, as its documentation and its sources state them. Nothing
here is taken from core/: exponentials and inverses of matrices take the place of an eigendecomposition, difference
quotients that of gradients.
"""
import json
import pathlib
import re
import sys

try:
    import mpmath
except ImportError:
    print("mpmath is missing", file=sys.stderr)
    sys.exit(77)
from mpmath import atan2, cos, erf, exp, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 60

W_STD, B_STD = mpf("1.5"), mpf("0.1")
# Doubles, so that both sides have the same inputs.
X_TRAIN = [[0.5, -1.25, 2.0], [1.75, 0.25, -0.5], [-0.75, -0.5, -1.5], [0.1, 0.9, 0.3], [-2.0, 1.5, 0.7]]
X_TEST = [[0.4, -0.6, 1.1], [-1.0, 2.5, 0.2]]
Y_TRAIN = [[1.0, 0.3], [-0.5, 0.8], [0.25, -1.1], [2.0, 0.0], [-1.5, 0.6]]  # two outputs
FX_TRAIN_0 = [0.3, -0.2, 0.6, 0.1, -0.4]
FX_TEST_0 = [0.25, -0.35]
LEARNING_RATE, T, DIAG_REG = 0.5, 7.5, 0.0625


def exact(rows):
    return matrix([[mpf(value) for value in row] for row in rows])


def column(values):
    return matrix([mpf(value) for value in values])


# The activations. Each maps the covariance `nngp` and the variances `a` and `b` of two Gaussian inputs to the covariance
# of the outputs, and to the factor of the NTK.


def ab_relu(low, high):
    low, high = mpf(low), mpf(high)

    def layer(nngp, a, b):
        root = sqrt(max(a * b - nngp**2, mpf(0)))
        bent = (high - low) ** 2 / (2 * pi)
        slope = (low**2 + high**2) / 2 - bent * atan2(root, nngp)
        return bent * root + slope * nngp, slope

    return layer


def erf_layer(nngp, a, b):
    root = sqrt((1 + 2 * a) * (1 + 2 * b) - 4 * nngp**2)
    return 2 / pi * atan2(2 * nngp, root), 4 / pi / root


def gelu(nngp, a, b):
    product, product_plus_1 = a * b, (1 + a) * (1 + b)
    squared = product_plus_1 - nngp**2
    angle = atan2(nngp, sqrt(squared))
    value = (nngp**2 + product * squared) / (product_plus_1 * sqrt(squared)) + nngp * angle
    slope = (1 / squared + (1 - product) / product_plus_1 + 1) * nngp / sqrt(squared) + angle
    return value / (2 * pi) + nngp / 4, slope / (2 * pi) + mpf(1) / 4


def sin_layer(phase):
    def layer(nngp, a, b):
        minus, plus = exp(-(a + b) / 2 + nngp), exp(-(a + b) / 2 - nngp) * cos(2 * phase)
        return (minus - plus) / 2, (minus + plus) / 2

    return layer


def gaussian(nngp, a, b):
    root = sqrt((1 + 2 * a) * (1 + 2 * b) - 4 * nngp**2)
    return 1 / root, 4 * nngp / root**3


ACTIVATIONS = {
    "relu": ab_relu(0, 1),
    "leaky_relu:0.2": ab_relu(0.2, 1),
    "identity": ab_relu(1, 1),
    "erf": erf_layer,
    "gelu": gelu,
    "sine": sin_layer(mpf(0)),
    "cosine": sin_layer(pi / 2),
    "gaussian": gaussian,
}


def serial(activation, hidden_layers, w_std=W_STD, b_std=B_STD, first=None):
    """The layers Dense, activation, Dense, …, Dense, where `first` may give the first Dense another (W_std, b_std)."""
    dense = ("Dense", w_std, b_std)
    layers = [("Dense", *first) if first else dense]
    for _ in range(hidden_layers):
        layers += [ACTIVATIONS[activation], dense]
    return layers


def kernel_fn(layers, x1, x2):
    """NNGP and NTK between the rows of two matrices, layer by layer, in the parameterization 'ntk'."""
    nngps, ntks = matrix(x1.rows, x2.rows), matrix(x1.rows, x2.rows)
    for i in range(x1.rows):
        for j in range(x2.rows):
            rows = [(x1[i, :], x1[i, :]), (x2[j, :], x2[j, :]), (x1[i, :], x2[j, :])]
            cov1, cov2, nngp = (mpmath.fdot(u, v) / x1.cols for u, v in rows)
            ntk = mpf(0)
            for layer in layers:
                if isinstance(layer, tuple):
                    _, w_std, b_std = layer
                    cov1, cov2, nngp = (w_std**2 * k + b_std**2 for k in (cov1, cov2, nngp))
                    ntk = nngp + w_std**2 * ntk
                else:
                    nngp, slope = layer(nngp, cov1, cov2)
                    (cov1, _), (cov2, _) = layer(cov1, cov1, cov1), layer(cov2, cov2, cov2)
                    ntk *= slope
            nngps[i, j], ntks[i, j] = nngp, ntk
    return {"nngp": nngps, "ntk": ntks}


# Predictions


def regularised(k, diag_reg, absolute):
    unit = mpf(1) if absolute else sum(k[i, i] for i in range(k.rows)) / k.rows
    return k + mpf(diag_reg) * unit * mpmath.eye(k.rows)


def influence(k_train_train, k_test_train, flow):
    """k_test_train K⁻¹ (I − exp(−K flow)); flow None is an infinite one. `flow` is learning_rate · t / y_train.size."""
    left = mpmath.eye(k_train_train.rows)
    if flow is not None:
        left -= mpmath.expm(-k_train_train * flow, method="taylor")
    return k_test_train * (k_train_train**-1 * left)


def flow_of(t, size):
    return None if t is None else mpf(LEARNING_RATE) * mpf(t) / size


def gradient_descent_mse(k_train_train, y_train, t, fx_train_0, fx_test_0, k_test_train, size=None, diag_reg=0):
    k = regularised(k_train_train, diag_reg, False)
    return fx_test_0 + influence(k, k_test_train, flow_of(t, size or y_train.rows)) * (y_train - fx_train_0)


def ensemble(get, k_dd, k_td, nngp_tt, y_train, t, diag_reg, absolute=False):
    """gradient_descent_mse_ensemble, and gp_inference where t is None: mean and covariance."""
    kind, start = {"nngp": ("nngp", "nngp"), "ntk": ("ntk", "nngp"), "ntkgp": ("ntk", "ntk")}[get]
    k = regularised(k_dd[kind], diag_reg, absolute)
    flow = flow_of(t, y_train.rows * y_train.cols)
    b = influence(k, k_td[kind], flow)
    if get == "ntk":
        both = b * k_td["nngp"].T
        covariance = nngp_tt + b * k_dd["nngp"] * b.T - both - both.T
    else:
        covariance = nngp_tt - influence(k, k_td[kind], None if flow is None else 2 * flow) * k_td[start].T
    return b * y_train, covariance


# A network of finite width. The parameters are, for each Dense layer, W (inputs, outputs) by rows, and then b.

WIDTH, HIDDEN_LAYERS = 4, 2
PARAMETERS = [round(float(mpmath.sin(k * k + 1)), 3) for k in range(3 * 4 + 4 + 4 * 4 + 4 + 4 + 1)]
NEW_PARAMETERS = [round(p + 0.125 * float(mpmath.cos(3 * k)), 3) for k, p in enumerate(PARAMETERS)]
FUNCTIONS = {"relu": lambda z: max(z, mpf(0)), "erf": erf}


def apply_fn(activation, parameters, x):
    """The outputs (n) of the network for the rows of x."""
    outputs = []
    for i in range(x.rows):
        h, at = list(x[i, :]), 0
        for layer in range(HIDDEN_LAYERS + 1):
            width = WIDTH if layer < HIDDEN_LAYERS else 1
            w, b = parameters[at:], parameters[at + len(h) * width:]
            z = [W_STD / sqrt(len(h)) * sum(h[i] * w[i * width + j] for i in range(len(h))) + B_STD * b[j] for j in range(width)]
            at += (len(h) + 1) * width
            h = [FUNCTIONS[activation](value) for value in z] if layer < HIDDEN_LAYERS else z
        outputs.append(h[0])
    return matrix(outputs)


def derivative(activation, direction, x):
    """The derivative of the outputs along a direction, by a quotient whose error is 1e-40 relatively."""
    step = mpf(10) ** -20
    moved = [[mpf(p) + sign * step * mpf(v) for p, v in zip(PARAMETERS, direction)] for sign in (1, -1)]
    return (apply_fn(activation, moved[0], x) - apply_fn(activation, moved[1], x)) / (2 * step)


def jacobian(activation, x):
    result = matrix(x.rows, len(PARAMETERS))
    for k in range(len(PARAMETERS)):
        result[:, k] = derivative(activation, [int(k == other) for other in range(len(PARAMETERS))], x)
    return result


def network_numbers(activation):
    x_train, x_test = exact(X_TRAIN), exact(X_TEST)
    at_start = [mpf(p) for p in PARAMETERS]
    direction = [mpf(new) - old for new, old in zip(NEW_PARAMETERS, at_start)]
    of_train, of_test = jacobian(activation, x_train), jacobian(activation, x_test)
    fx_train_0, fx_test_0 = apply_fn(activation, at_start, x_train), apply_fn(activation, at_start, x_test)
    k_train_train, k_test_train = of_train * of_train.T, of_test * of_train.T
    y_train = exact(Y_TRAIN)[:, 0]
    fx_train, fx_test = fx_train_0, fx_test_0
    for _ in range(10):  # steps of gradient descent on the linearised network, by ½ mean squared error
        residual = mpf(LEARNING_RATE) * (fx_train - y_train) / y_train.rows
        fx_train, fx_test = fx_train - k_train_train * residual, fx_test - k_test_train * residual
    return {
        "activation": activation,
        "apply_fn": fx_test_0,
        "empirical_ntk": k_test_train,
        "empirical_nngp": fx_test_0 * fx_train_0.T,
        "linearize": fx_test_0 + derivative(activation, direction, x_test),
        "linearised_after_10_steps": fx_test,
    }


def reference():
    x_train, x_test, y_train = exact(X_TRAIN), exact(X_TEST), exact(Y_TRAIN)
    kernels = []
    for activation in ACTIVATIONS:
        for hidden_layers in (1, 2, 3):
            of_test = kernel_fn(serial(activation, hidden_layers), x_test, x_train)
            of_train = kernel_fn(serial(activation, hidden_layers), x_train, x_train)
            kernels.append({"activation": activation, "hidden_layers": hidden_layers})
            kernels[-1].update({kind + "_test_train": of_test[kind] for kind in of_test})
            kernels[-1].update({kind + "_train_train": of_train[kind] for kind in of_train})

    layers = serial("relu", 2)
    k_dd, k_td = kernel_fn(layers, x_train, x_train), kernel_fn(layers, x_test, x_train)
    k_tt = kernel_fn(layers, x_test, x_test)
    y = y_train[:, 0]
    start = column(FX_TRAIN_0), column(FX_TEST_0), k_td["ntk"]
    zero = column([0] * y.rows), column([0] * x_test.rows), k_td["ntk"]
    ensembles = []
    for get in ("nngp", "ntk", "ntkgp"):
        for t in (T, None) if get != "ntkgp" else (None,):
            for diag_reg, absolute in ((0, False), (DIAG_REG, False), (DIAG_REG, True)):
                nngp_tt = k_tt["ntk" if get == "ntkgp" else "nngp"]
                mean, covariance = ensemble(get, k_dd, k_td, nngp_tt, y, t, diag_reg, absolute)
                ensembles.append({"get": get, "t": t, "diag_reg": diag_reg, "absolute": absolute,
                                  "mean": mean, "covariance": covariance})
    return {
        "description": "Numbers that neural-tangents computes, derived by theirs.py",
        "x_train": X_TRAIN, "x_test": X_TEST, "y_train": Y_TRAIN, "fx_train_0": FX_TRAIN_0, "fx_test_0": FX_TEST_0,
        "learning_rate": LEARNING_RATE, "t": T, "diag_reg": DIAG_REG,
        "kernels": kernels,
        "gradient_descent_mse": {
            "finite": gradient_descent_mse(k_dd["ntk"], y, T, *start),
            "infinite": gradient_descent_mse(k_dd["ntk"], y, None, *start),
            "regularised": gradient_descent_mse(k_dd["ntk"], y, T, *start, diag_reg=DIAG_REG),
            "two_outputs": [gradient_descent_mse(k_dd["ntk"], y_train[:, k], T, *zero, size=y_train.rows * 2) for k in (0, 1)],
        },
        "ensembles": ensembles,
        "max_learning_rate": 2 * y.rows / (max(mpmath.eigsy(k_dd["ntk"], eigvals_only=True)) + mpf("1e-12")),
        "network": {"parameters": PARAMETERS, "new_parameters": NEW_PARAMETERS,
                    "activations": [network_numbers(activation) for activation in FUNCTIONS]},
    }


def decimals(value):
    """Matrices as lists of rows, columns as lists, numbers of many digits as texts of 20."""
    if isinstance(value, mpmath.matrix):
        rows = [[nstr(v, 20) for v in value[i, :]] for i in range(value.rows)]
        return [row[0] for row in rows] if value.cols == 1 else rows
    if isinstance(value, dict):
        return {key: decimals(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [decimals(entry) for entry in value]
    return nstr(value, 20) if isinstance(value, mpf) else value


def main():
    text = json.dumps(decimals(reference()), indent=1)
    one_line_each = re.sub(r"\[[^][{}]*\]", lambda row: " ".join(row.group().split()), text)
    pathlib.Path(__file__).with_name("reference.json").write_text(one_line_each + "\n")


if __name__ == "__main__":
    main()
