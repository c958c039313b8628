#!/usr/bin/env python3
"""Writes near_pairs.json, beside this file: sin²θ of the first pre-activations of pairs of inputs, with 400 digits.

    near_pairs.py > near_pairs.json

The pre-activations' covariance is K(x,z) = w x·z/d + b, and sin²θ = 1 - K(x,z)²/(K(x,x) K(z,z)). Inputs are doubles, and written
as such: what they were meant to be plays no part. Needs mpmath.
"""
import json
import random

from mpmath import mp, mpf, nstr

mp.dps = 400
EPSILON = 2.0**-52


def inner(x, z, weight, bias):
    return mpf(weight) / len(x) * sum(mpf(p) * mpf(q) for p, q in zip(x, z)) + mpf(bias)


def pairs():
    random.seed(18)
    for d in (2, 3, 17, 40):
        centred = [random.gauss(0, 1) for _ in range(d)]
        uncentred = [5 + random.random() for _ in range(d)]
        for kind, x in ("centred", centred), ("uncentred", uncentred):
            noise = [random.gauss(0, 1) for _ in range(d)]
            for apart in (0.3, 1e-3, 1e-8, 1e-12, 1e-15):
                for sign in (1, -1):
                    yield f"{kind}, {d} columns, {apart} apart, {sign}", x, [sign * (p + apart * q) for p, q in zip(x, noise)]
        x = uncentred
        yield f"another uncentred row of {d}", x, [5 + random.random() for _ in range(d)]
        yield f"apart in the largest number alone, of {d}", x, [p * (1 + (p == max(x)) * 1e-9) for p in x]
        yield f"apart in the least number alone, of {d}", x, [p * (1 + (p == min(x)) * 1e-9) for p in x]
        yield f"equal, of {d}", x, x
        yield f"opposite, of {d}", x, [-p for p in x]
        yield f"doubled, of {d}", x, [2 * p for p in x]
        yield f"tripled, and rounded, of {d}", x, [3 * p for p in x]
        for scale_x, scale_z in ((1, 1e60), (1e-60, 1e60), (1e140, 1e140), (1e-140, 1e-140), (1e140, 1e-140)):
            yield (f"scaled by {scale_x} and {scale_z}, of {d}", [scale_x * p for p in x],
                   [scale_z * (p + 1e-10 * q) for p, q in zip(x, noise)])
    yield "the nearest that two rows of such numbers come", [1.0, 1 + EPSILON], [1 + EPSILON, 1 + 2 * EPSILON]
    yield "numbers far apart", [1.0, 1e-30], [1.0, 1e-30 * (1 + EPSILON)]
    yield "numbers far apart, the largest last", [1e-30, 3.0, 1e-60, 7.0], [1e-30 * (1 + EPSILON), 3.0, 1e-60, 7.0]
    yield "far apart and near to an axis", [1.0, 1e-100], [1e3, -1e-100]
    yield "one column", [3.0], [3.0 * (1 + EPSILON)]
    yield "one column, apart", [3.0], [2.5]
    yield "one column, opposite", [3.0], [-3.0]
    yield "one column, tiny", [3e-120], [2e-120]
    yield "a row of zeros beside a small one", [0.0, 0.0], [1e-5, -2e-7]
    yield "small ones of any direction, near the bias", [1e-9, 2e-9], [-1e-9, 5e-10]
    yield "small ones of any direction and any size", [1e-120, 2e-9], [-1e-9, 5e-140]


def wide(columns, exponent):
    """near_pairs.cpp makes the same two rows, too long to be kept."""
    x = [5 + k * 40503 % 65536 / 65536 for k in range(columns)]
    return x, [p + k * 30011 % 65536 * 2.0**-exponent for k, p in enumerate(x)]


def cases_of(x, z):
    for weight, bias in ((2.0, 0.0), (1.5, 0.25), (1.0, 1e-250)):
        cross, a, b = inner(x, z, weight, bias), inner(x, x, weight, bias), inner(z, z, weight, bias)
        if a * b == 0:
            continue  # no angle
        sine = 1 - cross * cross / (a * b)
        if sine > 0.1:
            continue  # not near: by subtraction
        assert sine == 0 or sine > mpf(10)**-380, (x, z)
        if 0 < sine < mpf(10)**-290:
            continue  # below the least double, or nearly
        yield {"weight_variance": weight, "bias_variance": bias, "parallel": bool(cross > 0), "sine_squared": nstr(sine, 20)}


def main():
    entries = [{"pair": name, "x": x, "z": z, "cases": list(cases_of(x, z))} for name, x, z in pairs()]
    entries += [{"pair": f"2000 columns, 2^-{exponent} apart", "columns": 2000, "exponent": exponent,
                 "cases": list(cases_of(*wide(2000, exponent)))} for exponent in (16, 30, 60)]
    print('[\n' + ",\n".join(json.dumps(entry) for entry in entries if entry["cases"]) + "\n]")


if __name__ == "__main__":
    main()
