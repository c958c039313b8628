// The Cholesky factor of a symmetric positive definite matrix.
//
// The order of operations: a matrix of order n > 32 is cut in two as in trsm.hpp. A11 is factored;
// L21 = A21 L11'^-1 (trsm); A22 = A22 - L21 L21' (the lower triangle of a gemm with alpha = -1, beta = 1); A22 is
// factored. A matrix of order at most 32 is factored column by column: from a(i, j) the products l(i, k) * l(j, k) are
// subtracted for k = 0, 1, … j - 1, one after the other, each rounded once; then l(j, j) = sqrt(a(j, j)) and
// l(i, j) = a(i, j) * (1 / l(j, j)).
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// Replaces the lower triangle of a (n, n) by L with A = L L'. The elements above it are neither read nor written.
/// Returns 0, or the order of the first leading minor that is not positive (or holds a NaN); L is then incomplete.
Index potrf_lower(Index n, View a);

}  // namespace ntk::blas
