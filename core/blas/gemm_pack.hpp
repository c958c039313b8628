// Operands copied in the order in which the kernel reads them, and results copied back.
#pragma once

#include "core/blas/gemm_kernel.hpp"

namespace ntk::blas {

struct PackKernel {
    /// Element (p, j) of src, p < depth, for each part from `begin` of that `width` (rounded up to whole units), to
    /// panels[(begin - first) * depth + p * width + j - begin], `first` being the first part's begin. What fills up a
    /// width is of no meaning.
    void (*pack)(ConstView src, Index depth, const Parts& parts, Index unit, double* panels);
    /// What is packed, `count` doubles in units of 1 or the vector's lanes, becomes unit for unit its numbers, their
    /// upper halves and their lower halves (numeric/fma.hpp); `to` may begin 2 count before `packed`. Returns whether
    /// the products of such numbers have errors that do not underflow.
    bool (*split)(Index count, Index unit, const double* packed, double* to);
    /// C(j, i) = alpha * sums(i, j) or beta * C(j, i) + alpha * sums(i, j), i < rows, j < columns, for sums of row
    /// length sums_row and the C, alpha, beta, overwrite of t.
    void (*merge_transposed)(const GemmRows& t, const double* sums, Index sums_row, Index rows, Index columns);
};

/// Doubles that packing takes; beyond the panels a vector, which is written before it is known not to be needed.
inline Index packed_size(Index depth, Index count, Index unit) {
    return depth * ((count + unit - 1) / unit * unit) + 8;
}

#define DECLARE(isa)                 \
    namespace isa {                  \
    const PackKernel& pack_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
