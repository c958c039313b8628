// log x and log(1 + x).
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double log = 0.75, log1p = 0.75;
}

inline namespace NTK_ISA {
namespace detail {

/// k log 2 + log(1 + f) + rest, for √½ − 1 ≤ f ≤ √2 − 1 and a small rest. As in fdlibm,
/// log(1 + f) = f − h + s (h + R(s²)) with h = f²/2, s = f/(2 + f) and a polynomial R. The rounding errors of the sum
/// k log 2 + f − h are kept.
template <class V>
inline V logarithm(V k, V f, V rest) {
    const V h = 0.5 * f * f;
    const V s = f / (2.0 + f);
    const V z = s * s;
    const V r = z * polynomial(z, 0x1.5555555555558p-1, 0x1.99999999952c6p-2, 0x1.2492492dfacb6p-2,
                               0x1.c71c62d66e137p-3, 0x1.7462b955b60ccp-3, 0x1.39fdbf11a829dp-3, 0x1.2b603c353ce44p-3);
    const Pair<V> a = fast_two_sum(k * 0x1.62e42feep-1, f);
    const Pair<V> b = fast_two_sum(a.high, -h);
    return b.high + (b.low + (a.low + (s * (h + r) + (k * 0x1.a39ef35793c76p-33 + rest))));
}

/// x = 2^k m with √½ ≤ m < √2, for normal x > 0. x must not be a NaN, because its bits may overflow.
template <class V>
struct Binary {
    V k, m;
};
template <class V>
inline Binary<V> binary(V x) {
    constexpr std::int64_t one = 0x3ff0000000000000, sqrt_half = 0x3fe6a09e667f3bcd, fraction = 0x000fffffffffffff;
    const auto bits = simd::to_bits(x) + (one - sqrt_half);
    const V exponent = simd::from_bits(((bits & ~fraction) >> 52 & 0xfff) | 0x4330000000000000) - (0x1p52 + 1023);
    return {exponent, simd::from_bits((bits & fraction) + sqrt_half)};
}

}  // namespace detail

/// log x for every x: −∞ at ±0, NaN below.
template <class V>
inline V log(V x) {
    using namespace detail;
    const V zero = simd::broadcast(0.0, x), one = simd::broadcast(1.0, x);
    const auto finite = x < __builtin_inf();
    const auto subnormal = x < 0x1p-1022;
    const Binary<V> b = binary(simd::select(subnormal, x * 0x1p54, simd::select(finite, x, one)));
    const V k = b.k - simd::select(subnormal, simd::broadcast(54.0, x), zero);
    V y = logarithm(k, b.m - 1.0, zero);
    y = simd::select(finite, y, x);  // +∞ and NaN
    y = simd::select(x == 0.0, simd::broadcast(-__builtin_inf(), x), y);
    return simd::select(x < 0.0, simd::broadcast(__builtin_nan(""), x), y);
}

/// log(1 + x) for every x: −∞ at −1, NaN below.
template <class V>
inline V log1p(V x) {
    using namespace detail;
    const V zero = simd::broadcast(0.0, x);
    const V one = simd::broadcast(1.0, x);
    const auto finite = x < __builtin_inf();
    const Pair<V> u = two_sum(one, simd::select(finite, x, one));
    const Binary<V> b = binary(u.high);
    const auto near_one = b.k == 0.0;  // there x itself serves as f, without rounding
    V y = logarithm(b.k, simd::select(near_one, x, b.m - 1.0), simd::select(near_one, zero, u.low / u.high));
    y = simd::copysign(y, x);
    y = simd::select(finite, y, x);
    y = simd::select(x == -1.0, simd::broadcast(-__builtin_inf(), x), y);
    return simd::select(x < -1.0, simd::broadcast(__builtin_nan(""), x), y);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
