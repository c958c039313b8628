#include "core/studies/authors/kernel_row.hpp"

#include <numbers>

#include "core/kernels/lanes.hpp"
#include "core/numeric/simd.hpp"
#include "core/numeric/versine.hpp"

namespace ntk::studies::authors {
namespace NTK_ISA {
namespace {

using kernels::lanes::larger;
using kernels::lanes::load_as;
using kernels::lanes::store_as;

constexpr double pi = std::numbers::pi;

// The quantities h and D of kernels.hpp.
template <class V>
struct Layer {
    V h, slope;
};

// Computes them from k(x, z), k_x = k(x, x) and k_z = k(z, z).
template <class V>
[[gnu::always_inline]] inline Layer<V> layer(bool with_root, V k, double k_x, V k_z) {
    const V zero = simd::broadcast(0.0, V{});
    // [region: as-coded]
    const V product = k_x * k_z, root = simd::sqrt(product);
    const V scale = with_root ? root : product;  // the code has no root
    // 1 − |c| from the difference, so that equal inputs are at an angle of exactly 0; below 0 the code takes 0.
    const numeric::Arc<V> arc = numeric::arc_of_versine(larger(zero, (scale - simd::abs(k)) / scale));
    // sin δ + (π − δ) c is π times the dual of 1 − |c|, and π c more where c > 0.
    const V h = 0.5 * root * (arc.dual + larger(zero, k / scale));
    const V slope = simd::select(k < 0.0, arc.angle, pi - arc.angle) / (2.0 * pi);
    // [endregion: as-coded]
    return {h, slope};
}

}  // namespace

void fill_kernels(const KernelRow& row) {
    const double k_own = 1.0 + row.own / row.d;
    kernels::lanes::for_each_vector(row.n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        const V g = load_as(row.g + j, V{}), square = load_as(row.owns + j, V{});
        const V k = 1.0 + g / row.d, k_z = 1.0 + square / row.d;
        const auto [h, D] = layer(row.with_root, k, k_own, k_z);
        const auto [h2, D2] = layer(row.with_root, V(1.0 + 2.0 * h), 1.0 + k_own, V(1.0 + k_z));
        const auto [ha, Da] = layer(row.with_root, g, row.own, square);
        const auto [h2a, D2a] = layer(row.with_root, V(2.0 * ha), row.own, square);
        const V ntkj1 = k * D + h + 1.0;
        const V kernels[] = {1.0 + 2.0 * h,
                             1.0 + 2.0 * h2,
                             2.0 * g * Da + 2.0 * ha,
                             4.0 * D2a * (g * Da + ha) + 2.0 * h2a,
                             1.0 + 2.0 * h + 2.0 * D * (1.0 + g),
                             1.0 + 2.0 * D2 + 4.0 * D2 * (D * (1.0 + g) + h) + 2.0 * h2,
                             ntkj1,
                             ntkj1 * D2 + h2 + 1.0};
        for (std::size_t i = 0; i < std::size(kernels); ++i) store_as(row.kernels[i] + j, kernels[i]);
    });
}

}  // namespace NTK_ISA
}  // namespace ntk::studies::authors
