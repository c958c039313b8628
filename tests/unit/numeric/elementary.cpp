// The elementary functions against MPFR: every exponent, random mantissas, the interval where the function bends, both
// zeros, subnormals, infinities, NaN, and the neighbours of every branch. The vector form, in the instruction set in
// use, must have the bits of the scalar one.
#include "core/numeric/elementary.hpp"

#include <mpfr.h>

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>
#include <vector>

#include "core/numeric/erf.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/sin_minus_x_cos.hpp"
#include "core/numeric/tanh.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/numeric/versine.hpp"

namespace {

namespace numeric = ntk::numeric;
constexpr double pi = 0x1.921fb54442d18p+1;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr mpfr_prec_t precision = 53 + 64;

// sin x − x cos x. MPFR has no such function. Below 2^−20 it is the series, above the difference, which loses 40 bits.
int exact_sin_minus_x_cos(mpfr_t result, mpfr_srcptr x, mpfr_rnd_t rounding) {
    if (mpfr_nan_p(x) || mpfr_cmp_d(x, 0) < 0 || mpfr_cmp_d(x, pi) > 0) {
        mpfr_set_nan(result);
        return 0;
    }
    mpfr_t a, b;
    mpfr_inits2(precision + 128, a, b, nullptr);
    if (mpfr_cmp_d(x, 0x1p-20) < 0) {
        mpfr_sqr(a, x, MPFR_RNDN);  // x³/3 − x⁵/30 + x⁷/840 − x⁹/45360
        mpfr_div_si(b, a, -54, MPFR_RNDN);
        mpfr_add_ui(b, b, 1, MPFR_RNDN);
        mpfr_mul(b, b, a, MPFR_RNDN);
        mpfr_div_si(b, b, -28, MPFR_RNDN);
        mpfr_add_ui(b, b, 1, MPFR_RNDN);
        mpfr_mul(b, b, a, MPFR_RNDN);
        mpfr_div_si(b, b, -10, MPFR_RNDN);
        mpfr_add_ui(b, b, 1, MPFR_RNDN);
        mpfr_mul(b, b, a, MPFR_RNDN);
        mpfr_mul(b, b, x, MPFR_RNDN);
        mpfr_div_ui(result, b, 3, rounding);
    } else {
        mpfr_sin_cos(a, b, x, MPFR_RNDN);
        mpfr_mul(b, b, x, MPFR_RNDN);
        mpfr_sub(result, a, b, rounding);
    }
    mpfr_clears(a, b, nullptr);
    return 0;
}

// arccos(1 − x) as 2 arcsin √(x/2), of as many bits as result has.
int exact_arcvers(mpfr_t result, mpfr_srcptr x, mpfr_rnd_t rounding) {
    if (mpfr_nan_p(x) || mpfr_cmp_d(x, 0) < 0 || mpfr_cmp_d(x, 1) > 0) {
        mpfr_set_nan(result);
        return 0;
    }
    mpfr_t root;
    mpfr_init2(root, precision + 128);
    mpfr_div_ui(root, x, 2, MPFR_RNDN);
    mpfr_sqrt(root, root, MPFR_RNDN);
    mpfr_asin(root, root, MPFR_RNDN);
    mpfr_abs(root, root, MPFR_RNDN);  // 1 − (−0) is 1 too
    mpfr_mul_ui(result, root, 2, rounding);
    mpfr_clear(root);
    return 0;
}

int exact_arcvers_dual(mpfr_t result, mpfr_srcptr x, mpfr_rnd_t rounding) {
    mpfr_t angle, bend, half_turn;
    mpfr_inits2(precision + 128, angle, bend, half_turn, nullptr);
    exact_arcvers(angle, x, MPFR_RNDN);
    exact_sin_minus_x_cos(bend, angle, MPFR_RNDN);
    mpfr_const_pi(half_turn, MPFR_RNDN);
    mpfr_div(result, bend, half_turn, rounding);
    mpfr_clears(angle, bend, half_turn, nullptr);
    return 0;
}

struct Function {
    const char* name;
    double (*scalar)(double);
    numeric::Map* vector;
    int (*exact)(mpfr_t, mpfr_srcptr, mpfr_rnd_t);
    double largest_error;  // in ulp, as its header states
    double low, high;      // the interval in which it bends
    std::vector<double> branches;
};

// There is a row for each function, with its branches below it.
// clang-format off
const std::vector<Function> functions = {
    {"exp", numeric::exp<double>, numeric::exp, mpfr_exp, numeric::ulp::exp, -746, 710,
     {-745.1332191019412, -708.3964185322641, 709.782712893384, 710, -750, 0.34657359027997264, -0.34657359027997264}},
    {"expm1", numeric::expm1<double>, numeric::expm1, mpfr_expm1, numeric::ulp::expm1, -40, 45,
     {-40, 41.9, 709.782712893384, 710, 0.34657359027997264, -0.34657359027997264, 1.0397207708399179}},
    {"log", numeric::log<double>, numeric::log, mpfr_log, numeric::ulp::log, 0, 4,
     {1, 0x1.6a09e667f3bcdp-1, 0x1.6a09e667f3bcdp+0, 0x1p-1022}},
    {"log1p", numeric::log1p<double>, numeric::log1p, mpfr_log1p, numeric::ulp::log1p, -1, 3,
     {-1, 0x1.a827999fcef34p-2, -0x1.2bec333018866p-2, 1, 0x1p53, 0x1p54}},
    {"sinpi", numeric::sinpi<double>, numeric::sinpi, mpfr_sinpi, numeric::ulp::sinpi, -3, 3,
     {0x1p-900, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 0x1p51, 0x1p52, 0x1p53, 0x1p54}},
    {"cospi", numeric::cospi<double>, numeric::cospi, mpfr_cospi, numeric::ulp::cospi, -3, 3,
     {0x1p-900, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 0x1p51, 0x1p52, 0x1p53, 0x1p54}},
    {"arcvers", numeric::arcvers<double>, numeric::arcvers, exact_arcvers, numeric::ulp::arcvers, 0, 1, {1}},
    {"arcvers_dual", numeric::arcvers_dual<double>, numeric::arcvers_dual, exact_arcvers_dual,
     numeric::ulp::arcvers_dual, 0, 1, {1}},
    {"acos", numeric::acos<double>, numeric::acos, mpfr_acos, numeric::ulp::acos, -1, 1,
     {0.5, 1}},
    {"asin", numeric::asin<double>, numeric::asin, mpfr_asin, numeric::ulp::asin, -1, 1,
     {0.5, 1}},
    {"sin_minus_x_cos", numeric::sin_minus_x_cos<double>, numeric::sin_minus_x_cos, exact_sin_minus_x_cos,
     numeric::ulp::sin_minus_x_cos, 0, pi, {0x1p-300, 0x1p-358, 0x1p-341, 1, pi / 4, pi / 2, 3 * pi / 4, pi}},
    {"erf", numeric::erf<double>, numeric::erf, mpfr_erf, numeric::ulp::erf, -6.5, 6.5,
     {0.875, 5.921587195794508, 6}},
    {"tanh", numeric::tanh<double>, numeric::tanh, mpfr_tanh, numeric::ulp::tanh, -20, 20,
     {0x1p-28, 0.17328679513998632, 19.061547465398498, 20}},
};
// clang-format on

const std::vector<double> specials = {0.0,
                                      0x1p-1074,
                                      0x1.8p-1073,
                                      0x1.fffffffffffffp-1023,
                                      0x1p-1022,
                                      1,
                                      0x1.fffffffffffffp+1023,
                                      infinity,
                                      std::numeric_limits<double>::quiet_NaN()};

std::vector<double> points(const Function& f) {
    std::vector<double> x;
    const auto both_signs = [&x](double value) {
        x.push_back(value);
        x.push_back(-value);
    };
    for (const double value : specials) both_signs(value);
    for (const double branch : f.branches)
        for (std::uint64_t step = 0; step < 33; ++step)
            both_signs(std::bit_cast<double>(std::bit_cast<std::uint64_t>(branch) + step - 16));
    std::mt19937_64 random(20250101);
    for (std::uint64_t exponent = 0; exponent < 2047; ++exponent)
        for (int i = 0; i < 10; ++i) both_signs(std::bit_cast<double>(exponent << 52 | random() >> 12));
    for (int i = 0; i < 60000; ++i)
        x.push_back(f.low + (f.high - f.low) * (static_cast<double>(random() >> 11) * 0x1p-53));
    return x;
}

// |value − exact| in units of the last place of a double beside `exact`; +∞ where they differ in kind.
double error_in_ulp(double value, mpfr_srcptr exact) {
    const double rounded = mpfr_get_d(exact, MPFR_RNDN);
    if (std::isnan(value) || std::isnan(rounded)) return std::isnan(value) && std::isnan(rounded) ? 0 : infinity;
    if (mpfr_inf_p(exact)) return value == rounded ? 0 : infinity;
    if (mpfr_zero_p(exact)) return value == 0 && std::signbit(value) == std::signbit(rounded) ? 0 : infinity;
    if (std::signbit(value) != std::signbit(rounded)) return infinity;
    if (std::isinf(value) && std::isinf(rounded)) return 0;
    mpfr_t difference;
    mpfr_init2(difference, precision);
    if (std::isinf(value))  // counts as 2^1024, which would be the next double
        mpfr_set_si_2exp(difference, value > 0 ? 1 : -1, 1024, MPFR_RNDN);
    else
        mpfr_set_d(difference, value, MPFR_RNDN);
    mpfr_sub(difference, difference, exact, MPFR_RNDN);
    const long last_place = std::max<long>(mpfr_get_exp(exact) - 53, -1074);
    mpfr_mul_2si(difference, difference, -last_place, MPFR_RNDN);
    const double error = std::fabs(mpfr_get_d(difference, MPFR_RNDN));
    mpfr_clear(difference);
    return error;
}

// Of a NaN the bits do not matter.
bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

class Worst {
public:
    void add(double error, double x, double y = 0) {
        if (error > error_) {
            error_ = error;
            x_ = x;
            y_ = y;
        }
    }
    void check(const char* name, double bound, std::size_t count) const {
        std::printf("%-16s %.4f ulp at (%a, %a) (bound %g, %zu points)\n", name, error_, x_, y_, bound, count);
        BOOST_TEST(error_ <= bound);
    }

private:
    double error_ = -1, x_ = 0, y_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(elementary_functions)

BOOST_AUTO_TEST_CASE(error_is_within_the_stated_bound) {
    mpfr_t argument, exact;
    mpfr_init2(argument, 53);
    mpfr_init2(exact, precision);
    for (const Function& f : functions) {
        const std::vector<double> x = points(f);
        std::vector<double> y(x.size());
        f.vector(x.data(), y.data(), x.size());
        Worst worst;
        for (std::size_t i = 0; i < x.size(); ++i) {
            mpfr_set_d(argument, x[i], MPFR_RNDN);
            f.exact(exact, argument, MPFR_RNDN);
            worst.add(error_in_ulp(y[i], exact), x[i]);
        }
        worst.check(f.name, f.largest_error, x.size());
    }
    mpfr_clears(argument, exact, nullptr);
}

BOOST_AUTO_TEST_CASE(vector_and_scalar_have_the_same_bits) {
    for (const Function& f : functions) {
        const std::vector<double> x = points(f);
        std::vector<double> y(x.size());
        f.vector(x.data(), y.data(), x.size());
        std::size_t different = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!same_bits(y[i], f.scalar(x[i]))) ++different;
        BOOST_TEST(different == 0, f.name << ": " << different << " of " << x.size() << " values differ");
    }
}

BOOST_AUTO_TEST_CASE(every_length_and_offset_writes_its_values_and_no_more) {
    const double untouched = 12345;
    for (const Function& f : functions)
        for (std::size_t n = 0; n <= 20; ++n)
            for (std::size_t offset = 0; offset < 3; ++offset) {
                std::vector<double> x(40), y(40, untouched);
                for (std::size_t i = 0; i < x.size(); ++i)
                    x[i] = f.low + (f.high - f.low) * static_cast<double>(i) / 40;
                f.vector(x.data() + offset, y.data() + offset, n);
                for (std::size_t i = 0; i < y.size(); ++i) {
                    const bool inside = i >= offset && i < offset + n;
                    BOOST_REQUIRE(same_bits(y[i], inside ? f.scalar(x[i]) : untouched));
                }
                f.vector(x.data(), x.data(), n);  // in place
            }
}

BOOST_AUTO_TEST_CASE(atan2_on_pairs) {
    std::vector<double> y, x;
    const auto four_quadrants = [&](double a, double b) {
        for (const int signs : {0, 1, 2, 3}) {
            y.push_back(signs & 1 ? -a : a);
            x.push_back(signs & 2 ? -b : b);
        }
    };
    for (const double a : specials)
        for (const double b : specials) four_quadrants(a, b);
    std::mt19937_64 random(20250102);
    const auto any = [&] { return std::bit_cast<double>((random() % 2047) << 52 | random() >> 12); };
    const auto unit = [&] { return static_cast<double>((random() >> 11) + 1) * 0x1p-53; };
    for (int i = 0; i < 6000; ++i) {
        four_quadrants(any(), any());
        four_quadrants(unit(), unit());
        const double a = any();  // makes quotients around the branches, at every scale
        for (const double q : {0x1.a827999fcef32p-2, 1.0, 0x1.3504f333f9de6p+1, 0x1p-100, 0x1p100})
            four_quadrants(a, a * q * (1 + static_cast<double>(random() % 32) * 0x1p-52 - 0x1p-48));
        four_quadrants(a, a * unit());
    }
    std::vector<double> angle(y.size());
    numeric::atan2(y.data(), x.data(), angle.data(), y.size());
    mpfr_t ordinate, abscissa, exact;
    mpfr_inits2(53, ordinate, abscissa, nullptr);
    mpfr_init2(exact, precision);
    Worst worst;
    std::size_t different = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        mpfr_set_d(ordinate, y[i], MPFR_RNDN);
        mpfr_set_d(abscissa, x[i], MPFR_RNDN);
        mpfr_atan2(exact, ordinate, abscissa, MPFR_RNDN);
        worst.add(error_in_ulp(angle[i], exact), y[i], x[i]);
        if (!same_bits(angle[i], numeric::atan2(y[i], x[i]))) ++different;
    }
    worst.check("atan2", numeric::ulp::atan2, y.size());
    BOOST_TEST(different == 0);
    mpfr_clears(ordinate, abscissa, exact, nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
