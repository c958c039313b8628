#include "core/blas/gemv.hpp"

#include <algorithm>

#include "core/blas/gemm.hpp"
#include "core/blas/workspace.hpp"

namespace ntk::blas {

void gemv(Index m, Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
          Index y_step) {
    // y' = x' A', so that vectors run over y.
    const ConstView x_row{x, 0, x_step};
    if (y_step == 1) return gemm(1, m, n, alpha, x_row, a.transposed(), beta, {y, m, 1});
    static thread_local Workspace space;
    double* dense = space.reserve(m);
    if (beta != 0)
        for (Index i = 0; i < m; ++i) dense[i] = y[i * y_step];
    gemm(1, m, n, alpha, x_row, a.transposed(), beta, {dense, m, 1});
    for (Index i = 0; i < m; ++i) y[i * y_step] = dense[i];
}

void symv_lower(Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
                Index y_step) {
    // A slab of whole rows at a time.
    constexpr Index slab = 48;
    static thread_local Workspace space;
    for (Index first = 0; first < n; first += slab) {
        const Index rows = std::min(slab, n - first);
        double* whole = space.reserve(slab * n);  // (i, j) at [j * slab + i]
        for (Index j = 0; j < n; ++j)
            for (Index i = 0; i < rows; ++i) whole[j * slab + i] = first + i >= j ? a(first + i, j) : a(j, first + i);
        gemv(rows, n, alpha, {whole, 1, slab}, x, x_step, beta, y + first * y_step, y_step);
    }
}

}  // namespace ntk::blas
