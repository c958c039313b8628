// A bad argument throws an error that names it, and no memory is touched.

#include <functional>
#include <string>

#include "core/blas/lapack.h"
#include "reference.hpp"

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(named) {
    double x[16] = {};
    int info = 0, two = 2, one = 1, minus = -1, many = 100;
    const auto order = CblasRowMajor;
    const auto none = CblasNoTrans;
    struct Case {
        std::string message;
        std::function<void()> call;
    };
    const Case cases[] = {
        {"cblas_dgemm: order", [&] { cblas_dgemm(CBLAS_ORDER(7), none, none, 1, 1, 1, 1, x, 1, x, 1, 0, x, 1); }},
        {"cblas_dgemm: transB", [&] { cblas_dgemm(order, none, CBLAS_TRANSPOSE(3), 1, 1, 1, 1, x, 1, x, 1, 0, x, 1); }},
        {"cblas_dgemm: k", [&] { cblas_dgemm(order, none, none, 1, 1, -1, 1, x, 1, x, 1, 0, x, 1); }},
        {"cblas_dgemm: ldA", [&] { cblas_dgemm(order, none, none, 1, 2, 3, 1, x, 2, x, 2, 0, x, 2); }},
        {"cblas_dgemm: ldB", [&] { cblas_dgemm(order, none, CblasTrans, 1, 2, 3, 1, x, 3, x, 2, 0, x, 2); }},
        {"cblas_dgemm: ldC", [&] { cblas_dgemm(CblasColMajor, none, none, 2, 1, 1, 1, x, 2, x, 1, 0, x, 1); }},
        {"cblas_dgemv: incY", [&] { cblas_dgemv(order, none, 1, 1, 1, x, 1, x, 1, 0, x, 0); }},
        {"cblas_dsymv: upLo", [&] { cblas_dsymv(order, CBLAS_UPLO(0), 1, 1, x, 1, x, 1, 0, x, 1); }},
        {"cblas_dsyrk: ldA", [&] { cblas_dsyrk(order, CblasLower, CblasTrans, 2, 1, 1, x, 1, 0, x, 2); }},
        {"cblas_dtrsm: side",
         [&] { cblas_dtrsm(order, CBLAS_SIDE(1), CblasLower, none, CblasUnit, 1, 1, 1, x, 1, x, 1); }},
        {"cblas_dtrsm: ldB", [&] { cblas_dtrsm(order, CblasLeft, CblasLower, none, CblasUnit, 1, 2, 1, x, 1, x, 1); }},
        {"cblas_ddot: incX", [&] { cblas_ddot(1, x, 0, x, 1); }},
        {"dpotrf: uplo", [&] { dpotrf_("x", &one, x, &one, &info); }},
        {"dpotrf: ldA", [&] { dpotrf_("L", &two, x, &one, &info); }},
        {"dpotrs: nrhs", [&] { dpotrs_("L", &two, &minus, x, &two, x, &two, &info); }},
        {"dsyevd: jobz", [&] { dsyevd_("x", "L", &one, x, &one, x, x, &many, &info, &one, &info); }},
        {"dsyevd: lwork", [&] { dsyevd_("V", "L", &two, x, &two, x, x, &two, &info, &one, &info); }},
    };
    for (const Case& bad : cases)
        BOOST_CHECK_EXCEPTION(bad.call(), std::invalid_argument,
                              [&](const auto& error) { return std::string(error.what()).starts_with(bad.message); });
    for (const double element : x) BOOST_TEST(element == 0);
}

BOOST_AUTO_TEST_SUITE_END()
