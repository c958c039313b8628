#include "core/blas/trsm.hpp"

#include <algorithm>

#include "core/blas/gemm.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::blas {
namespace {

const TrsmKernel& kernel() {
    static const TrsmKernel chosen = NTK_DISPATCH_PRODUCT(trsm_kernel)();
    return chosen;
}

/// Solves for at most base_order unknowns, in the order of t's indices or backwards.
void solve_base(Index n, Index m, ConstView t, bool forwards, bool unit, View b) {
    if (!forwards) {
        t = {&t(n - 1, n - 1), -t.row, -t.column};
        b = {&b(n - 1, 0), -b.row, b.column};
    }
    Triangle l;
    for (Index i = 0; i < n; ++i) {
        for (Index k = 0; k < i; ++k) l.below[i * base_order + k] = t(i, k);
        l.inverse[i] = unit ? 1.0 : 1 / t(i, i);
    }
    if (b.column == 1) return kernel().solve(n, m, l, b.data, b.row);
    // The kernel needs systems side by side in memory. Others are copied, one strip at a time.
    constexpr Index strip = 48;
    double x[base_order * strip];
    for (Index first = 0; first < m; first += strip) {
        const Index width = std::min(strip, m - first);
        for (Index j = 0; j < width; ++j)
            for (Index i = 0; i < n; ++i) x[i * strip + j] = b(i, first + j);
        kernel().solve(n, width, l, x, strip);
        for (Index j = 0; j < width; ++j)
            for (Index i = 0; i < n; ++i) b(i, first + j) = x[i * strip + j];
    }
}

void solve_lower(Index n, Index m, ConstView l, bool unit, View b) {
    if (n <= base_order) return solve_base(n, m, l, true, unit, b);
    const Index n1 = split(n);
    solve_lower(n1, m, l, unit, b);
    gemm(n - n1, m, n1, -1, l.from(n1, 0), b, 1, b.from(n1, 0));
    solve_lower(n - n1, m, l.from(n1, n1), unit, b.from(n1, 0));
}

void solve_upper(Index n, Index m, ConstView u, bool unit, View b) {
    if (n <= base_order) return solve_base(n, m, u, false, unit, b);
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
    // Systems are independent of each other, so threads share them.
    constexpr Index terms_worth_a_thread = 1 << 18;
    const Index grain = std::max<Index>(48, terms_worth_a_thread / (n * n));
    numeric::parallel_for(static_cast<std::size_t>(m), static_cast<std::size_t>(grain),
                          [&](std::size_t from, std::size_t to) {
                              const Index first = static_cast<Index>(from), systems = static_cast<Index>(to) - first;
                              (lower ? solve_lower : solve_upper)(n, systems, t, unit, b.from(0, first));
                          });
}

}  // namespace ntk::blas
