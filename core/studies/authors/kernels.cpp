#include "core/studies/authors/kernels.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/kernels/controls.hpp"
#include "core/numeric/elementary.hpp"
#include "core/numeric/parallel.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::studies::authors {
namespace {

constexpr double pi = std::numbers::pi;

// The quantities h and D of the header for the pairs (x, z_j), j < n.
struct Layer {
    std::vector<double> h, slope, versine, angle;

    explicit Layer(std::size_t rows) : h(rows), slope(rows), versine(rows), angle(rows) {}

    // Computes them from k(x, z_j), k_x = k(x, x) and k_z = k(z_j, z_j).
    void compute(Correlation correlation, std::size_t n, const double* k, double k_x, const double* k_z) {
        // [region: as-coded]
        const auto scale = [&](std::size_t j) {
            const double product = k_x * k_z[j];
            return correlation == Correlation::as_coded ? product : std::sqrt(product);
        };
        // 1 − |c| from the difference, so that equal inputs are at an angle of exactly 0; below 0 the code takes 0.
        for (std::size_t j = 0; j < n; ++j) versine[j] = std::max(0.0, (scale(j) - std::fabs(k[j])) / scale(j));
        numeric::arcvers(versine.data(), angle.data(), n);
        numeric::arcvers_dual(versine.data(), versine.data(), n);
        for (std::size_t j = 0; j < n; ++j) {
            // sin δ + (π − δ) c is π times the dual of 1 − |c|, and π c more where c > 0.
            h[j] = 0.5 * std::sqrt(k_x * k_z[j]) * (versine[j] + std::max(0.0, k[j] / scale(j)));
            slope[j] = (k[j] < 0.0 ? angle[j] : pi - angle[j]) / (2.0 * pi);
        }
        // [endregion: as-coded]
    }
};

}  // namespace

std::vector<Matrix> nine_kernels(const Matrix& x, Correlation correlation) {
    const std::size_t n = x.shape(0), dimensions = x.shape(1);
    const double d = static_cast<double>(dimensions);
    std::vector<Matrix> result(kernel_count, Matrix::from_shape({n, n}));
    result[k1] = 2.0 * kernels::laplace_kernel(x, x, 6.0);

    std::vector<double> square(n), k_own(n), k_own_next(n);
    for (std::size_t i = 0; i < n; ++i) {
        square[i] = numeric::sum_of_squares(&x(i, 0), dimensions);
        k_own[i] = 1.0 + square[i] / d;
        k_own_next[i] = 1.0 + k_own[i];
    }
    numeric::parallel_for(n, 32, [&](std::size_t begin, std::size_t end) {
        Layer first(n), second(n), first_a(n), second_a(n);
        std::vector<double> g(n), k(n), next(n);
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t m = i + 1;  // columns of the lower triangle
            for (std::size_t j = 0; j < m; ++j) {
                g[j] = numeric::dot(&x(i, 0), &x(j, 0), dimensions);
                k[j] = 1.0 + g[j] / d;
            }
            first.compute(correlation, m, k.data(), k_own[i], k_own.data());
            for (std::size_t j = 0; j < m; ++j) next[j] = 1.0 + 2.0 * first.h[j];
            second.compute(correlation, m, next.data(), k_own_next[i], k_own_next.data());
            first_a.compute(correlation, m, g.data(), square[i], square.data());
            for (std::size_t j = 0; j < m; ++j) next[j] = 2.0 * first_a.h[j];
            second_a.compute(correlation, m, next.data(), square[i], square.data());

            for (std::size_t j = 0; j < m; ++j) {
                const double h = first.h[j], D = first.slope[j], h2 = second.h[j], D2 = second.slope[j];
                const double ha = first_a.h[j], Da = first_a.slope[j], h2a = second_a.h[j], D2a = second_a.slope[j];
                result[gp1](i, j) = 1.0 + 2.0 * h;
                result[gp2](i, j) = 1.0 + 2.0 * h2;
                result[ntka1](i, j) = 2.0 * g[j] * Da + 2.0 * ha;
                result[ntka2](i, j) = 4.0 * D2a * (g[j] * Da + ha) + 2.0 * h2a;
                result[ntkb1](i, j) = 1.0 + 2.0 * h + 2.0 * D * (1.0 + g[j]);
                result[ntkb2](i, j) = 1.0 + 2.0 * D2 + 4.0 * D2 * (D * (1.0 + g[j]) + h) + 2.0 * h2;
                result[ntkj1](i, j) = k[j] * D + h + 1.0;
                result[ntkj2](i, j) = result[ntkj1](i, j) * D2 + h2 + 1.0;
            }
        }
    });
    for (std::size_t kernel = 0; kernel < k1; ++kernel)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < i; ++j) result[kernel](j, i) = result[kernel](i, j);
    return result;
}

}  // namespace ntk::studies::authors
