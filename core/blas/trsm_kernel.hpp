// The kernel under triangular systems and Cholesky factors: at most base_order unknowns, solved in the order in which
// they are stored. Vectors run over the systems.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// Part of the contract: another order gives other bits.
inline constexpr Index base_order = 32;

/// The lower triangle of L, l(i, k) at below[i * base_order + k] for k < i, and 1 / l(i, i) at inverse[i].
struct Triangle {
    alignas(64) double below[base_order * base_order];
    double inverse[base_order];
};

struct TrsmKernel {
    /// For each system j < systems, x(i, j) at x[i * step + j]: x_i = (x_i - l(i, k) x_k for k = 0, 1, … i - 1, one
    /// after the other, each fused: fma(-l(i, k), x_k, x_i)) * inverse(i), for i = 0, 1, … n - 1 (n <= base_order).
    void (*solve)(Index n, Index systems, const Triangle& l, double* x, Index step);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const TrsmKernel& trsm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
