#include "core/statistics/student.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/random/stream.hpp"
#include "core/statistics/errors.hpp"
#include "core/statistics/holm.hpp"

// Critical values to four decimals, as printed in every table of Student's t (two-sided 5 % and 1 %).
BOOST_AUTO_TEST_CASE(critical_values_are_the_tables) {
    const struct {
        std::size_t degrees;
        double five, one;
    } table[] = {{1, 12.7062, 63.6567}, {2, 4.3027, 9.9248},  {3, 3.1824, 5.8409},  {4, 2.7764, 4.6041},
                 {11, 2.2010, 3.1058},  {30, 2.0423, 2.7500}, {47, 2.0117, 2.6846}, {120, 1.9799, 2.6174}};
    for (const auto& row : table) {
        BOOST_TEST(std::fabs(ntk::statistics::student_critical(0.05, row.degrees) - row.five) < 5.1e-5);
        BOOST_TEST(std::fabs(ntk::statistics::student_critical(0.01, row.degrees) - row.one) < 5.1e-5);
    }
}

// The density integrated by Simpson's rule: an independent way to the distribution.
BOOST_AUTO_TEST_CASE(distribution_is_the_integral_of_the_density) {
    for (const std::size_t degrees : {1u, 2u, 3u, 5u, 8u, 11u, 47u}) {
        const double nu = static_cast<double>(degrees);
        const double scale = std::exp(std::lgamma((nu + 1.0) / 2.0) - std::lgamma(nu / 2.0)) / std::sqrt(nu * M_PI);
        for (const double t : {0.3, 1.0, 2.5, 6.0}) {
            constexpr int intervals = 20000;
            double integral = 0.0;
            for (int i = 0; i <= intervals; ++i) {
                const double u = t * i / intervals;
                const double weight = i == 0 || i == intervals ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
                integral += weight * scale * std::pow(1.0 + u * u / nu, -(nu + 1.0) / 2.0);
            }
            integral *= t / intervals / 3.0;
            BOOST_TEST(std::fabs(ntk::statistics::student_two_sided(t, degrees) - (1.0 - 2.0 * integral)) < 1e-11);
        }
    }
}

// 20,000 samples of 6 normals: the 95 % interval covers the mean in 95 % of them, within five standard errors (0.0077).
BOOST_AUTO_TEST_CASE(intervals_cover_as_often_as_they_say) {
    const ntk::random::Stream stream(1, "coverage");
    constexpr int samples = 20000;
    int covered = 0, called_inside = 0;
    for (int k = 0; k < samples; ++k) {
        std::vector<double> values(6);
        for (std::size_t i = 0; i < 6; ++i) values[i] = 2.0 + stream.normal(static_cast<std::size_t>(k) * 6 + i);
        const auto sample = ntk::statistics::summarize(values);
        const auto interval = ntk::statistics::confidence_interval(sample, 0.05);
        covered += interval.low <= 2.0 && 2.0 <= interval.high;
        // The true mean sits on the margin: two one-sided tests at 5 % may call it inside in at most 5 %.
        called_inside += ntk::statistics::p_inside(sample, 2.0) <= 0.10;
    }
    BOOST_TEST(std::fabs(covered / static_cast<double>(samples) - 0.95) < 5.0 * std::sqrt(0.95 * 0.05 / samples));
    BOOST_TEST(called_inside / static_cast<double>(samples) < 0.05 + 5.0 * std::sqrt(0.95 * 0.05 / samples));
}

// Skewed draws (exponential, mean 1, skewness 2), 12 a sample as the paper has splits: the interval covers the mean in
// about 91 %: so much can be lost, and the paper says so.
BOOST_AUTO_TEST_CASE(intervals_of_skewed_draws_cover_a_little_less) {
    const ntk::random::Stream stream(3, "skewed coverage");
    constexpr int samples = 20000;
    constexpr std::size_t n = 12;
    int covered = 0;
    for (int k = 0; k < samples; ++k) {
        std::vector<double> values(n);
        for (std::size_t i = 0; i < n; ++i)
            values[i] = -std::log(1.0 - stream.uniform(static_cast<std::size_t>(k) * n + i));
        const auto interval = ntk::statistics::confidence_interval(ntk::statistics::summarize(values), 0.05);
        covered += interval.low <= 1.0 && 1.0 <= interval.high;
    }
    const double share = covered / static_cast<double>(samples);
    BOOST_TEST_MESSAGE("coverage of skewed draws: " << share);
    BOOST_TEST(share < 0.95);
    BOOST_TEST(share > 0.88);
}

BOOST_AUTO_TEST_CASE(a_geometric_mean_has_the_interval_of_its_logarithms) {
    const std::vector<double> logs = {std::log(1.0), std::log(2.0), std::log(4.0)};
    const ntk::statistics::Estimate mean = ntk::statistics::geometric_mean(ntk::statistics::summarize(logs), 0.05);
    const ntk::statistics::Interval interval =
        ntk::statistics::confidence_interval(ntk::statistics::summarize(logs), 0.05);
    BOOST_TEST(std::fabs(mean.value - 2.0) < 1e-15);
    BOOST_TEST(std::fabs(std::log(mean.interval.low) - interval.low) < 1e-14);
    BOOST_TEST(std::fabs(std::log(mean.interval.high) - interval.high) < 1e-14);
}

BOOST_AUTO_TEST_CASE(p_values_agree_with_intervals) {
    const ntk::statistics::Sample sample = ntk::statistics::summarize({0.031, 0.024, 0.040, 0.022, 0.035});
    const double outside = ntk::statistics::p_outside(sample, 0.01);
    BOOST_TEST(std::fabs(ntk::statistics::confidence_interval(sample, outside).low - 0.01) < 1e-12);
    BOOST_TEST(ntk::statistics::p_inside(sample, 0.01) == 1.0);
    const double inside = ntk::statistics::p_inside(sample, 0.05);
    BOOST_TEST(std::fabs(ntk::statistics::confidence_interval(sample, inside).high - 0.05) < 1e-12);
    BOOST_CHECK_THROW(ntk::statistics::summarize(std::vector<double>{1.0}), std::invalid_argument);
}

// Holm 1979 on a worked example: levels 0.05/4, /3, /2, /1 down the sorted p-values, stopping at the first that fails.
BOOST_AUTO_TEST_CASE(holm_stops_at_the_first_failure) {
    const auto result = ntk::statistics::holm({0.03, 0.005, 0.02, 0.04}, 0.05);
    BOOST_CHECK((result.rejected == std::vector<bool>{false, true, false, false}));
    BOOST_TEST(result.level[1] == 0.05 / 4);
    BOOST_TEST(result.level[2] == 0.05 / 3);
    const auto all = ntk::statistics::holm({0.01, 0.02, 0.001}, 0.05);
    BOOST_CHECK((all.rejected == std::vector<bool>{true, true, true}));
}

// Under true null hypotheses (uniform p-values) any rejection at all happens in at most 5 % of families.
BOOST_AUTO_TEST_CASE(holm_keeps_the_family_wise_rate) {
    const ntk::random::Stream stream(2, "holm");
    constexpr int families = 20000;
    int wrong = 0;
    for (int k = 0; k < families; ++k) {
        std::vector<double> p(8);
        for (std::size_t i = 0; i < 8; ++i) p[i] = stream.uniform(static_cast<std::size_t>(k) * 8 + i);
        const auto result = ntk::statistics::holm(p, 0.05);
        wrong += std::count(result.rejected.begin(), result.rejected.end(), true) > 0;
    }
    BOOST_TEST(wrong / static_cast<double>(families) < 0.05 + 5.0 * std::sqrt(0.95 * 0.05 / families));
}

BOOST_AUTO_TEST_CASE(errors_are_normalised) {
    const ntk::Vector y = {1.0, 2.0, 3.0, 6.0}, mean = {3.0, 3.0, 3.0, 3.0};
    BOOST_TEST(ntk::statistics::normalised_mean_squared_error(y, y) == 0.0);
    BOOST_TEST(ntk::statistics::normalised_mean_squared_error(mean, y) == 1.0);
    BOOST_TEST(ntk::statistics::predictor_gap(mean, y) == 1.0);
    BOOST_CHECK_THROW(ntk::statistics::predictor_gap(y, mean), std::invalid_argument);
}
