// What computes inner products: the functions that NTK_DISPATCH_PRODUCT chooses among, and the kernels that they give.
#pragma once

#include "core/blas/gemm_pack.hpp"
#include "core/blas/gemv_kernel.hpp"
#include "core/blas/potrf_kernel.hpp"
#include "core/blas/syevd_kernel.hpp"
#include "core/blas/trsm_kernel.hpp"

namespace ntk::wasm {

struct Products {
    blas::GemmKernel gemm;
    blas::PackKernel pack;
    blas::GemvKernel gemv;
    blas::TrsmKernel trsm;
    blas::PotrfKernel potrf;
    blas::RowKernel row;
};

}  // namespace ntk::wasm
