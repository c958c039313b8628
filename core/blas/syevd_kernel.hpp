// The row operations of syevd (syevd.hpp), for each instruction set. Matrices are row-major, with row k at rows + k *
// step. Vectors and rows must not overlap. Each works on strips of columns, so that what it reads again stays in the
// cache.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// How many columns are worked on together at most.
inline constexpr Index strip = 32;

/// One rotation of neighbouring rows (x, y): x' = c x - s y, y' = s x + c y.
struct Rotation {
    double c, s;
};

/// A sweep of rotations from below: for r = count - 1 down to 0 rotation r turns the rows first + r (as x) and the one
/// after (as y).
struct Sweep {
    Index first, count;
    const Rotation* rotations;
};

/// A change of rank two: element (k, j) becomes itself less (v_k w_j + w_k v_j). A symmetric matrix stays one to the
/// bit.
struct RankTwo {
    const double *v, *w;
};

struct RowKernel {
    /// y_j = fma(a, x_j, y_j)
    void (*axpy)(Index n, double a, const double* x, double* y);
    /// Changes row k of such a matrix, of n columns.
    void (*change_row)(Index n, const RankTwo& change, Index k, double* row);
    /// y_j = fma(x_k, element (k, j), y_j) for k = 0, 1, … n - 1. Where `change` is not null the matrix (n, n) is
    /// changed on the way.
    void (*multiply)(Index n, const RankTwo* change, double* rows, Index step, const double* x, double* y);
    /// q (n, n) becomes H_0 H_1 … H_(n - 2), where H_j = I - tau_j v v' with v in row j of `a` from column j + 1 on, or
    /// I where tau_j is 0. `memory` is for n * strip doubles, aligned to a cache line.
    void (*multiply_reflections)(Index n, const double* a, Index a_row, const double* tau, double* q, double* memory);
    /// Makes `count` sweeps, one after the other, on the matrix (n, n) of `rows`, with such memory.
    void (*rotate)(Index n, const Sweep* sweeps, Index count, double* rows, Index step, double* memory);
};

#define DECLARE(isa)               \
    namespace isa {                \
    const RowKernel& row_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
