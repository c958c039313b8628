#!/usr/bin/env python3
"""Derives the table of logistic_mixture.hpp.

    logistic_mixture.py            prints it, with the error of the mixture
    logistic_mixture.py --check    fails unless the header beside this file contains exactly these numbers

The logistic distribution is a mixture of normal distributions over their scale (Andrews & Mallows 1974; Stefanski 1991):
    1/(1 + e^-x) = ∫ Φ(x/(2k)) p(k) dk,   p the density of the Kolmogorov distribution.
The trapezoidal rule in log k converges exponentially. Needs mpmath; without it the exit status is 77.
"""
import pathlib
import sys

try:
    from mpmath import erf, erfc, exp, mp, mpf, pi, sqrt, tanh
except ImportError:
    print("logistic_mixture.py needs mpmath (Debian: python3-mpmath)", file=sys.stderr)
    sys.exit(77)

mp.dps = 40
STEP = mpf(1) / 10
LEAST = mpf(2)**-60  # of a weight


def kolmogorov_density(k):
    if k > mpf("0.7"):
        return 8 * k * sum((-1)**(j + 1) * j * j * exp(-2 * j * j * k * k) for j in range(1, 25))
    exponents = [(2 * j - 1)**2 * pi**2 / (8 * k * k) for j in range(1, 12)]
    return sqrt(2 * pi) / k**2 * sum(exp(-q) * (2 * q - 1) for q in exponents)


def table():
    """(s, w): 1/(1 + e^-x) = Σ w Φ(s x), as doubles, widest scale first."""
    scales = [exp(STEP * j) for j in range(-40, 41)]
    pairs = [(float(1 / (2 * k)), float(STEP * k * kolmogorov_density(k))) for k in scales]
    return [(s, w) for s, w in pairs if w > LEAST]


def errors(pairs):
    """Largest |Σ w erf(√2 s u)/tanh u - 1|, and largest |u| |Σ w Φ(-s u) - 1/(1 + e^u)|, on a grid."""
    of_tanh = of_silu = mpf(0)
    for i in range(-200, 100):
        u = mpf(10)**(mpf(i) / 50)
        of_tanh = max(of_tanh, abs(sum(w * erf(sqrt(mpf(2)) * s * u) for s, w in pairs) / tanh(u) - 1))
        tail = sum(w * erfc(s * u / sqrt(mpf(2))) / 2 for s, w in pairs)
        of_silu = max(of_silu, u * abs(tail - 1 / (1 + exp(u))))
    return of_tanh, of_silu


def main():
    pairs = table()
    lines = [f"{{{s.hex()}, {w.hex()}}}" for s, w in pairs]
    if "--check" not in sys.argv[1:]:
        of_tanh, of_silu = errors(pairs)
        print(f"{len(pairs)} terms; relative error of tanh {mp.nstr(of_tanh, 3)}, error of u/(1 + e^-u) {mp.nstr(of_silu, 3)}")
        print(",\n".join(lines))
        return
    header = " ".join((pathlib.Path(__file__).parent / "logistic_mixture.hpp").read_text().split())
    if ", ".join(lines) not in header:
        sys.exit("logistic_mixture.hpp does not hold this table")


if __name__ == "__main__":
    main()
