// Cholesky factor of a symmetric positive definite matrix.
//
// Order: an order n > 32 is cut as in trsm.hpp: factor A11; L21 = A21 L11'^-1 (trsm); A22 = A22 - L21 L21' (the lower
// triangle of a gemm with alpha = -1, beta = 1); factor A22. An order of at most 32, column by column: a(i, j) has
// l(i, k) * l(j, k) subtracted for k = 0, 1, … j - 1, one after the other, each rounded once; l(j, j) = sqrt(a(j, j)),
// l(i, j) = a(i, j) * (1 / l(j, j)).
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// The lower triangle of a (n, n) becomes L with A = L L'; the elements above it are neither read nor written.
/// Returns 0, or the order of the first leading minor that is not positive (or holds a NaN); L is then incomplete.
Index potrf_lower(Index n, View a);

}  // namespace ntk::blas
