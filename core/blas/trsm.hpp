// Triangular systems with many right-hand sides.
//
// Order: an order-n system of more than `base_order` (32) unknowns is cut after n1 = the multiple of 32 next to n / 2
// (split below). Forwards (L X = B): solve the first n1, then B2 = B2 - L21 X1 as a gemm with alpha = -1, beta = 1,
// then solve the rest. Backwards the same from the end. A system of at most 32: x_i = (b_i - l(i, k) x_k for each
// solved k, one after the other in the order in which they were solved) / l(i, i). Columns of B are independent.
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// Part of the contract: other values give other bits.
inline constexpr Index base_order = 32;
/// Where an order n > base_order is cut in two.
inline Index split(Index n) {
    return (n / 2 + base_order - 1) / base_order * base_order;
}

/// B = alpha T^-1 B for B (n, m) and the triangle of t (n, n), its diagonal taken as ones where `unit`. Where alpha is
/// not 1 all of B is multiplied by it first (B = 0 where alpha = 0, and t is not read).
void solve(Index n, Index m, double alpha, ConstView t, bool lower, bool unit, View b);

}  // namespace ntk::blas
