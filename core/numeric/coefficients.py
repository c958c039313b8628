#!/usr/bin/env python3
"""Derives every coefficient of core/numeric's elementary functions.

    coefficients.py            prints them, with the relative error of each fit
    coefficients.py --check    fails unless the headers beside this file contain exactly these

Each polynomial is a least-squares fit at Chebyshev points in 60 digits, which is within a small factor of minimax.
Coefficients are rounded to double one at a time, lowest degree first, and the others fitted again to what that left.
Needs mpmath (Debian: python3-mpmath).
"""
import pathlib
import sys

from mpmath import cos, log, matrix, mp, mpf, pi, qr_solve, sin, sqrt, tan, taylor

mp.dps = 60


def hexadecimal(x):
    """The shortest hexadecimal floating literal of a double, as C++ spells it."""
    mantissa, exponent = float(x).hex().split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}"


def chebyshev_points(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def fit(function, low, high, degree):
    """Coefficients, as doubles, lowest first, of the polynomial of that degree."""
    points = chebyshev_points(mpf(low), mpf(high), 3 * (degree + 1))
    rest = [function(x) for x in points]
    rounded = []
    for k in range(degree + 1):
        powers = matrix(len(points), degree + 1 - k)
        for i, x in enumerate(points):
            for j in range(k, degree + 1):
                powers[i, j - k] = x**j
        coefficients, _ = qr_solve(powers, matrix(rest))
        rounded.append(mpf(float(coefficients[0])))
        rest = [value - rounded[k] * x**k for value, x in zip(rest, points)]
    return rounded


def largest_error(function, coefficients, low, high):
    """Largest |polynomial - function| over |function| on a grid."""
    worst = mpf(0)
    for i in range(1, 400):
        x = mpf(low) + (mpf(high) - mpf(low)) * i / 400
        if x == 0:
            continue
        value = sum(c * x**j for j, c in enumerate(coefficients))
        worst = max(worst, abs(value / function(x) - 1))
    return worst


def split(x, bits):
    """x as the sum of two doubles, the first with only so many significant bits."""
    mantissa, exponent = mp.frexp(x)
    high = mpf(int(mantissa * 2**bits)) / 2**bits * mpf(2)**exponent
    return [high, mpf(float(x - high))]


def series(function_coefficient):
    """A power series in z, to as many terms as 60 digits need for |z| < 10."""
    terms = [function_coefficient(k) for k in range(60)]
    return lambda z: sum(c * z**k for k, c in enumerate(terms))


def sin_minus_x_cos(x):
    return sin(x) - x * cos(x)


def remainder_after_linear(function, centre):
    """t ↦ (f(c + t) - f(c) - f'(c) t) / t²."""
    terms = taylor(function, centre, 45)[2:]
    return lambda t: sum(c * t**k for k, c in enumerate(terms))


ln2 = log(mpf(2))
centre = mpf("2.375")

polynomials = [
    # (header, what, function, low, high, degree)
    ("exp.hpp", "(e^r - 1 - r) / r²", series(lambda k: 1 / mp.factorial(k + 2)), -ln2 / 2, ln2 / 2, 10),
    ("log.hpp", "(log((1 + s) / (1 - s)) - 2 s) / s³ in s²",
     series(lambda k: mpf(2) / (2 * k + 3)), 0, (3 - 2 * sqrt(mpf(2)))**2 * mpf("1.001"), 6),
    ("trigonometry.hpp", "(sin y - y) / y³ in y²", series(lambda k: (-1)**(k + 1) / mp.factorial(2 * k + 3)), 0,
     (pi / 4)**2 * mpf("1.001"), 5),
    ("trigonometry.hpp", "(cos y - 1 + y²/2) / y⁴ in y²", series(lambda k: (-1)**k / mp.factorial(2 * k + 4)), 0,
     (pi / 4)**2 * mpf("1.001"), 5),
    ("inverse_trigonometry.hpp", "(atan t - t) / t³ in t²", series(lambda k: mpf((-1)**(k + 1)) / (2 * k + 3)), 0,
     tan(pi / 8)**2 * mpf("1.001"), 11),
    ("inverse_trigonometry.hpp", "(asin s - s) / s³ in s²",
     series(lambda k: mp.binomial(2 * k + 2, k + 1) / mpf(4)**(k + 1) / (2 * k + 3)), 0, mpf("0.2501"), 13),
    ("sin_minus_x_cos.hpp", "(3 (sin x - x cos x) / x³ - 1) / x² in x²",
     series(lambda k: mpf(6) * (-1)**(k + 1) * (k + 2) / mp.factorial(2 * k + 5)), 0, (pi / 2)**2 * mpf("1.001"), 8),
    ("sin_minus_x_cos.hpp", "the rest after constant and linear term around 2.375, over t²",
     remainder_after_linear(sin_minus_x_cos, centre), pi / 2 - centre - mpf("0.001"), pi - centre, 14),
]

constants = [
    # (header, what, values)
    ("exp.hpp", "1 / log 2", [mpf(float(1 / ln2))]),
    ("exp.hpp", "log 2, 32 bits and the rest", split(ln2, 32)),
    ("log.hpp", "log 2, 32 bits and the rest", split(ln2, 32)),
    ("trigonometry.hpp", "π, 26 bits and the rest", split(pi, 26)),
    ("inverse_trigonometry.hpp", "π/4, 50 bits and the rest", split(pi / 4, 50)),
    ("sin_minus_x_cos.hpp", "the value at 2.375, a double and the rest", split(sin_minus_x_cos(centre), 53)),
    ("sin_minus_x_cos.hpp", "the slope at 2.375, 26 bits and the rest", split(centre * sin(centre), 26)),
]


def main():
    check = "--check" in sys.argv[1:]
    folder = pathlib.Path(__file__).parent
    missing = 0
    rows = [(header, what, values, None) for header, what, values in constants]
    for header, what, function, low, high, degree in polynomials:
        values = fit(function, low, high, degree)
        rows.append((header, what, values, largest_error(function, values, low, high)))
    for header, what, values, error in sorted(rows, key=lambda row: row[0]):
        if not check:
            print(f"{header}: {what}" + ("" if error is None else f" (relative error {mp.nstr(error, 3)})"))
        text = (folder / header).read_text() if check else ""
        for value in values:
            literal = hexadecimal(value)
            if not check:
                print(f"    {literal},")
            elif literal.lstrip("-") not in text:
                print(f"{header} lacks {literal} of {what}")
                missing += 1
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
