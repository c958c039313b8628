#include "core/kernels/controls.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

BOOST_AUTO_TEST_CASE(controls_are_functions_of_distance) {
    const ntk::Matrix x = {{0.0, 0.0}, {3.0, 4.0}, {0.0, 1.0}};
    BOOST_TEST(std::fabs(ntk::kernels::median_distance(x) - std::sqrt(18.0)) < 1e-15);
    const ntk::Matrix flags = {{0.0}, {0.0}, {0.0}, {0.0}, {2.0}}, same = {{1.0}, {1.0}};
    BOOST_TEST(ntk::kernels::median_distance(flags) == 2.0);  // six of ten pairs coincide
    BOOST_TEST(ntk::kernels::median_distance(same) == 1.0);
    const auto gaussian = ntk::kernels::gaussian_kernel(x, x, 2.0), laplace = ntk::kernels::laplace_kernel(x, x, 2.0);
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(gaussian(i, i) == 1.0);
        BOOST_TEST(laplace(i, i) == 1.0);
    }
    BOOST_TEST(std::fabs(gaussian(0, 1) / std::exp(-25.0 / 8.0) - 1.0) < 1e-15);
    BOOST_TEST(std::fabs(laplace(1, 0) / std::exp(-2.5) - 1.0) < 1e-15);
    BOOST_CHECK_THROW(ntk::kernels::gaussian_kernel(x, x, 0.0), std::invalid_argument);
}
