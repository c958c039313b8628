// Packing: copies operands into the order in which gemm_kernel reads them, and copies results back.
#pragma once

#include "core/blas/gemm_kernel.hpp"

namespace ntk::blas {

struct PackKernel {
    /// Copies src (depth, columns) into panels, one for each part of its columns. Element (p, j) goes to
    /// panels[(begin - first) * depth + p * width + j - begin], where its part begins at `begin`, the first part at
    /// `first`, and `width` is the part's width rounded up to whole units. What fills up a width has no meaning.
    void (*pack)(ConstView src, Index depth, const Parts& parts, Index unit, double* panels);
    /// Splits `count` packed doubles for the software fma (numeric/fma.hpp). For each unit (1 double, or as many as a
    /// vector has), `to` gets the numbers, their upper parts and their lower parts. `to` may begin 2 count doubles
    /// before `packed`. Returns whether no product of such numbers has an error that underflows.
    bool (*split)(Index count, Index unit, const double* packed, double* to);
    /// C(j, i) = alpha * sums(i, j), or beta * C(j, i) + alpha * sums(i, j), for i < rows and j < columns. The rows of
    /// sums are sums_row doubles apart; C, alpha, beta and overwrite are those of t.
    void (*merge_transposed)(const GemmRows& t, const double* sums, Index sums_row, Index rows, Index columns);
};

/// How many doubles packing writes: the panels, and one vector more, which is written before it is known whether it is
/// needed.
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
