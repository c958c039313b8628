// sin x − x cos x on [0, π]. It gives the dual activation of the ReLU (the arc-cosine kernel of order 1, Cho and Saul
// 2009), which is (sin θ + (π − θ) cos θ)/π = sin_minus_x_cos(π − θ)/π for the angle θ between two inputs.
#pragma once

#include "core/numeric/trigonometry.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double sin_minus_x_cos = 0.9;
}

inline namespace NTK_ISA {

/// sin x − x cos x for 0 ≤ x ≤ π, with full relative accuracy down to x = 0, where it is x³/3; NaN elsewhere.
template <class V>
inline V sin_minus_x_cos(V x) {
    using namespace detail;
    // Up to 1: x³/3 (1 + u). For tiny x the cube is taken of 2^300 x, lest its parts underflow.
    const auto tiny = x < 0x1p-300;
    const V one = simd::broadcast(1.0, x);
    const V scaled = simd::select(tiny, x * 0x1p300, x);
    const Pair<V> square = product(scaled, scaled);
    const Pair<V> cube = product(square.high, scaled);
    const V third = cube.high * 0x1.5555555555555p-2;
    const Pair<V> three = fast_two_sum(2.0 * third, third);
    // The rounding errors of the cube and of the multiplication by 1/3.
    const V rest = ((cube.high - three.high) - three.low + (cube.low + square.low * scaled)) * 0x1.5555555555555p-2;
    const V z = x * x;
    const V u =
        z * polynomial(z, -0x1.999999999999ap-4, 0x1.d41d41d41d5fbp-9, -0x1.1566abc039a46p-14, 0x1.937e11775379p-21,
                       -0x1.8d4962a6a2097p-28, 0x1.1ad0410729b32p-35, -0x1.6309e51c3299ep-43, 0x1.d457778cb564cp-48);
    const V shrink = simd::select(tiny, simd::broadcast(0x1p-450, x), one);
    const V series = (third + (rest + third * u)) * shrink * shrink;

    // Above 1: with x = n π/2 + r it is sin r − x cos r, cos r + x sin r or −sin r + x cos r for n = 0, 1, 2. Both
    // terms are taken with their errors, because they partly cancel where n = 0.
    const V n = nearest_integer(x * 0x1.45f306dc9c883p-1);
    const SineCosine<V> of = sine_cosine(fast_two_sum(x - n * 0x1.921fb54442d18p+0, n * -0x1.1a62633145c07p-54));
    const auto odd = n == 1.0;
    const V sign_alone = simd::select(n == 2.0, -one, one), sign_times_x = simd::select(n == 0.0, -one, one);
    const V alone_high = sign_alone * simd::select(odd, of.cosine.high, of.sine.high);
    const V alone_low = sign_alone * simd::select(odd, of.cosine.low, of.sine.low);
    const Pair<V> factor =
        fast_two_sum(simd::select(odd, of.sine.high, of.cosine.high), simd::select(odd, of.sine.low, of.cosine.low));
    const V times = sign_times_x * x;
    const Pair<V> p = product(times, factor.high);
    const Pair<V> s = two_sum(alone_high, p.high);
    const V direct = s.high + (s.low + (alone_low + (p.low + times * factor.low)));

    const V y = simd::select(x < 1.0, series, direct);
    return simd::select((x >= 0.0) & (x <= 0x1.921fb54442d18p+1), simd::copysign(y, x),
                        simd::broadcast(__builtin_nan(""), x));
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
