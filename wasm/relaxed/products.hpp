// What computes inner products: the functions that NTK_DISPATCH_PRODUCT chooses among, and the kernels that they give.
#pragma once

#include <cstddef>

#include "core/blas/gemm_pack.hpp"
#include "core/blas/gemv_kernel.hpp"
#include "core/blas/potrf_kernel.hpp"
#include "core/blas/syevd_kernel.hpp"
#include "core/blas/trsm_kernel.hpp"
#include "core/network/narrow_layer.hpp"

// Declared by its one user, core/numeric/reduce.cpp, too.
namespace ntk::numeric::relaxed {
void add_products(std::size_t n, const double* x, const double* y, double (&lane)[8]);
}

namespace ntk::wasm {

struct Products {
    blas::GemmKernel gemm;
    blas::PackKernel pack;
    blas::GemvKernel gemv;
    blas::TrsmKernel trsm;
    blas::PotrfKernel potrf;
    blas::RowKernel row;
    network::NarrowLayer narrow;
    void (*add_products)(std::size_t n, const double* x, const double* y, double (&lane)[8]);
};

}  // namespace ntk::wasm
