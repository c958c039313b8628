// y = alpha A x + beta y: the matrix product with one column, and so in its order of sums (gemm.hpp).
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// A (m, n), x (n), y (m); x_i at x[i * x_step], likewise y. Steps may be negative, not zero.
void gemv(Index m, Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
          Index y_step);

/// The same for a symmetric A (n, n), of which only the elements with i ≥ j are read. The order of sums is that of
/// the whole matrix.
void symv_lower(Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
                Index y_step);

}  // namespace ntk::blas
