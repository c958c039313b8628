// What the elementary functions are built from: polynomials, powers of two, and products and sums whose rounding
// error is kept. Everything is done in +, −, × and integer operations, for V = double or simd::Vector.
#pragma once

#include <cstdint>

#include "core/numeric/simd.hpp"

namespace ntk::numeric {
inline namespace NTK_ISA {
namespace detail {

/// c0 + x (c1 + x (c2 + …)).
template <class V>
inline V polynomial(V x, double c0) {
    return simd::broadcast(c0, x);
}
template <class V, class... Coefficients>
inline V polynomial(V x, double c0, Coefficients... rest) {
    return c0 + x * polynomial(x, rest...);
}

template <class V>
struct EvenAndOdd {
    V even, odd;
};
/// The even and the odd powers of a polynomial with an even number of coefficients, apart. That makes chains of
/// dependent operations half as long, which is faster where the processor has nothing else to do meanwhile.
template <class V>
inline EvenAndOdd<V> even_and_odd(V square, double c0, double c1) {
    return {simd::broadcast(c0, square), simd::broadcast(c1, square)};
}
template <class V, class... Coefficients>
inline EvenAndOdd<V> even_and_odd(V square, double c0, double c1, Coefficients... rest) {
    const EvenAndOdd<V> higher = even_and_odd(square, rest...);
    return {c0 + square * higher.even, c1 + square * higher.odd};
}
template <class V, class... Coefficients>
inline V polynomial_in_halves(V x, Coefficients... coefficients) {
    const EvenAndOdd<V> terms = even_and_odd(x * x, coefficients...);
    return terms.even + x * terms.odd;
}

/// The nearest integer, ties to even, for |x| ≤ 2^51.
template <class V>
inline V nearest_integer(V x) {
    constexpr double magic = 0x1.8p52;  // there doubles are integers, and the sign of x does not matter
    return (x + magic) - magic;
}

/// 2^k for an integer −1023 < k < 1024.
template <class V>
inline V power_of_two(V k) {
    return simd::from_bits(simd::to_bits(k + (0x1.8p52 + 1023)) << 52);
}

/// y 2^k for an integer |k| < 2044. It is exact, or rounded once where the result is subnormal.
template <class V>
inline V scale(V y, V k) {
    const V half = nearest_integer(k * 0.5);
    return y * power_of_two(half) * power_of_two(k - half);
}

/// x with its lowest 27 bits cleared. Products of two such numbers are exact.
template <class V>
inline V upper(V x) {
    return simd::from_bits(simd::to_bits(x) & ~std::int64_t{0x7ffffff});
}

/// 1/x to 11 bits or more, for x > 0, x and 1/x normal.
template <class V>
inline V rough_reciprocal(V x) {
    V r = simd::from_bits(0x7fde623822fc16e6 - simd::to_bits(x));
    r = r * (2.0 - x * r);
    return r * (2.0 - x * r);
}

/// A number that is known more precisely than one double: the sum high + low, |low| being at most about half an ulp of
/// high.
template <class V>
struct Pair {
    V high, low;
};

/// a + b without error, for |a| ≥ |b| or a = 0 (Dekker 1971).
template <class V>
inline Pair<V> fast_two_sum(V a, V b) {
    const V s = a + b;
    return {s, b - (s - a)};
}

/// a + b without error (Knuth).
template <class V>
inline Pair<V> two_sum(V a, V b) {
    const V s = a + b;
    const V t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}

/// a b with an error below 2^−104 |a b|, where nothing underflows.
template <class V>
inline Pair<V> product(V a, V b) {
    const V p = a * b;
    const V a1 = upper(a), a2 = a - a1;
    const V b1 = upper(b), b2 = b - b1;
    return {p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

/// n − q d, for q within a few ulp of n/d.
template <class V>
inline V remainder(V n, V q, V d) {
    const V q1 = upper(q), q2 = q - q1;
    const V d1 = upper(d), d2 = d - d1;
    return ((n - q1 * d1) - q1 * d2 - q2 * d1) - q2 * d2;
}

}  // namespace detail
}  // namespace NTK_ISA
}  // namespace ntk::numeric
