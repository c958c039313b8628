// e^x and e^x − 1.
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double exp = 0.8, expm1 = 0.85;
}

inline namespace NTK_ISA {
namespace detail {

/// e^x = 2^k (1 + high + low), |high| < 0.42, |low| small.
template <class V>
struct Exponential {
    V k, high, low;
};

/// Splits e^x for |x| < 2^20. The rounding errors of the leading terms r + r²/2 are kept; the rest is at most a
/// sixtieth of these terms, so its own errors do not matter.
template <class V>
inline Exponential<V> exponential(V x) {
    const V k = nearest_integer(x * 0x1.71547652b82fep+0);
    const V a = x - k * 0x1.62e42feep-1;
    const V b = k * 0x1.a39ef35793c76p-33;
    const V r = a - b;
    const V r1 = upper(r);
    const V p = polynomial(r, 0x1.5555555555556p-3, 0x1.5555555555556p-5, 0x1.111111111070bp-7, 0x1.6c16c16c1609ep-10,
                           0x1.a01a01a90236p-13, 0x1.a01a01a7b5271p-16, 0x1.71de0a3cdbc01p-19, 0x1.27e4d944f0a76p-22,
                           0x1.af3f064b85896p-26, 0x1.1f769f8d12a4fp-29);
    const Pair<V> s = fast_two_sum(r, 0.5 * r1 * r1);
    const V rest = ((a - r) - b) + 0.5 * (r + r1) * (r - r1);
    return {k, s.high, s.low + (rest + r * r * r * p)};
}

}  // namespace detail

/// e^x for every x; +∞ above 709.78, subnormal below −708.4, 0 below −745.13.
template <class V>
inline V exp(V x) {
    using namespace detail;
    x = simd::select(x > 710.0, simd::broadcast(710.0, x), x);
    x = simd::select(x < -750.0, simd::broadcast(-750.0, x), x);
    const Exponential<V> e = exponential(x);
    const Pair<V> s = fast_two_sum(simd::broadcast(1.0, x), e.high);
    return scale(s.high + (s.low + e.low), e.k);
}

/// e^x − 1 for every x.
template <class V>
inline V expm1(V x) {
    using namespace detail;
    V y = simd::select(x > 710.0, simd::broadcast(710.0, x), x);
    y = simd::select(y < -40.0, simd::broadcast(-40.0, x), y);
    const Exponential<V> e = exponential(y);
    // 2^k ((1 − 2^−k) + high + low); from k = 60 on, 2^−k does not matter.
    const V one = simd::broadcast(1.0, x);
    const Pair<V> shift = two_sum(one, -power_of_two(simd::select(e.k > 60.0, -60.0 * one, -e.k)));
    const Pair<V> s = fast_two_sum(shift.high, e.high);
    return simd::copysign(scale(s.high + (s.low + (shift.low + e.low)), e.k), x);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
