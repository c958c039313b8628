// The kernel under Cholesky factors: it factors a matrix of order at most base_order. Vectors run over the rows of a
// column.
#pragma once

#include "core/blas/trsm_kernel.hpp"

namespace ntk::blas {

struct PotrfKernel {
    /// Replaces a(i, j), i >= j, at columns[j * base_order + i] by l(i, j), in the order of potrf.hpp. What is above
    /// the diagonal is overwritten. Returns 0, or the order of the first leading minor that is not positive.
    Index (*factor)(Index n, double* columns);
};

#define DECLARE(isa)                   \
    namespace isa {                    \
    const PotrfKernel& potrf_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
