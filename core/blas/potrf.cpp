#include "core/blas/potrf.hpp"

#include <cmath>

#include "core/blas/gemm.hpp"
#include "core/blas/trsm.hpp"

namespace ntk::blas {
namespace {

Index factor_base(Index n, View a) {
    double l[base_order][base_order];  // by columns
    for (Index j = 0; j < n; ++j)
        for (Index i = j; i < n; ++i) l[j][i] = a(i, j);
    Index failed = 0;
    for (Index j = 0; j < n && failed == 0; ++j) {
        if (!(l[j][j] > 0)) {
            failed = j + 1;
            break;
        }
        const double pivot = std::sqrt(l[j][j]);
        l[j][j] = pivot;
        for (Index i = j + 1; i < n; ++i) l[j][i] /= pivot;
        for (Index c = j + 1; c < n; ++c)
            for (Index i = c; i < n; ++i) l[c][i] -= l[j][i] * l[j][c];
    }
    for (Index j = 0; j < n; ++j)
        for (Index i = j; i < n; ++i) a(i, j) = l[j][i];
    return failed;
}

}  // namespace

Index potrf_lower(Index n, View a) {
    if (n <= base_order) return factor_base(n, a);
    const Index n1 = split(n), n2 = n - n1;
    if (const Index failed = potrf_lower(n1, a)) return failed;
    const View a21 = a.from(n1, 0), a22 = a.from(n1, n1);
    solve(n1, n2, 1, a, true, false, a21.transposed());  // L11 L21' = A21'
    gemm_lower(n2, n1, -1, a21, ConstView(a21).transposed(), 1, a22);
    const Index failed = potrf_lower(n2, a22);
    return failed == 0 ? 0 : n1 + failed;
}

}  // namespace ntk::blas
