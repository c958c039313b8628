// simd::fma and its software form, for numbers and for vectors, agree with the C library's fma. The operands are
// hostile ones, each with each, and random ones that make the last rounding hard. A form that ignores how the errors'
// sum was rounded must fail on them, or they prove nothing. (The C library's fma is the processor's instruction or an
// exact form of its own; fma_mpfr.cpp compares both with MPFR.) So does the error of a product.
#include "core/numeric/fma.hpp"

#include <boost/test/unit_test.hpp>

#include "fma_cases.hpp"

namespace simd = ntk::simd;
namespace software = ntk::simd::software;

namespace {

double in_software(double a, double b, double c) {
    return software::fma(a, b, c);
}
double with_integers(double a, double b, double c) {
    return software::fma_by_integers(a, b, c);
}
double rounded_to_odd(double a, double b, double c) {
    return software::fma_by_rounding_to_odd(a, b, c);
}
/// The fma as a matrix product does it, with operands that were split before, where their product's error is a double.
double with_factors(double a, double b, double c) {
    if (!software::product_is_sure(a) || !software::product_is_sure(b)) return software::fma(a, b, c);
    return software::fma(software::split(a), software::split(b), c);
}
double in_vectors(double a, double b, double c) {
    simd::Vector x = simd::broadcast(1.5, simd::Vector{}), y = x, z = x;
    x[1] = a, y[1] = b, z[1] = c;
    const simd::Vector result = software::fma(x, y, z);
    BOOST_TEST_REQUIRE(result[0] == 3.75);
    return result[1];
}
double in_vectors_with_factors(double a, double b, double c) {
    const simd::Vector x = simd::broadcast(a, simd::Vector{}), y = simd::broadcast(b, simd::Vector{});
    if (simd::any(~(software::product_is_sure(x) & software::product_is_sure(y)))) return in_vectors(a, b, c);
    return software::fma(software::split(x), software::split(y), simd::broadcast(c, simd::Vector{}))[1];
}
double as_used(double a, double b, double c) {
    return simd::fma(a, b, c);
}
double as_used_in_vectors(double a, double b, double c) {
    return simd::fma(simd::broadcast(a, simd::Vector{}), simd::broadcast(b, simd::Vector{}),
                     simd::broadcast(c, simd::Vector{}))[1];
}
/// A wrong form, which rounds the errors' sum to nearest instead of to odd.
double mutant(double a, double b, double c) {
    if (!(std::fabs(a * b) >= 0x1p-968)) return std::fma(a, b, c);
    const auto x = software::expand(software::split(a), software::split(b), c);
    const double result = x.sum - (x.product_error + x.sum_error);
    return std::isfinite(result) ? result : std::fma(a, b, c);
}

struct Form {
    const char* name;
    double (*fma)(double, double, double);
};
constexpr Form forms[] = {{"software", in_software},
                          {"integers", with_integers},
                          {"rounding to odd", rounded_to_odd},
                          {"factors", with_factors},
                          {"vectors", in_vectors},
                          {"factors in vectors", in_vectors_with_factors},
                          {"as used", as_used},
                          {"as used in vectors", as_used_in_vectors}};

}  // namespace

BOOST_AUTO_TEST_SUITE(multiply_add)

BOOST_AUTO_TEST_CASE(hostile_operands) {
    fma_cases::hostile([](double a, double b, double c) {
        for (const Form& form : forms)
            fma_cases::require_same(form.fma(a, b, c), std::fma(a, b, c), form.name, a, b, c);
    });
}

BOOST_AUTO_TEST_CASE(random_operands) {
    int mutant_wrong = 0;
    fma_cases::random(400000, [&](double a, double b, double c) {
        const double expected = std::fma(a, b, c);
        for (const Form& form : forms) fma_cases::require_same(form.fma(a, b, c), expected, form.name, a, b, c);
        if (!fma_cases::same(mutant(a, b, c), expected)) ++mutant_wrong;
    });
    BOOST_TEST_MESSAGE("the mutant without rounding to odd: " << mutant_wrong << " of 400000 wrong");
    BOOST_TEST(mutant_wrong > 100);
}

BOOST_AUTO_TEST_CASE(the_error_of_a_product) {
    const auto check = [](double a, double b, double) {
        const double product = a * b, expected = std::fma(a, b, -product);
        const double found = simd::product_error(software::split(a), software::split(b), product);
        BOOST_TEST_REQUIRE((found == expected || fma_cases::same(found, expected)),
                           std::hexfloat << a << " times " << b << ": " << found << ", not " << expected);
    };
    fma_cases::hostile(check);
    fma_cases::random(400000, check);
}

BOOST_AUTO_TEST_SUITE_END()
