// Reductions have the order that reduce.hpp specifies, bit for bit, and by MPFR no more than the error that it states.
#include "core/numeric/reduce.hpp"

#include <mpfr.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

namespace {

using namespace ntk;
using namespace ntk::numeric;

// Numbers of magnitudes from 2^-30 to 2^30 and both signs, so that another order of sums gives other bits.
std::vector<double> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 bits(seed);
    std::vector<double> x(n);
    for (double& value : x) {
        const std::uint64_t random = bits();
        const double mantissa = 1 + static_cast<double>(random >> 12) * 0x1p-52;
        value = std::ldexp(random & 1 ? mantissa : -mantissa, static_cast<int>(random >> 1 & 63) - 32);
    }
    return x;
}

// The order of reduce.hpp, spelled out.
double in_order(const std::vector<double>& x, const std::vector<double>& y) {
    double lane[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < x.size(); ++i) lane[i % 8] = std::fma(x[i], y[i], lane[i % 8]);
    const double a = lane[0] + lane[4], b = lane[1] + lane[5], c = lane[2] + lane[6], d = lane[3] + lane[7];
    return (a + c) + (b + d);
}

struct Exact {
    double error;      // |value - exact sum|
    double magnitude;  // sum of the terms' magnitudes
};
Exact against_exact(double value, const std::vector<double>& x, const std::vector<double>& y) {
    mpfr_t total, term, magnitude;
    mpfr_inits2(400, total, term, magnitude, nullptr);
    mpfr_set_zero(total, 1);
    mpfr_set_zero(magnitude, 1);
    for (std::size_t i = 0; i < x.size(); ++i) {
        mpfr_set_d(term, x[i], MPFR_RNDN);
        mpfr_mul_d(term, term, y[i], MPFR_RNDN);
        mpfr_add(total, total, term, MPFR_RNDN);
        mpfr_abs(term, term, MPFR_RNDN);
        mpfr_add(magnitude, magnitude, term, MPFR_RNDN);
    }
    mpfr_sub_d(total, total, value, MPFR_RNDN);
    const Exact result{std::fabs(mpfr_get_d(total, MPFR_RNDN)), mpfr_get_d(magnitude, MPFR_RNDN)};
    mpfr_clears(total, term, magnitude, nullptr);
    return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reductions)

BOOST_AUTO_TEST_CASE(order_is_eight_lanes_and_a_tree) {
    for (std::size_t n = 0; n < 100; ++n) {
        const std::vector<double> x = numbers(n, 1), y = numbers(n, 2), ones(n, 1.0);
        BOOST_TEST(sum(x.data(), n) == in_order(x, ones));
        BOOST_TEST(dot(x.data(), y.data(), n) == in_order(x, y));
        BOOST_TEST(sum_of_squares(x.data(), n) == in_order(x, x));
        if (n > 0) BOOST_TEST(mean(x.data(), n) == in_order(x, ones) / static_cast<double>(n));
    }
}

BOOST_AUTO_TEST_CASE(error_is_within_the_stated_bound) {
    for (const std::size_t n : {1u, 7u, 8u, 9u, 1000u, 12345u}) {
        const std::vector<double> x = numbers(n, 3), y = numbers(n, 4), ones(n, 1.0);
        const double adds = static_cast<double>(n) / 8 + 3;
        const auto check = [&](double value, const std::vector<double>& other, double roundings) {
            const Exact exact = against_exact(value, x, other);
            BOOST_TEST(exact.error <= roundings * 0x1p-53 * exact.magnitude);
        };
        check(sum(x.data(), n), ones, adds);
        check(dot(x.data(), y.data(), n), y, adds);
        check(sum_of_squares(x.data(), n), x, adds);
    }
}

BOOST_AUTO_TEST_CASE(of_nothing) {
    BOOST_TEST(!std::signbit(sum(nullptr, 0)));
    BOOST_TEST(sum(nullptr, 0) == 0.0);
    BOOST_CHECK_THROW(mean(nullptr, 0), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(finite_is_neither_infinite_nor_nan) {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {infinity, -infinity, std::nan("")}) {
        const double values[] = {1.0, 0.0, bad, -2.0};
        BOOST_TEST(ntk::numeric::all_finite(values, 2));
        BOOST_TEST(!ntk::numeric::all_finite(values, 4));
    }
}

BOOST_AUTO_TEST_CASE(median_is_in_the_middle) {
    BOOST_TEST(median({3.0}) == 3.0);
    BOOST_TEST(median({5.0, -1.0, 2.0}) == 2.0);
    BOOST_TEST(median({8.0, 1.0, 4.0, 2.0}) == 3.0);
    BOOST_CHECK_THROW(median({}), std::invalid_argument);
}
