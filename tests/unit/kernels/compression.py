#!/usr/bin/env python3
"""Writes compression.json, beside this file: moments, matched steps and kernels of centred activations.

    compression.py > compression.json

Moments are integrals of the activation against the normal density and the Hermite polynomials z and z² − 1, by
quadrature with 30 digits between the thresholds. The matched steps are found by Newton's method on those integrals,
from the values that a search gave. A product E[(f(u) − c)(f(v) − c)] is an integral over u, between the places where f breaks, of
f(u) − c times the mean of f(v) − c given u, which is in closed form. Needs mpmath.
"""
import json

from mpmath import erf, exp, findroot, mp, mpf, pi, quad, sqrt

mp.dps = 30


def density(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


def pieces(thresholds):
    return [mpf(-12), *[t for t in sorted(thresholds) if -12 < t < 12], mpf(12)]


def steps(thresholds, levels):
    return lambda z: levels[sum(z > t for t in thresholds)]


def relu(z):
    return z if z > 0 else mpf(0)


def expectation(f, breaks, tau):
    return quad(lambda z: f(tau * z, z) * density(z), pieces([b / tau for b in breaks]))


def moments(f, breaks, tau):
    mean = expectation(lambda u, z: f(u), breaks, tau)
    return {
        "mean": mean,
        "first": expectation(lambda u, z: f(u) * z, breaks, tau) / tau,
        "second": expectation(lambda u, z: f(u) * (z * z - 1), breaks, tau) / tau**2,
        "square_second": expectation(lambda u, z: (f(u) - mean)**2 * (z * z - 1), breaks, tau) / tau**2,
        "variance": expectation(lambda u, z: (f(u) - mean)**2, breaks, tau),
    }


def matched(tau, scale, guess):
    wanted = moments(relu, [mpf(0)], scale)

    def difference(s1, s2, b):
        if not s1 < s2:
            return [mpf(1)] * 3
        got = moments(steps([s1, s2], [b, mpf(0), b]), [s1, s2], tau)
        return [got[name] - wanted[name] for name in ("first", "second", "square_second")]

    return list(findroot(difference, guess, tol=1e-20))


def normal(r):
    return (1 + erf(r / sqrt(2))) / 2


def steps_given(thresholds, levels):
    """E f(m + s w) for steps f."""
    return lambda m, s: levels[0] + sum((after - before) * (1 - normal((t - m) / s))
                                        for t, before, after in zip(thresholds, levels, levels[1:]))


def relu_given(m, s):
    return m * normal(m / s) + s * density(m / s)


def product(f, given, breaks, a, b, c, centre):
    """E[(f(u) − centre)(f(v) − centre)] of variances a and b and covariance c."""
    rho = c / sqrt(a * b)
    left = sqrt(b * (1 - rho * rho))
    return quad(lambda z: (f(sqrt(a) * z) - centre) * (given(sqrt(b) * rho * z, left) - centre) * density(z),
                pieces([t / sqrt(a) for t in breaks]))


def number(x):
    return mp.nstr(x, 18)


def main():
    cases = []
    for thresholds, levels, tau in (([-0.5, 1.25], [2.0, 0.0, 2.0], 1.0), ([-3.0, -2.0, 0.5, 1.5], [1.5, 0.0, -0.75, 0.0, 1.5], 0.8)):
        t, l = [mpf(x) for x in thresholds], [mpf(x) for x in levels]
        m = moments(steps(t, l), t, mpf(tau))
        cases.append({"thresholds": thresholds, "levels": levels, "tau": tau, "moments": {k: number(v) for k, v in m.items()}})
    rectifier = {k: number(v) for k, v in moments(relu, [mpf(0)], mpf("1.5")).items()}

    mp.dps = 20
    pairs = []
    for tau, scale, guess in (("1", "1", (0.9995, 2.2125, -2.4087)), ("0.5", "0.5", (0.49977, 1.10627, -1.20437)), ("1.5", "1", (-3.4312, 1.2537, 2.974))):
        s1, s2, b = matched(mpf(tau), mpf(scale), guess)
        pairs.append({"tau": float(tau), "rectifier_tau": float(scale), "s1": number(s1), "s2": number(s2), "b": number(b)})

    a, b, centre = mpf("1.21"), mpf("0.64"), mpf("0.375")
    t, l = [mpf(-2), mpf(-1), mpf("0.5"), mpf(1)], [mpf("1.5"), mpf(0), mpf("-0.75"), mpf(0), mpf("1.5")]
    kernels = []
    for rho in ("-0.5", "0.1", "0.9"):
        c = mpf(rho) * sqrt(a * b)
        kernels.append({
            "correlation": float(rho),
            "steps": number(product(steps(t, l), steps_given(t, l), t, a, b, c, centre)),
            "rectifier": number(product(relu, relu_given, [mpf(0)], a, b, c, centre))
        })
    print(json.dumps({
        "description": "Made by compression.py.",
        "steps": cases,
        "rectifier": {"tau": 1.5, "moments": rectifier},
        "matched": pairs,
        "products": {"a": 1.21, "b": 0.64, "centre": 0.375, "thresholds": [-2, -1, 0.5, 1], "levels": [1.5, 0, -0.75, 0, 1.5], "values": kernels}
    }, indent=1))


if __name__ == "__main__":
    main()
