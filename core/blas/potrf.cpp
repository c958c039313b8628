#include "core/blas/potrf.hpp"

#include <algorithm>

#include "core/blas/gemm.hpp"
#include "core/blas/potrf_kernel.hpp"
#include "core/blas/trsm.hpp"

namespace ntk::blas {
namespace {

const PotrfKernel& kernel() {
    static const PotrfKernel chosen = NTK_DISPATCH_PRODUCT(potrf_kernel)();
    return chosen;
}

Index factor_base(Index n, View a) {
    // Ones beyond the matrix keep the kernel's whole vectors finite.
    alignas(64) double columns[base_order * base_order];
    std::fill_n(columns, base_order * base_order, 1.0);
    for (Index j = 0; j < n; ++j)
        for (Index i = j; i < n; ++i) columns[j * base_order + i] = a(i, j);
    const Index failed = kernel().factor(n, columns);
    for (Index j = 0; j < n; ++j)
        for (Index i = j; i < n; ++i) a(i, j) = columns[j * base_order + i];
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
