#!/usr/bin/env python3
"""Writes activations.json, beside this file: NNGP and NTK of two inputs for every activation but ReLU.

    activations.py > activations.json

The dual activations are the textbook formulas with 160 digits (leaky ReLU from Cho & Saul 2009, erf from Williams 1997, GELU
as in Tsuchida et al. 2021, sine, cosine and Gaussian from the characteristic function), each checked here against the
trapezoidal rule over the plane, which converges exponentially for analytic functions (leaky ReLU: over the angle). Those
of tanh and SiLU are that rule itself, in the 64-bit mantissa of x86's long double: 17 digits, norms up to 30.
Needs mpmath and numpy.
"""
import json
import math
import random

import numpy
from mpmath import acos, asin, cos, erf, exp, mp, mpf, pi, quad, sin, sinh, cosh, sqrt, nstr

mp.dps = 160
LONG = numpy.longdouble
SLOPE = mpf(0.125)


def leaky_relu(a, b, c):
    norm = sqrt(a * b)
    if norm == 0:
        return mpf(0), SLOPE + (1 - SLOPE)**2 / 4
    angle = acos(max(-1, min(1, c / norm)))
    bent = (1 - SLOPE)**2 / (2 * pi)
    return SLOPE * c + bent * norm * (sin(angle) + (pi - angle) * cos(angle)), SLOPE + bent * (pi - angle)


def erf_dual(a, b, c):
    p = (1 + 2 * a) * (1 + 2 * b)
    return 2 / pi * asin(2 * c / sqrt(p)), 4 / pi / sqrt(p - 4 * c * c)


def sine(a, b, c):
    return exp(-(a + b) / 2) * sinh(c), exp(-(a + b) / 2) * cosh(c)


def cosine(a, b, c):
    return sine(a, b, c)[::-1]


def gaussian(a, b, c):
    d = (1 + 2 * a) * (1 + 2 * b) - 4 * c * c
    return 1 / sqrt(d), 4 * c / d / sqrt(d)


def gelu(a, b, c):
    p = (1 + a) * (1 + b)
    d = p - c * c
    angle = asin(c / sqrt(p)) / (2 * pi)
    value = c / 4 + c * angle + (c * c + a * b * d) / (p * sqrt(d)) / (2 * pi)
    return value, mpf(1) / 4 + angle + c / sqrt(d) / (2 * pi) * (1 / d + (1 - a * b) / p + 1)


def long_tanh(u):
    t = numpy.tanh(u)
    return t, 1 / numpy.cosh(u)**2


def long_silu(u):
    s = 1 / (1 + numpy.exp(-u))
    return u * s, s + u * s * (1 - s)


def on_a_grid(function):
    """The dual by the trapezoidal rule: (u, v) = (s x, t (ρ x + √(1−ρ²) y)) for x, y standard normal."""

    def dual(a, b, c):
        s, t = LONG(nstr(sqrt(a), 25)), LONG(nstr(sqrt(b), 25))
        rho = c / sqrt(a * b) if a * b > 0 else mpf(0)
        rho, rest = LONG(nstr(rho, 25)), LONG(nstr(sqrt(max(mpf(0), 1 - rho * rho)), 25))
        step = min(LONG(1) / 4, LONG(1) / 5 / max(s, t, LONG(1)))
        x = numpy.arange(-int(9.5 / step), int(9.5 / step) + 1).astype(LONG) * step
        density = numpy.exp(-x * x / 2) * step / numpy.sqrt(2 * LONG(nstr(pi, 25)))
        of_u, slope_u = function(s * x)
        value = slope = LONG(0)
        for xi, fu, gu, w in zip(x, of_u, slope_u, density):
            fv, gv = function(t * (rho * xi + rest * x))
            value += w * fu * numpy.sum(density * fv)
            slope += w * gu * numpy.sum(density * gv)
        return mpf(str(value)), mpf(str(slope))

    return dual


DUALS = {
    f"leaky_relu:{nstr(SLOPE)}": leaky_relu, "erf": erf_dual, "sine": sine, "cosine": cosine, "gaussian": gaussian,
    "gelu": gelu, "tanh": on_a_grid(long_tanh), "silu": on_a_grid(long_silu)
}
SCALAR = {  # φ and φ', for the check
    "erf": (erf, lambda u: 2 / sqrt(pi) * exp(-u * u)),
    "sine": (sin, cos),
    "cosine": (cos, lambda u: -sin(u)),
    "gaussian": (lambda u: exp(-u * u), lambda u: -2 * u * exp(-u * u)),
    "gelu": (lambda u: u * (1 + erf(u / sqrt(2))) / 2,
             lambda u: (1 + erf(u / sqrt(2))) / 2 + u * exp(-u * u / 2) / sqrt(2 * pi)),
}


def check():
    """The closed forms against quadrature, to 15 digits or more."""
    with mp.workdps(25):
        a, b = mpf("0.9"), mpf("1.6")
        for rho in (mpf("0.7"), mpf("-0.4")):
            rest, c = sqrt(1 - rho * rho), rho * sqrt(a * b)
            step = mpf(1) / 4
            points = [step * k for k in range(-36, 37)]
            weights = [step * exp(-x * x / 2) / sqrt(2 * pi) for x in points]
            for name, functions in SCALAR.items():
                for f, expected in zip(functions, DUALS[name](a, b, c)):
                    left = [w * f(sqrt(a) * x) for w, x in zip(weights, points)]
                    total = sum(l * sum(w * f(sqrt(b) * (rho * x + rest * y)) for w, y in zip(weights, points))
                                for l, x in zip(left, points))
                    assert abs(total - expected) < 1e-15, (name, rho, total, expected)
            # Homogeneous: E = (1/π) ∫ φ(√a cos t) φ(√b cos(t − θ)) dt, kinks where an argument changes sign.
            angle = acos(rho)
            kinks = sorted([-pi, pi, -pi / 2, pi / 2, angle - pi / 2, angle + pi / 2 - (2 * pi if angle > pi / 2 else 0)])
            for power, expected in zip((1, 0), leaky_relu(a, b, c)):
                phi = lambda z: (z if z > 0 else SLOPE * z) if power else (1 if z > 0 else SLOPE)
                scale = 1 / pi if power else 1 / (2 * pi)
                total = scale * quad(lambda t: phi(sqrt(a) * cos(t)) * phi(sqrt(b) * cos(t - angle)), kinks)
                assert abs(total - expected) < 1e-15, ("leaky_relu", rho, total, expected)


def kernels(dual, weight, bias, depths, x, y):
    """{L: (NNGP, NTK)} of the pair."""
    inner = lambda p, q: weight * sum(mpf(i) * mpf(j) for i, j in zip(p, q)) / len(p) + bias
    a, b, c = inner(x, x), inner(y, y), inner(x, y)
    theta, result = c, {}
    for layer in range(max(depths) + 1):
        if layer in depths:
            result[layer] = c, theta
        value, slope = dual(a, b, c)
        a, b = weight * dual(a, a, a)[0] + bias, weight * dual(b, b, b)[0] + bias
        c = weight * value + bias
        theta = c + weight * slope * theta
    return result


def turned(x, towards, angle):
    """x turned by that angle in the plane of the two."""
    length = math.hypot(*x)
    along = sum(p * q for p, q in zip(x, towards)) / length**2
    rest = [q - along * p for p, q in zip(x, towards)]
    scale = length / math.hypot(*rest)
    return [math.cos(angle) * p + math.sin(angle) * scale * q for p, q in zip(x, rest)]


def pairs():
    random.seed(1)
    draw = lambda: [random.gauss(0, 1) for _ in range(3)]
    x, y, nearby = draw(), draw(), draw()
    near = [p + 1e-9 * q for p, q in zip(x, nearby)]
    yield "random", x, y
    yield "equal", x, x
    yield "opposite", x, [-p for p in x]
    yield "near", x, near
    yield "nearly opposite", x, [-p for p in near]
    yield "scaled", x, [3 * p for p in x]
    yield "zero", x, [0.0, 0.0, 0.0]
    yield "tiny", [1e-12 * p for p in x], [1e-12 * p for p in y]
    yield "large", [8 * p for p in x], [8 * p for p in y]
    yield "huge", [1e12 * p for p in x], [1e12 * p for p in y]
    yield "huge, opposite", [1e12 * p for p in x], [-2e12 * p for p in x]
    # Where, with the variances 2 and 0, the first layer's dual is within 3e-8 of the angle at which its sign changes.
    for name, angle in (("GELU", 2.2030765), ("SiLU", 1.9127457), ("leaky ReLU", 2.0037271)):
        yield f"{name} all but 0", x, turned(x, y, angle)


def main():
    check()
    inputs = {name: {"x": x, "y": y} for name, x, y in pairs()}
    print('{"pairs": {\n' + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in inputs.items()) + '},\n"cases": [')
    separator = ""
    for name, dual in DUALS.items():
        quadrature = name in ("tanh", "silu")
        depths = (1, 2, 6) if quadrature else (1, 2, 6, 100)
        for weight, bias in ((2.0, 0.0), (1.5, 0.25)):
            for pair, of in inputs.items():
                if quadrature and pair.startswith("huge"):
                    continue
                for depth, (nngp, ntk) in kernels(dual, mpf(weight), mpf(bias), depths, of["x"], of["y"]).items():
                    if abs(nngp) < mpf(10)**-290:
                        continue  # sine and cosine of huge inputs: below the least double
                    print(separator + json.dumps({"activation": name, "weight_variance": weight, "bias_variance": bias,
                                                  "hidden_layers": depth, "pair": pair,
                                                  "nngp": nstr(nngp, 20), "ntk": nstr(ntk, 20)}), end="")
                    separator = ",\n"
    print("\n]}")


if __name__ == "__main__":
    main()
