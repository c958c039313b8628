#include "core/regression/ridge.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <fmt/format.h>

#include <xtensor-blas/xblas.hpp>
#include <xtensor-blas/xlapack.hpp>

#include "core/regression/spectrum.hpp"

namespace ntk::regression {
namespace {

struct Closest {
    std::size_t first = 0, second = 0;
    double share = std::numeric_limits<double>::infinity();
};

// The pair of rows that the kernel tells apart least, as a share of their own values.
Closest closest_rows(const Matrix& k) {
    Closest closest;
    for (std::size_t i = 0; i < k.shape(0); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double apart = (k(i, i) - k(i, j)) + (k(j, j) - k(i, j));
            const double share = apart / (k(i, i) + k(j, j));
            if (share < closest.share) closest = {j, i, share};
        }
    }
    return closest;
}

[[noreturn]] void explain(const Matrix& k, double ridge) {
    const Spectrum s = spectrum(k);
    const double n = static_cast<double>(k.shape(0));
    const double largest = s.values(s.values.size() - 1);
    const double rounding = 4.0 * n * std::numeric_limits<double>::epsilon() * largest;
    const double least = rounding - (s.values(0) < 0.0 ? s.values(0) : 0.0);
    const Closest closest = closest_rows(k);
    throw NotPositiveDefinite(
        {.value = fmt::format("{:.3g}", ridge),
         .limit = fmt::format("a ridge of at least {:.3g}", least),
         .problem = fmt::format(
             "the kernel matrix is not positive definite at ridge {:.3g} (smallest eigenvalue {:.3g}, "
             "largest {:.3g}): rows {} and {} are {}the same to the kernel",
             ridge, s.values(0), largest, closest.first + 1, closest.second + 1, closest.share <= 0.0 ? "" : "nearly "),
         .remedies = {{"remove duplicates"}, {fmt::format("use a ridge of at least {:.3g}", least), "ridge"}}},
        least, {closest.first, closest.second});
}

}  // namespace

Vector ridge_coefficients(const Matrix& k_train_train, const Vector& y_train, double ridge) {
    const std::size_t n = y_train.size();
    if (k_train_train.shape(0) != n || k_train_train.shape(1) != n)
        throw std::invalid_argument("kernel matrix and targets do not fit together");
    if (!(ridge >= 0.0)) throw std::invalid_argument("a ridge is a number not below 0");
    for (const double value : k_train_train)
        if (!std::isfinite(value)) throw std::invalid_argument("the kernel matrix has a value that is not finite");

    // LAPACK's layout; the matrix is symmetric, so its rows may serve as columns.
    xt::xtensor<double, 2, xt::layout_type::column_major> factor = k_train_train;
    for (std::size_t i = 0; i < n; ++i) factor(i, i) += ridge;
    xt::xtensor<double, 2, xt::layout_type::column_major> coefficients =
        xt::xtensor<double, 2, xt::layout_type::column_major>::from_shape({n, 1});
    for (std::size_t i = 0; i < n; ++i) coefficients(i, 0) = y_train(i);
    if (xt::lapack::potr(factor, 'L') != 0) explain(k_train_train, ridge);
    xt::lapack::potrs(factor, coefficients, 'L');

    Vector result = Vector::from_shape({n});
    for (std::size_t i = 0; i < n; ++i) result(i) = coefficients(i, 0);
    return result;
}

Interpolation interpolating_coefficients(const Matrix& k_train_train, const Vector& y_train) {
    try {
        return {ridge_coefficients(k_train_train, y_train, 0.0), 0.0};
    } catch (const NotPositiveDefinite& error) {
        return {ridge_coefficients(k_train_train, y_train, error.least_ridge), error.least_ridge};
    }
}

Vector kernel_prediction(const Matrix& k_test_train, const Vector& coefficients) {
    Vector result = Vector::from_shape({k_test_train.shape(0)});
    xt::blas::gemv(k_test_train, coefficients, result);
    return result;
}

}  // namespace ntk::regression
