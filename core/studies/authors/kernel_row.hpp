// A row of the authors' eight kernels of networks (kernels.hpp), vectorised over its pairs (x_i, x_j), j = 0 … n − 1.
#pragma once

#include <cstddef>

#include "core/numeric/dispatch.hpp"

namespace ntk::studies::authors {

/// What a row is made of. The arrays have n numbers.
struct KernelRow {
    std::size_t n;
    double d;  // the number of inputs, in R^d
    bool with_root;
    const double* g;     // x_i·x_j
    double own;          // |x_i|²
    const double* owns;  // |x_j|²
    double* kernels[8];  // results, in the order of kernel_names
};

#define NTK_DECLARE(isa)                     \
    namespace isa {                          \
    void fill_kernels(const KernelRow& row); \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// Sets the kernels of a row.
inline void fill_kernels(const KernelRow& row) {
    NTK_DISPATCH(fill_kernels)(row);
}

}  // namespace ntk::studies::authors
