// Solves triangular systems with many right-hand sides.
//
// The order of operations: a system of more than base_order (32) unknowns is cut after the first n1 = split(n).
// Forwards, for L X = B, the first n1 are solved, then B2 = B2 - L21 X1 as a gemm with alpha = -1, beta = 1, then the
// rest is solved. Backwards it is the same from the end. In a system of at most 32 unknowns, l(i, k) x_k is subtracted
// from b_i for each solved k, one after the other in the order in which they were solved, each rounded once; the rest
// times (1 / l(i, i)) is x_i. Columns of B are independent of each other.
#pragma once

#include "core/blas/trsm_kernel.hpp"
#include "core/blas/view.hpp"

namespace ntk::blas {

/// Where a system of order n > base_order is cut in two: at n / 2 rounded up to a multiple of base_order. This is part
/// of the contract, because another cut gives other bits.
inline Index split(Index n) {
    return (n / 2 + base_order - 1) / base_order * base_order;
}

/// B = alpha T^-1 B for B (n, m) and T, the lower or upper triangle of t (n, n). Where `unit`, its diagonal is taken as
/// ones; otherwise diagonal elements must be at least 2^-1022 in size, because their inverses are used. Where alpha is
/// not 1, all of B is multiplied by it first; where it is 0, B = 0 and t is not read.
void solve(Index n, Index m, double alpha, ConstView t, bool lower, bool unit, View b);

}  // namespace ntk::blas
