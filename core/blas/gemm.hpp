// Matrix products: C = alpha A B + beta C, and the lower triangle of the same.
//
// Order of sums, the same on every machine and number of threads: the k terms of an element are cut into blocks of
// block_length (256). In each block acc = 0, then acc = fma(a(i, p), b(p, j), acc), rounded once (numeric/fma.hpp), in
// order of p. The first block gives C = alpha * acc where beta = 0 (C is not read), else C = beta * C + alpha * acc;
// each later block C = C + alpha * acc: there every product and every sum is rounded. Where alpha = 0 or k = 0 A and B
// are not read: C = 0 where beta = 0, else C = beta * C. Vectors run over elements of C and threads take whole parts of
// C: neither touches the order.
#pragma once

#include "core/blas/gemm_kernel.hpp"
#include "core/blas/view.hpp"

namespace ntk::blas {

/// C = alpha A B + beta C with A (m, k), B (k, n), C (m, n), each with row or column stride 1 (any, but slowly, for
/// A and B). C shares no memory with A or B.
void gemm(Index m, Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c);

/// The same for the elements with i ≥ j of a square C (n, n); the others are neither read nor written.
void gemm_lower(Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c);

}  // namespace ntk::blas
