// sin x − x cos x on [0, π]: the dual activation of the ReLU (the arc-cosine kernel of order 1, Cho and Saul 2009) is
// (sin θ + (π − θ) cos θ)/π = sin_minus_x_cos(π − θ)/π for the angle θ between two inputs.
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {
inline namespace NTK_ISA {

/// sin x − x cos x for 0 ≤ x ≤ π, with full relative accuracy down to x = 0, where it is x³/3; NaN elsewhere.
template <class V>
inline V sin_minus_x_cos(V x) {
    using namespace detail;
    // Up to π/2: x³/3 (1 + u). For tiny x the cube is taken of 2^300 x, lest its parts underflow.
    const auto tiny = x < 0x1p-300;
    const V one = simd::broadcast(1.0, x);
    const V scaled = simd::select(tiny, x * 0x1p300, x);
    const Pair<V> square = product(scaled, scaled);
    const Pair<V> cube = product(square.high, scaled);
    const V third = cube.high * 0x1.5555555555555p-2;
    const Pair<V> three = fast_two_sum(2.0 * third, third);  // what the multiplication by 1/3 left
    const V rest = ((cube.high - three.high) - three.low + (cube.low + square.low * scaled)) * 0x1.5555555555555p-2;
    const V z = x * x;
    const V u = z * polynomial(z, -0x1.999999999999ap-4, 0x1.d41d41d41d516p-9, -0x1.1566abc01c5a3p-14,
                               0x1.937e112562f14p-21, -0x1.8d48f6d6c9fcep-28, 0x1.1a871f9d5af57p-35,
                               -0x1.317550672c54cp-43, 0x1.5d543284d23a7p-51, -0x1.3231c2656275ep-56);
    const V shrink = simd::select(tiny, simd::broadcast(0x1p-450, x), one);
    const V below = (third + (rest + third * u)) * shrink * shrink;

    // Above: a series around 2.375, its constant and linear terms with their errors.
    const V t = x - 2.375;
    const V t1 = upper(t);
    const Pair<V> line = fast_two_sum(simd::broadcast(0x1.33c19f75b2e13p+1, x), t1 * 0x1.a5c2bp+0);
    const V p = polynomial(t, -0x1.04588faf782ecp-1, -0x1.0783ad0700474p-1, -0x1.f9b5fd97c7bc6p-7, 0x1.35274c494a872p-5,
                           0x1.3ffdbade38d67p-9, -0x1.36790857e57d5p-10, -0x1.472c7e0d21a6cp-14, 0x1.5693eb6ab9eb3p-16,
                           0x1.4f4936c7d5053p-20, -0x1.dc22f364a4e62p-23, -0x1.a8b8d1cb8a464p-27, 0x1.c6450946b69ap-30,
                           0x1.7b3ca98271bap-34, -0x1.3ac5ddf72343bp-37, -0x1.966f3a0856c57p-40);
    const V above =
        line.high +
        (line.low + ((t - t1) * 0x1.a5c2bp+0 + (t * 0x1.72a1f6126ec4fp-28 + 0x1.5512ed529099p-52) + t * t * p));

    const V y = simd::select(x < 0x1.921fb54442d18p+0, below, above);
    return simd::select((x >= 0.0) & (x <= 0x1.921fb54442d18p+1), y, simd::broadcast(__builtin_nan(""), x));
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
