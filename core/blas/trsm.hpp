// Triangular systems with many right-hand sides.
//
// Order: a system of more than base_order (32) unknowns is cut after the first n1 = split(n). Forwards (L X = B): solve
// the first n1, then B2 = B2 - L21 X1 as a gemm with alpha = -1, beta = 1, then solve the rest. Backwards the same from
// the end. A system of at most 32: x_i = (b_i - l(i, k) x_k for each solved k, one after the other in the order in
// which they were solved, each rounded once) * (1 / l(i, i)). Columns of B are independent.
#pragma once

#include "core/blas/trsm_kernel.hpp"
#include "core/blas/view.hpp"

namespace ntk::blas {

/// Where an order n > base_order is cut in two: the multiple of base_order next to n / 2. Part of the contract.
inline Index split(Index n) {
    return (n / 2 + base_order - 1) / base_order * base_order;
}

/// B = alpha T^-1 B for B (n, m) and the triangle of t (n, n), its diagonal taken as ones where `unit`, else of at
/// least 2^-1022 in size (its inverse is used). Where alpha is not 1 all of B is multiplied by it first (B = 0 where
/// alpha = 0, and t is not read).
void solve(Index n, Index m, double alpha, ConstView t, bool lower, bool unit, View b);

}  // namespace ntk::blas
