// The hyperbolic tangent.
#pragma once

#include "core/numeric/exp.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double tanh = 0.75;
}

inline namespace NTK_ISA {

/// tanh x for every x.
template <class V>
inline V tanh(V x) {
    using namespace detail;
    // tanh |x| = E/(E + 2) with E = e^2|x| − 1, numerator and denominator with their errors. From 20 on it is 1.
    const V ax = simd::abs(x);
    const Exponential<V> e = exponential(2.0 * simd::select(ax > 20.0, simd::broadcast(20.0, x), ax));
    const V power = power_of_two(e.k);
    const Pair<V> s = fast_two_sum(power - 1.0, power * e.high);
    const Pair<V> n = fast_two_sum(s.high, s.low + power * e.low);
    const Pair<V> d = two_sum(n.high, simd::broadcast(2.0, x));
    const V q = n.high / d.high;
    const V left = remainder(n.high, q, d.high) + (n.low - q * (d.low + n.low));
    const V y = q + left * rough_reciprocal(d.high);
    return simd::copysign(simd::select(ax < 0x1p-28, ax, y), x);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
