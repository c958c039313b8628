#include "core/blas/trsm.hpp"

#include <algorithm>

#include "core/blas/gemm.hpp"

namespace ntk::blas {
namespace {

constexpr Index strip = 64;  // right-hand sides at a time

// At most base_order unknowns: a strip of B is copied so that right-hand sides lie side by side.
void solve_base(Index n, Index m, ConstView t, bool unit, View b, bool forwards) {
    for (Index first = 0; first < m; first += strip) {
        const Index width = std::min(strip, m - first);
        double x[base_order][strip];
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < width; ++j) x[i][j] = b(i, first + j);
        for (Index step = 0; step < n; ++step) {
            const Index i = forwards ? step : n - 1 - step;
            for (Index done = 0; done < step; ++done) {
                const Index k = forwards ? done : n - 1 - done;
                const double factor = t(i, k);
                for (Index j = 0; j < width; ++j) x[i][j] -= factor * x[k][j];
            }
            if (!unit)
                for (Index j = 0; j < width; ++j) x[i][j] /= t(i, i);
        }
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < width; ++j) b(i, first + j) = x[i][j];
    }
}

void solve_lower(Index n, Index m, ConstView l, bool unit, View b) {
    if (n <= base_order) return solve_base(n, m, l, unit, b, true);
    const Index n1 = split(n);
    solve_lower(n1, m, l, unit, b);
    gemm(n - n1, m, n1, -1, l.from(n1, 0), b, 1, b.from(n1, 0));
    solve_lower(n - n1, m, l.from(n1, n1), unit, b.from(n1, 0));
}

void solve_upper(Index n, Index m, ConstView u, bool unit, View b) {
    if (n <= base_order) return solve_base(n, m, u, unit, b, false);
    const Index n1 = split(n);
    solve_upper(n - n1, m, u.from(n1, n1), unit, b.from(n1, 0));
    gemm(n1, m, n - n1, -1, u.from(0, n1), b.from(n1, 0), 1, b);
    solve_upper(n1, m, u, unit, b);
}

}  // namespace

void solve(Index n, Index m, double alpha, ConstView t, bool lower, bool unit, View b) {
    if (n == 0 || m == 0) return;
    if (alpha != 1)
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < m; ++j) b(i, j) = alpha == 0 ? 0 : alpha * b(i, j);
    if (alpha == 0) return;
    if (lower)
        solve_lower(n, m, t, unit, b);
    else
        solve_upper(n, m, t, unit, b);
}

}  // namespace ntk::blas
