// Operations on vectors: the stated order of sums, exact cases, and sizes that overflow when squared.

#include <algorithm>

#include "reference.hpp"

using namespace reference;

BOOST_AUTO_TEST_SUITE(level1)

BOOST_AUTO_TEST_CASE(dot_in_order) {
    Random random(31);
    for (int n = 0; n < 100; ++n)
        for (const int step : {1, 3, -1, -2}) {
            std::vector<double> x(static_cast<std::size_t>(3 * n + 1)), y = x;
            for (double& v : x) v = number(random, n % 5 == 0);
            for (double& v : y) v = number(random, false);
            double s[8] = {};
            for (int i = 0; i < n; ++i) {
                const int at = step > 0 ? i * step : (i - n + 1) * step;
                s[i % 8] = std::fma(x[static_cast<std::size_t>(at)], y[static_cast<std::size_t>(i)], s[i % 8]);
            }
            const double expected = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
            BOOST_TEST(same(cblas_ddot(n, x.data(), step, y.data(), 1), expected));
        }
}

BOOST_AUTO_TEST_CASE(nrm2_of_every_size) {
    for (const double size : {5e-324, 1e-310, 1e-200, 1.0, 1e200, 4e307}) {
        const std::vector<double> x{3 * size, 0, -4 * size};
        BOOST_TEST(cblas_dnrm2(2, x.data(), 2) == 5 * size, boost::test_tools::tolerance(4 * unit_roundoff));
    }
    const std::vector<double> odd{1, INFINITY, NAN};
    BOOST_TEST(cblas_dnrm2(2, odd.data(), 1) == INFINITY);
    BOOST_TEST(std::isnan(cblas_dnrm2(3, odd.data(), 1)));
    BOOST_TEST(cblas_dnrm2(0, odd.data(), 1) == 0);
}

BOOST_AUTO_TEST_CASE(axpy_and_scal) {
    std::vector<double> x{1, 2, 3}, y{10, 20, 30};
    cblas_daxpy(3, 2, x.data(), 1, y.data(), -1);
    BOOST_TEST(y == (std::vector<double>{16, 24, 32}), boost::test_tools::per_element());
    cblas_dscal(2, -1, x.data(), 2);
    BOOST_TEST(x == (std::vector<double>{-1, 2, -3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
