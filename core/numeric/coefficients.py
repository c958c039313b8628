#!/usr/bin/env python3
"""Derives every coefficient of core/numeric's elementary functions.

    coefficients.py            prints them, with the error of each fit
    coefficients.py --check    fails unless the headers beside this file contain exactly these

Each polynomial is a least-squares fit at Chebyshev points in 60 digits, which is within a small factor of minimax.
Coefficients are rounded to double one at a time, lowest degree first, and the others fitted again to what that left.
Needs mpmath (Debian: python3-mpmath); without it the exit status is 77.
"""
import pathlib
import sys

try:
    from mpmath import acos, cos, erfc, exp, log, matrix, mp, mpf, pi, qr_solve, sqrt, tan
except ImportError:
    print("coefficients.py needs mpmath (Debian: python3-mpmath)", file=sys.stderr)
    sys.exit(77)

mp.dps = 60


def hexadecimal(x):
    """The shortest hexadecimal floating literal of a double, as C++ spells it."""
    mantissa, exponent = float(x).hex().split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}"


def chebyshev_points(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def fit(function, low, high, degree, weight):
    """Coefficients, as doubles, lowest first, of the polynomial of that degree with the least weighted error."""
    points = chebyshev_points(mpf(low), mpf(high), 3 * (degree + 1))
    weights = [weight(x) for x in points]
    rest = [w * function(x) for w, x in zip(weights, points)]
    rounded = []
    for k in range(degree + 1):
        powers = matrix(len(points), degree + 1 - k)
        for i, x in enumerate(points):
            for j in range(k, degree + 1):
                powers[i, j - k] = weights[i] * x**j
        coefficients, _ = qr_solve(powers, matrix(rest))
        rounded.append(mpf(float(coefficients[0])))
        rest = [value - w * rounded[k] * x**k for value, w, x in zip(rest, weights, points)]
    return rounded


def largest_error(function, coefficients, low, high, weight):
    """Largest weighted |polynomial - function|, and the weighted function's largest value, on a grid."""
    error = size = mpf(0)
    for i in range(401):
        x = mpf(low) + (mpf(high) - mpf(low)) * i / 400
        value = sum(c * x**j for j, c in enumerate(coefficients))
        error = max(error, abs(weight(x) * (value - function(x))))
        size = max(size, abs(weight(x) * function(x)))
    return error, size


def split(x, bits):
    """x as the sum of two doubles, the first with only so many significant bits."""
    mantissa, exponent = mp.frexp(x)
    high = mpf(int(mantissa * 2**bits)) / 2**bits * mpf(2)**exponent
    return [high, mpf(float(x - high))]


def series(function_coefficient):
    """A power series in z, to as many terms as 60 digits need for |z| < 10."""
    terms = [function_coefficient(k) for k in range(60)]
    return lambda z: sum(c * z**k for k, c in enumerate(terms))


def uniform(x):
    return mpf(1)


# erfc x = e^(-x²) W(t), t = (x - 2)/(x + 2): what matters is the error of the product.
def erfc_x(t):
    return 2 * (1 + t) / (1 - t)


def erfc_scaled(t):
    return exp(erfc_x(t)**2) * erfc(erfc_x(t))


def erfc_weight(t):
    return exp(-erfc_x(t)**2)


# Of the angle θ with 1 − cos θ = d.
def angle_of_versine(d):
    return (acos(1 - d) / sqrt(2 * d) - 1) / d


def dual_of_versine(d):
    angle = acos(1 - d)
    return (sqrt(d * (2 - d)) - angle * (1 - d)) / (sqrt(2 * d) * d) / pi


ln2 = log(mpf(2))

polynomials = [
    # (header, what, function, low, high, degree, weight)
    ("exp.hpp", "(e^r - 1 - r - r²/2) / r³", series(lambda k: 1 / mp.factorial(k + 3)), -ln2 / 2, ln2 / 2, 9, uniform),
    ("log.hpp", "(log((1 + s) / (1 - s)) - 2 s) / s³ in s²",
     series(lambda k: mpf(2) / (2 * k + 3)), 0, (3 - 2 * sqrt(mpf(2)))**2 * mpf("1.001"), 6, uniform),
    ("trigonometry.hpp", "(sin y - y) / y³ in y²", series(lambda k: (-1)**(k + 1) / mp.factorial(2 * k + 3)), 0,
     (pi / 4)**2 * mpf("1.001"), 5, uniform),
    ("trigonometry.hpp", "(cos y - 1 + y²/2) / y⁴ in y²", series(lambda k: (-1)**k / mp.factorial(2 * k + 4)), 0,
     (pi / 4)**2 * mpf("1.001"), 5, uniform),
    ("inverse_trigonometry.hpp", "(atan t - t) / t³ in t²", series(lambda k: mpf((-1)**(k + 1)) / (2 * k + 3)), 0,
     tan(pi / 8)**2 * mpf("1.001"), 11, uniform),
    ("inverse_trigonometry.hpp", "(asin s - s) / s³ in s²",
     series(lambda k: mp.binomial(2 * k + 2, k + 1) / mpf(4)**(k + 1) / (2 * k + 3)), 0, mpf("0.2501"), 13, uniform),
    ("sin_minus_x_cos.hpp", "(3 (sin x - x cos x) / x³ - 1) / x² in x²",
     series(lambda k: mpf(6) * (-1)**(k + 1) * (k + 2) / mp.factorial(2 * k + 5)), 0, 1, 7, uniform),
    ("versine.hpp", "(θ / √(2 d) - 1) / d in d", angle_of_versine, mpf("1e-8"), 1, 17, lambda d: d),
    ("versine.hpp", "(sin θ - θ cos θ) / (π d √(2 d)) in d", dual_of_versine, mpf("1e-8"), 1, 17, uniform),
    ("erf.hpp", "erf(x) / x - 1 in x²",
     series(lambda k: 2 / sqrt(pi) * (-1)**k / mp.factorial(k) / (2 * k + 1) - (k == 0)), 0, mpf("0.766"), 11, uniform),
    ("erf.hpp", "erfc(x) e^x² in (x - 2)/(x + 2)", erfc_scaled, mpf("-0.3914"), mpf(1) / 2, 13, erfc_weight),
]

constants = [
    # (header, what, values)
    ("exp.hpp", "1 / log 2", [mpf(float(1 / ln2))]),
    ("exp.hpp", "log 2, 32 bits and the rest", split(ln2, 32)),
    ("log.hpp", "log 2, 32 bits and the rest", split(ln2, 32)),
    ("trigonometry.hpp", "π, 26 bits and the rest", split(pi, 26)),
    ("inverse_trigonometry.hpp", "tan(π/8)", [mpf(float(tan(pi / 8)))]),
    ("inverse_trigonometry.hpp", "π/4, 50 bits and the rest", split(pi / 4, 50)),
    ("sin_minus_x_cos.hpp", "1/3", [mpf(float(mpf(1) / 3))]),
    ("sin_minus_x_cos.hpp", "2/π", [mpf(float(2 / pi))]),
    ("sin_minus_x_cos.hpp", "π/2, a double and the rest", split(pi / 2, 53)),
]


def main():
    check = "--check" in sys.argv[1:]
    folder = pathlib.Path(__file__).parent
    rows = [(header, what, [[hexadecimal(value)] for value in values], "") for header, what, values in constants]
    for header, what, function, low, high, degree, weight in polynomials:
        values = fit(function, low, high, degree, weight)
        error, size = largest_error(function, values, low, high, weight)
        note = f" (error {mp.nstr(error, 3)} of {mp.nstr(size, 3)})"
        rows.append((header, what, [[hexadecimal(value) for value in values]], note))
    missing = 0
    for header, what, groups, note in sorted(rows):
        if not check:
            print(f"{header}: {what}{note}")
        for group in groups:  # the literals that the header has side by side
            literals = ", ".join(group)
            if not check:
                print(f"    {literals}")
            elif literals not in " ".join((folder / header).read_text().split()):
                print(f"{header} lacks {literals} of {what}", file=sys.stderr)
                missing += 1
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
