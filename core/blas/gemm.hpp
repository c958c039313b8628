// Matrix products C = alpha A B + beta C, and the lower triangle of such a product.
//
// The order of sums is the same on every machine and for any number of threads:
//  - The k terms of an element are cut into blocks of block_length (256).
//  - In each block acc begins at 0, and acc = fma(a(i, p), b(p, j), acc) in order of p, rounded once (numeric/fma.hpp).
//  - The first block gives C = alpha * acc where beta = 0 (C is not read), else C = beta * C + alpha * acc. Each later
//    block gives C = C + alpha * acc. Here every product and every sum is rounded.
//  - Where alpha = 0 or k = 0, A and B are not read: C = 0 where beta = 0, else C = beta * C.
// Vectors run over elements of C and threads take whole parts of C, so neither changes the order.
#pragma once

#include "core/blas/gemm_kernel.hpp"
#include "core/blas/view.hpp"

namespace ntk::blas {

/// C = alpha A B + beta C with A (m, k), B (k, n), C (m, n). C must have row or column stride 1; A and B may have any
/// strides, but are slow where neither is 1. C must share no memory with A or B.
void gemm(Index m, Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c);

/// The product for the elements with i ≥ j of a square C (n, n), with A (n, k) and B (k, n). The other elements are
/// neither read nor written.
void gemm_lower(Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c);

}  // namespace ntk::blas
