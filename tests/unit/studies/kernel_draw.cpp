// The task kernel-draw: its targets have the NTK as their covariance.
#include "core/studies/shared/kernel_draw.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/kernels/fully_connected.hpp"
#include "core/regression/ridge.hpp"

// For y = f + noise, with f normal with covariance K (scaled to mean diagonal 1) and noise of variance 0.01,
// yᵀ (K + 0.01 I)⁻¹ y is chi-squared with n degrees of freedom. A wrong kernel or scale shows at once.
BOOST_AUTO_TEST_CASE(targets_have_the_ntk_as_their_covariance) {
    const std::size_t n = 60, draws = 20;
    double sum = 0.0;
    for (std::size_t k = 0; k < draws; ++k) {
        const auto split = ntk::studies::shared::draw_from_kernel(40, 20, 1, "draw=" + std::to_string(k));
        const auto seen = ntk::data::standardise(split);
        ntk::Matrix x = ntk::Matrix::from_shape({n, 11});
        ntk::Vector y = ntk::Vector::from_shape({n});
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < 11; ++j) x(i, j) = i < 40 ? seen.train.x(i, j) : seen.test.x(i - 40, j);
            y(i) = i < 40 ? split.train.y(i) : split.test.y(i - 40);
        }
        ntk::Matrix covariance = ntk::kernels::nngp_and_ntk(x, ntk::kernels::Architecture{}, {3})[0].ntk;
        double trace = 0.0;
        for (std::size_t i = 0; i < n; ++i) trace += covariance(i, i);
        covariance *= static_cast<double>(n) / trace;
        const auto solved = ntk::regression::ridge_coefficients(covariance, y, 0.01);
        for (std::size_t i = 0; i < n; ++i) sum += y(i) * solved(i);
    }
    const double degrees = static_cast<double>(n * draws);
    BOOST_TEST(std::fabs(sum - degrees) < 4.0 * std::sqrt(2.0 * degrees));
}
