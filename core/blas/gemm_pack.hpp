// Operands copied in the order in which the kernel reads them, and results copied back.
#pragma once

#include "core/blas/gemm_kernel.hpp"

namespace ntk::blas {

struct PackKernel {
    /// For the parts first … last - 1 of the cut: element (p, j) of src, p < depth, to panels[begin * depth + p * width
    /// + j - begin] for the part that begins at `begin` and has that width. What fills up the last panel is of no
    /// meaning.
    void (*pack)(ConstView src, Index depth, const Cut& cut, Index first, Index last, double* panels);
    /// C(j, i) = alpha * sums(i, j) or beta * C(j, i) + alpha * sums(i, j), i < rows, j < columns, for sums of row
    /// length sums_row and the C, alpha, beta, overwrite of t.
    void (*merge_transposed)(const GemmRows& t, const double* sums, Index sums_row, Index rows, Index columns);
};

/// Doubles that packing takes; beyond the panels a vector, which is written before it is known not to be needed.
inline Index packed_size(Index depth, const Cut& cut) {
    return depth * cut.units * cut.unit + 8;
}

#define DECLARE(isa)                 \
    namespace isa {                  \
    const PackKernel& pack_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
