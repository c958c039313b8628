// The functions that the side module hands to the main one: see place.cpp.
#include "core/numeric/fma.hpp"
#include "wasm/relaxed/products.hpp"

#define NTK_EXPORT extern "C" __attribute__((visibility("default")))

NTK_EXPORT void products(ntk::wasm::Products* all) {
    using namespace ntk::blas::relaxed;
    *all = {gemm_kernel(),
            pack_kernel(),
            gemv_kernel(),
            trsm_kernel(),
            potrf_kernel(),
            row_kernel(),
            ntk::network::relaxed::narrow_layer(),
            &ntk::numeric::relaxed::add_products};
}

/// a b + c as the engine computes it, for the probe in place.cpp.
NTK_EXPORT double multiply_add(double a, double b, double c) {
    return ntk::simd::fma(a, b, c);
}
