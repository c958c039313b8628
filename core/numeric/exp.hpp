// e^x and e^x − 1.
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {
inline namespace NTK_ISA {
namespace detail {

/// e^x = 2^k (1 + high + low), |high| ≤ log(2)/2.
template <class V>
struct Exponential {
    V k, high, low;
};

/// |x| < 2^20.
template <class V>
inline Exponential<V> exponential(V x) {
    const V k = nearest_integer(x * 0x1.71547652b82fep+0);
    const V a = x - k * 0x1.62e42feep-1;
    const V b = k * 0x1.a39ef35793c76p-33;
    const V r = a - b;
    const V p = polynomial(r, 0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555556p-5, 0x1.1111111110052p-7,
                           0x1.6c16c16c15ffap-10, 0x1.a01a01ac1d20dp-13, 0x1.a01a01a818b55p-16, 0x1.71de01afd7672p-19,
                           0x1.27e4d8178c1a9p-22, 0x1.af4ec433d48e8p-26, 0x1.1f78e298c4fcbp-29);
    return {k, r, ((a - r) - b) + r * r * p};
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
    const V shift = 1.0 - power_of_two(simd::select(e.k > 60.0, simd::broadcast(-60.0, x), -e.k));
    const Pair<V> s = fast_two_sum(shift, e.high);
    return simd::copysign(scale(s.high + (s.low + e.low), e.k), x);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
