// Scaling by powers of two, which is exact as long as nothing becomes subnormal.
#pragma once

#include "core/numeric/simd.hpp"

namespace ntk::blas {

/// The e with 2^e <= x < 2^(e + 1), for a normal x > 0; -1023 for a subnormal one.
inline int exponent_of(double x) {
    return static_cast<int>(simd::to_bits(x) >> 52) - 1023;
}

/// x * 2^exponent for an exponent from -1023 to 1023, in two steps, because the factor itself may be out of range.
inline double scaled(double x, int exponent) {
    const auto power = [](int e) { return simd::from_bits(static_cast<std::int64_t>(e + 1023) << 52); };
    return x * power(exponent / 2) * power(exponent - exponent / 2);
}

}  // namespace ntk::blas
