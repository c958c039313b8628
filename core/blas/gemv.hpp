// Products with a vector, y = alpha A x + beta y. They are matrix products with one column, and so add in the order of
// gemm.hpp.
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// y = alpha A x + beta y for A (m, n), x (n), y (m). x_i is at x[i * x_step], and y_i likewise. Steps may be negative,
/// but not zero.
void gemv(Index m, Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
          Index y_step);

/// The product with a symmetric A (n, n), of which only the elements with i ≥ j are read. The order of sums is that of
/// the product with the whole matrix.
void symv_lower(Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
                Index y_step);

}  // namespace ntk::blas
