// The error function.
#pragma once

#include "core/numeric/exp.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double erf = 0.95;
}

inline namespace NTK_ISA {

/// erf x = 2/√π ∫₀ˣ e^(−t²) dt for every x.
template <class V>
inline V erf(V x) {
    using namespace detail;
    const V ax = simd::abs(x);
    // Below 7/8 it is x + x q(x²).
    const V z = ax * ax;
    const V q =
        polynomial(z, 0x1.06eba8214db69p-3, -0x1.812746b0379ffp-2, 0x1.ce2f21a0437c5p-4, -0x1.b82ce312b28d7p-6,
                   0x1.565bcd134b9d8p-8, -0x1.c02db4a303f3ap-11, 0x1.f9a331e367dacp-14, -0x1.f4d27b683bf12p-17,
                   0x1.b9dcc15f920bdp-20, -0x1.5e9ae0d45b504p-23, 0x1.ebe82fe1ae0d5p-27, -0x1.f498dd75ccfeep-31);
    const V near = ax + ax * q;
    // Above it is 1 − e^(−x²) w(t) with t = (x − 2)/(x + 2). From 6 on it is 1.
    const V b = simd::select(ax > 6.0, simd::broadcast(6.0, x), ax);
    const V w = polynomial((b - 2.0) / (b + 2.0), 0x1.058671b52c776p-2, -0x1.b57034efd3f82p-2, 0x1.eeea7dc8a7661p-3,
                           -0x1.437f0b68bcf93p-4, 0x1.e94715a30184ep-9, 0x1.ca95ed5ccc7dcp-8, -0x1.bc25aff5eef9dp-11,
                           -0x1.016b7ffc292e5p-10, 0x1.6d6441b80321bp-15, 0x1.6dc83acc48c21p-13, 0x1.d071a5f836b7bp-16,
                           -0x1.d1995f5f4bed9p-16, -0x1.085fb9271c5efp-16, -0x1.56289e55b1926p-19);
    const V b1 = upper(b);  // b1² is exact, b² = b1² + rest
    const V most = exp(-b1 * b1) * w, rest = (b - b1) * (b + b1);
    const V far = 1.0 - (most - most * (rest - 0.5 * rest * rest));
    return simd::copysign(simd::select(ax < 0.875, near, far), x);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
