// Vectors: x_i at x[i * x_step]; steps may be negative, not zero.
//
// Order of the sums in dot and nrm2, that of numeric/reduce.hpp: eight lanes, lane l adds the terms i = l, l + 8, l +
// 16 … in that order, each lane from 0 and each product fused with its sum; then
// ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)).
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

double dot(Index n, const double* x, Index x_step, const double* y, Index y_step);

/// sqrt(sum of squares), without overflow or underflow on the way: the elements are scaled by the power of two
/// that brings the largest to [1, 2). Infinite where an element is; NaN where one is NaN.
double nrm2(Index n, const double* x, Index x_step);

/// y = y + alpha x, each element alpha * x_i + y_i, both operations rounded; y is left alone where alpha = 0.
void axpy(Index n, double alpha, const double* x, Index x_step, double* y, Index y_step);

/// x = alpha x. (Also with alpha = 0, where a NaN or infinity in x gives NaN.)
void scal(Index n, double alpha, double* x, Index x_step);

}  // namespace ntk::blas
