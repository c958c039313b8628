// sin(πx) and cos(πx).
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double sinpi = 0.85, cospi = 0.85;
}

inline namespace NTK_ISA {
namespace detail {

/// Sine and cosine of high + low, |high| ≤ π/4, to about 2^−56 each.
template <class V>
struct SineCosine {
    Pair<V> sine, cosine;
};

template <class V>
inline SineCosine<V> sine_cosine(Pair<V> angle) {
    const V a = angle.high, b = angle.low;
    const V z = a * a;
    const V s = polynomial(z, -0x1.5555555555555p-3, 0x1.1111111110c7fp-7, -0x1.a01a019ea0128p-13,
                           0x1.71de37b040fabp-19, -0x1.ae601f5cf1b6ap-26, 0x1.5e10f46459c91p-33);
    const V c = polynomial(z, 0x1.5555555555555p-5, -0x1.6c16c16c168cap-10, 0x1.a01a019f3824ep-16,
                           -0x1.27e4fa02b1dfap-22, 0x1.1eeb578a27a15p-29, -0x1.907344329409cp-37);
    // cos(a + b) = 1 − a1²/2 − (a² − a1²)/2 + z² c − a b; the rounding error of the first difference is kept.
    const V a1 = upper(a);
    const Pair<V> most = fast_two_sum(simd::broadcast(1.0, a), -0.5 * a1 * a1);
    return {{a, a * z * s + b * (1.0 - 0.5 * z)},
            {most.high, most.low + (z * z * c - (0.5 * (a + a1) * (a - a1) + a * b))}};
}

/// For x ≥ 0, with x = 2m + n/2 + r for integers m and n, |n| ≤ 2, |r| ≤ 1/4: n, and the sine and cosine of πr.
template <class V>
struct Turn {
    V n, sine, cosine;
};

template <class V>
inline Turn<V> turn(V x) {
    // y is x modulo 2, in [−1, 1]. Above 2^53 every double is an even integer.
    const V half = 0.5 * x;
    const V whole = simd::select(half < 0x1p52, (half + 0x1p52) - 0x1p52, half);
    const V y = x - 2.0 * whole;
    const V n = nearest_integer(2.0 * y);
    // A tiny r is enlarged, lest the products underflow; its sine is then πr itself.
    const auto tiny = x < 0x1p-900;
    const V one = simd::broadcast(1.0, x);
    const V r = (y - 0.5 * n) * simd::select(tiny, simd::broadcast(0x1p200, x), one);
    const V r1 = upper(r);
    const V most = r1 * 0x1.921fb5p+1, rest = (r - r1) * 0x1.921fb5p+1 + r * 0x1.110b4611a6263p-25;
    const SineCosine<V> of = sine_cosine(fast_two_sum(most, rest));
    const V sine = (of.sine.high + of.sine.low) * simd::select(tiny, simd::broadcast(0x1p-200, x), one);
    return {n, sine, of.cosine.high + of.cosine.low};
}

template <class V>
inline V negate_where(simd::Mask<V> mask, V x) {
    return simd::select(mask, -x, x);
}

}  // namespace detail

/// sin(πx) for every finite x; NaN at ±∞. At integers it is a zero with the sign of x.
template <class V>
inline V sinpi(V x) {
    using namespace detail;
    const Turn<V> t = turn(simd::abs(x));
    const auto odd = simd::abs(t.n) == 1.0;
    // It is sin πr, cos πr, −sin πr, −cos πr for n = 0, 1, ±2, −1. Adding 0 makes every zero positive.
    const V y = negate_where<V>((t.n == -1.0) | (simd::abs(t.n) == 2.0), simd::select(odd, t.cosine, t.sine)) + 0.0;
    return negate_where<V>(simd::copysign(simd::broadcast(1.0, x), x) < 0.0, y);
}

/// cos(πx) for every finite x; NaN at ±∞. At half-integers it is +0.
template <class V>
inline V cospi(V x) {
    using namespace detail;
    const Turn<V> t = turn(simd::abs(x));
    const auto odd = simd::abs(t.n) == 1.0;
    // It is cos πr, −sin πr, −cos πr, sin πr for n = 0, 1, ±2, −1.
    return negate_where<V>((t.n == 1.0) | (simd::abs(t.n) == 2.0), simd::select(odd, t.sine, t.cosine)) + 0.0;
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
