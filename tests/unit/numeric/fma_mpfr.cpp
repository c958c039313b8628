// simd::fma's software form agrees with MPFR on the operands of fma.cpp.
#include <mpfr.h>

#include "core/numeric/fma.hpp"
#include "fma_cases.hpp"

namespace {

/// MPFR with the exponents of a double, so that subnormals are rounded once.
struct Exact {
    mpfr_t a, b, c, result;

    Exact() {
        mpfr_set_emin(-1073);
        mpfr_set_emax(1024);
        mpfr_inits2(53, a, b, c, result, nullptr);
    }
    Exact(const Exact&) = delete;
    Exact& operator=(const Exact&) = delete;
    ~Exact() {
        mpfr_clears(a, b, c, result, nullptr);
        mpfr_set_emin(mpfr_get_emin_min());
        mpfr_set_emax(mpfr_get_emax_max());
    }
    double fma(double x, double y, double z) {
        mpfr_set_d(a, x, MPFR_RNDN);
        mpfr_set_d(b, y, MPFR_RNDN);
        mpfr_set_d(c, z, MPFR_RNDN);
        const int inexact = mpfr_fma(result, a, b, c, MPFR_RNDN);
        mpfr_subnormalize(result, inexact, MPFR_RNDN);
        return mpfr_get_d(result, MPFR_RNDN);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(multiply_add_mpfr)

BOOST_AUTO_TEST_CASE(hostile_and_random_operands) {
    Exact exact;
    int tried = 0;
    const auto check = [&](double a, double b, double c) {
        ++tried;
        fma_cases::require_same(ntk::simd::software::fma(a, b, c), exact.fma(a, b, c), "MPFR", a, b, c);
    };
    fma_cases::hostile(check);
    fma_cases::random(200000, check);
    BOOST_TEST(tried > 200000);
}

BOOST_AUTO_TEST_SUITE_END()
