// The kernel under triangular systems and Cholesky factors. It solves systems of at most base_order unknowns, in the
// order in which they are stored. Vectors run over the systems.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// The order of the systems that are not cut further. It is part of the contract: another order gives other bits.
inline constexpr Index base_order = 32;

/// A lower triangle L: l(i, k) is at below[i * base_order + k] for k < i, and 1 / l(i, i) at inverse[i].
struct Triangle {
    alignas(64) double below[base_order * base_order];
    double inverse[base_order];
};

struct TrsmKernel {
    /// Solves L x = b for each system j < systems, with x(i, j) at x[i * step + j] in the place of b and n <=
    /// base_order. For i = 0, 1, … n - 1 it takes x_i = fma(-l(i, k), x_k, x_i) for k = 0, 1, … i - 1, one after the
    /// other, and then x_i = x_i * inverse(i).
    void (*solve)(Index n, Index systems, const Triangle& l, double* x, Index step);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const TrsmKernel& trsm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
