// The sums of products of reduce.hpp. The eight logical lanes are in as many vectors as that takes.
#include <cstddef>

#include "core/numeric/fma.hpp"

namespace ntk::numeric::NTK_ISA {

void add_products(std::size_t n, const double* x, const double* y, double (&lane)[8]) {
    constexpr std::size_t width = simd::lanes, vectors = 8 / width;
    simd::Vector sums[vectors];
    for (std::size_t v = 0; v < vectors; ++v) sums[v] = simd::load(lane + v * width);
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (std::size_t v = 0; v < vectors; ++v)
            sums[v] = simd::fma(simd::load(x + i + v * width), simd::load(y + i + v * width), sums[v]);
    for (std::size_t v = 0; v < vectors; ++v) simd::store(lane + v * width, sums[v]);
    for (std::size_t l = 0; i + l < n; ++l) lane[l] = simd::fma(x[i + l], y[i + l], lane[l]);
}

}  // namespace ntk::numeric::NTK_ISA
