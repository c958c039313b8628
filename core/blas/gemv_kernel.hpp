// The two kernels under every product with a vector: one for a matrix that is stored by columns, one for a matrix that
// is stored by rows.
//
// Both take acc_i = fma(a(i, p), x_p, acc_i) for p = 0, 1, … depth - 1, one after the other, for each i < m. x_p is at
// x[p * x_step]. Vectors run over i.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

struct GemvKernel {
    /// For a(i, p) at a[i + p * step].
    void (*columns)(Index m, Index depth, const double* a, Index step, const double* x, Index x_step, double* acc);
    /// For a(i, p) at a[i * step + p], and x_step = 1.
    void (*rows)(Index m, Index depth, const double* a, Index step, const double* x, double* acc);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const GemvKernel& gemv_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
