// Numbers so large or small that their squares leave the range of a double: to be scaled by a power of two, which is
// exact, before they are squared.
#pragma once

#include <cstddef>

namespace ntk::numeric {

/// 0 where the largest |x[i]| is between 2^-400 and 2^400, or is 0: then sums of squares of any differences that
/// doubles of this size can have are neither infinite nor 0. Else the k for which |x[i]| 2^-k < 2 for all i, and ≥ 1
/// for one. All x[i] must be finite.
int extreme_exponent(const double* x, std::size_t n);

/// x 2^k, |k| < 2044, rounded once where that is subnormal.
double scaled(double x, int k);

}  // namespace ntk::numeric
