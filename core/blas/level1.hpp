// Operations on vectors of n elements. x_i is at x[i * x_step]; steps may be negative, but not zero.
//
// The order of the sums in dot and nrm2 is that of numeric/reduce.hpp. There are eight lanes. Lane l begins at 0 and
// adds the terms i = l, l + 8, l + 16 … in that order, each product fused with its sum. The lanes' sums are then added
// as ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)).
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

double dot(Index n, const double* x, Index x_step, const double* y, Index y_step);

/// The square root of the sum of squares. It does not overflow or underflow on the way, because the elements are scaled
/// by the power of two that brings the largest to [1, 2). Infinite where an element is infinite, NaN where one is NaN.
double nrm2(Index n, const double* x, Index x_step);

/// y = y + alpha x. Each element is alpha * x_i + y_i with both operations rounded. Where alpha = 0, y is left alone.
void axpy(Index n, double alpha, const double* x, Index x_step, double* y, Index y_step);

/// x = alpha x. It multiplies even where alpha = 0, so that a NaN or infinity in x gives NaN.
void scal(Index n, double alpha, double* x, Index x_step);

}  // namespace ntk::blas
