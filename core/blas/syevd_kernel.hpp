// The row operations of syevd (syevd.hpp), for each instruction set. Vectors have n elements and must not overlap.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// One rotation of neighbouring rows (x, y): x' = c x - s y, y' = s x + c y.
struct Rotation {
    double c, s;
};

struct RowKernel {
    /// y_j = fma(a, x_j, y_j)
    void (*axpy)(Index n, double a, const double* x, double* y);
    /// row_j = row_j - (a w_j + b v_j)
    void (*rank_two)(Index n, double a, const double* w, double b, const double* v, double* row);
    /// For r = count - 1 down to 0 applies rotation r to the rows r (as x) and r + 1 (as y). Row r is at rows + r *
    /// step.
    void (*rotate)(Index n, Index count, const Rotation* rotations, double* rows, Index step);
};

#define DECLARE(isa)               \
    namespace isa {                \
    const RowKernel& row_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
