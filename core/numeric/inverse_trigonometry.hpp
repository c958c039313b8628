// The inverse trigonometric functions atan2, acos and asin.
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double atan2 = 0.8, acos = 0.65, asin = 0.65;
}

inline namespace NTK_ISA {
namespace detail {

/// m π/4 + high + low for an integer 0 ≤ m ≤ 4, |high| < π/4 or m = 0, small low.
template <class V>
inline V eighths_of_turn_plus(V m, V high, V low) {
    const Pair<V> s = fast_two_sum(m * 0x1.921fb54442d18p-1, high);
    return s.high + (s.low + (m * 0x1.1a62633145c07p-55 + low));
}

}  // namespace detail

/// The angle of the point (x, y), in [−π, π], for all pairs, with C's values at zeros and infinities.
template <class V>
inline V atan2(V y, V x) {
    using namespace detail;
    const V zero = simd::broadcast(0.0, x), one = simd::broadcast(1.0, x);
    const V ax = simd::abs(x), ay = simd::abs(y);
    const auto steep = ay > ax;
    V large = simd::select(steep, ay, ax), small = simd::select(steep, ax, ay);
    // Scale the pair away from overflow and underflow.
    V factor = simd::select(large < 0x1p-400, simd::broadcast(0x1p600, x), one);
    factor = simd::select(large > 0x1p1000, simd::broadcast(0x1p-30, x), factor);
    large = large * factor;
    small = small * factor;
    // C's values need the quotient 0/1 where both are zero or one is infinite, and 1/1 where both are infinite.
    const auto infinite = large == __builtin_inf();
    small = simd::select(infinite, simd::select(small == __builtin_inf(), one, zero), small);
    large = simd::select(infinite | (large == 0.0), one, large);

    // atan(small/large) = atan t, or π/4 + atan t with t = (small − large)/(small + large): |t| ≤ tan(π/8).
    const auto wide = small > 0x1.a827999fcef32p-2 * large;
    const Pair<V> difference = fast_two_sum(-large, small), sum = fast_two_sum(large, small);
    const V n = simd::select(wide, difference.high, small);
    const V d = simd::select(wide, sum.high, large);
    const V t = n / d;
    // Correct for the rounding errors of the division and of n and d. Where small/large is tiny the quotient is the
    // angle.
    const V left = remainder(n, t, d) + simd::select(wide, difference.low - t * sum.low, zero);
    const V rest = simd::select(small > 0x1p-100 * large, left * rough_reciprocal(d), zero);

    const V z = t * t;
    const V p = polynomial(z, -0x1.5555555555555p-2, 0x1.9999999999814p-3, -0x1.2492492481b95p-3, 0x1.c71c71bc9a45ap-4,
                           -0x1.745d156530a74p-4, 0x1.3b137bd36b67ep-4, -0x1.110d299540044p-4, 0x1.e17ec1763993bp-5,
                           -0x1.abc8cbf554fcep-5, 0x1.72075e4005e63p-5, -0x1.14976e37a351ep-5, 0x1.fade0548d594ep-7);
    V m = simd::select(wide, one, zero);
    V sign = one;
    m = simd::select(steep, 2.0 - m, m);
    sign = simd::select(steep, -sign, sign);
    const auto left_half = simd::copysign(one, x) < 0.0;
    m = simd::select(left_half, 4.0 - m, m);
    sign = simd::select(left_half, -sign, sign);
    const V angle = eighths_of_turn_plus(m, sign * t, sign * (rest + t * z * p));
    return simd::select((x == x) & (y == y), simd::copysign(angle, y), x + y);
}

namespace detail {

/// asin of |x| or of √((1 − |x|)/2), whichever is at most 1/2: high + low.
template <class V>
struct HalfAngle {
    simd::Mask<V> direct;  // where it is that of |x|
    V high, low;
};

template <class V>
inline HalfAngle<V> half_angle(V x) {
    const V ax = simd::abs(x);
    const auto direct = ax < 0.5;
    const V z = simd::select(direct, x * x, 0.5 - 0.5 * ax);
    const V root = simd::sqrt(z);
    const V s = simd::select(direct, ax, root);
    // √z = s + rest; the root of 0 must not be divided by.
    const V rest = 0.5 * remainder(z, s, s) * rough_reciprocal(s + 0x1p-200);
    const V p = polynomial(z, 0x1.5555555555555p-3, 0x1.33333333334b5p-4, 0x1.6db6db6d96bafp-5, 0x1.f1c71c85a1a75p-6,
                           0x1.6e8b9f7518c4p-6, 0x1.1c4f24d61f5c1p-6, 0x1.c98bc6fd9c18dp-7, 0x1.7b3715295bcc4p-7,
                           0x1.39c1df7f46efep-7, 0x1.394e14a677a95p-7, 0x1.1f80871ed1c31p-9, 0x1.6048b883ed5a9p-6,
                           -0x1.65f91a06abde5p-6, 0x1.fe93e6310b87fp-6);
    return {direct, s, simd::select(direct, simd::broadcast(0.0, x), rest) + s * z * p};
}

}  // namespace detail

/// The angle in [0, π] whose cosine is x, for −1 ≤ x ≤ 1; NaN elsewhere.
template <class V>
inline V acos(V x) {
    using namespace detail;
    const HalfAngle<V> a = half_angle(x);
    const auto negative = x < 0.0;
    const auto pick = [&](double direct, double left, double right) {
        return simd::select(a.direct, simd::broadcast(direct, x),
                            simd::select(negative, simd::broadcast(left, x), simd::broadcast(right, x)));
    };
    const V sign = simd::select(negative, simd::broadcast(-1.0, x), simd::broadcast(1.0, x));
    const V factor = sign * pick(-1.0, 2.0, 2.0);
    return eighths_of_turn_plus(pick(2.0, 4.0, 0.0), factor * a.high, factor * a.low);
}

/// The angle in [−π/2, π/2] whose sine is x, for −1 ≤ x ≤ 1; NaN elsewhere.
template <class V>
inline V asin(V x) {
    using namespace detail;
    const HalfAngle<V> a = half_angle(x);
    const V m = simd::select(a.direct, simd::broadcast(0.0, x), simd::broadcast(2.0, x));
    const V factor = simd::select(a.direct, simd::broadcast(1.0, x), simd::broadcast(-2.0, x));
    return simd::copysign(eighths_of_turn_plus(m, factor * a.high, factor * a.low), x);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
