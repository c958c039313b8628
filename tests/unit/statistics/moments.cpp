// The ratio of moments, on numbers whose ratio is known by hand and on one whose error is known from theory.
#include "core/statistics/moments.hpp"

#include <cmath>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "core/random/stream.hpp"

BOOST_AUTO_TEST_SUITE(moments)

BOOST_AUTO_TEST_CASE(the_ratio_by_hand) {
    // The mean is 2 and that of squares 5; the influences 1/5 − 1 and 9/5 − 3 have the mean −1 and deviate by ±0.2 from
    // it, so the standard error is 0.2.
    const ntk::statistics::Sample s = ntk::statistics::log_moment_ratio({1.0, 3.0}, {1.0, 1.0});
    BOOST_TEST(s.n == 2u);
    BOOST_TEST(std::fabs(s.mean - std::log(1.25)) < 1e-15);
    BOOST_TEST(std::fabs(s.standard_error - 0.2) < 1e-15);
    BOOST_CHECK_THROW(ntk::statistics::log_moment_ratio({1.0, 3.0}, {1.0}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(draws_that_are_all_equal_have_no_error) {
    const ntk::statistics::Sample s = ntk::statistics::log_moment_ratio({2.0, 2.0, 2.0}, {0.5, 1.0, 1.75});
    BOOST_TEST(std::fabs(s.mean) < 1e-15);
    BOOST_TEST(std::fabs(s.standard_error) < 1e-15);
}

// For e^{σ z} with a normal z the ratio is e^{σ²}. Here z is drawn with the mean `shift`, and weighted. The error found
// must be about the deviation of many samples.
BOOST_AUTO_TEST_CASE(the_error_is_that_of_many_samples) {
    constexpr double sigma = 0.5, shift = 0.5;
    constexpr std::size_t n = 400, samples = 200;
    double squares = 0.0, claimed = 0.0;
    for (std::size_t k = 0; k < samples; ++k) {
        const ntk::random::Stream stream(1, "moments/" + std::to_string(k));
        std::vector<double> draws, weights;
        for (std::size_t i = 0; i < n; ++i) {
            const double z = stream.normal(i) + shift;
            draws.push_back(std::exp(sigma * z));
            weights.push_back(std::exp(0.5 * shift * shift - shift * z));
        }
        const ntk::statistics::Sample s = ntk::statistics::log_moment_ratio(draws, weights);
        squares += (s.mean - sigma * sigma) * (s.mean - sigma * sigma) / samples;
        claimed += s.standard_error * s.standard_error / samples;
    }
    // 200 samples know a deviation to 5 %.
    BOOST_TEST(std::fabs(std::sqrt(squares / claimed) - 1.0) < 0.2);
}

BOOST_AUTO_TEST_SUITE_END()
