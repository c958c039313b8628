// Least squares on answers that are known.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/statistics/slope.hpp"

BOOST_AUTO_TEST_CASE(points_on_a_line_give_the_line) {
    // Whole numbers: no step rounds.
    const auto line = ntk::statistics::least_squares_line({1.0, 2.0, 5.0, 8.0}, {7.0, 5.0, -1.0, -7.0});
    BOOST_TEST(line.slope == -2.0);
    BOOST_TEST(line.intercept == 9.0);
}

BOOST_AUTO_TEST_CASE(anscombes_quartet_has_one_line) {
    // Anscombe, Graphs in Statistical Analysis, 1973: all four have slope 0.500 and intercept 3.00, as printed there.
    const std::vector<double> x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}, x4 = {8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8};
    const std::vector<double> y[] = {{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
                                     {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74},
                                     {7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73},
                                     {6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}};
    for (int k = 0; k < 4; ++k) {
        const auto line = ntk::statistics::least_squares_line(k < 3 ? x : x4, y[k]);
        BOOST_TEST(std::fabs(line.slope - 0.5) < 0.0005);
        BOOST_TEST(std::fabs(line.intercept - 3.0) < 0.005);
    }
}

BOOST_AUTO_TEST_CASE(points_without_a_slope_are_refused) {
    BOOST_CHECK_THROW(ntk::statistics::least_squares_line({1.0, 1.0}, {0.0, 2.0}), std::invalid_argument);
    BOOST_CHECK_THROW(ntk::statistics::least_squares_line({1.0, 2.0}, {0.0}), std::invalid_argument);
    BOOST_CHECK_THROW(ntk::statistics::least_squares_line({1.0}, {0.0}), std::invalid_argument);
}
