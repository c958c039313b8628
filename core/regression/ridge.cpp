#include "core/regression/ridge.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <fmt/format.h>

#include <xtensor-blas/xblas.hpp>
#include <xtensor-blas/xlapack.hpp>

#include "core/regression/spectrum.hpp"

namespace ntk::regression {
namespace {

// Two rows, and (e_i − e_j)ᵀK(e_i − e_j)/2, above which K's smallest eigenvalue cannot be.
struct Pair {
    std::size_t first = 0, second = 0;
    double bound = std::numeric_limits<double>::infinity();
};

// The pair of rows that the kernel tells apart least.
Pair closest_rows(const Matrix& k) {
    Pair closest;
    for (std::size_t i = 0; i < k.shape(0); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (const double bound = 0.5 * ((k(i, i) - k(i, j)) + (k(j, j) - k(i, j))); bound < closest.bound)
                closest = {j, i, bound};
    return closest;
}

[[noreturn]] void explain(const Matrix& k, double ridge) {
    const Spectrum s = spectrum(k);
    const double n = static_cast<double>(k.shape(0));
    const double largest = s.values(s.values.size() - 1);
    const double rounding = 4.0 * n * std::numeric_limits<double>::epsilon() * largest;
    const double least = rounding - (s.values(0) < 0.0 ? s.values(0) : 0.0);
    // Two rows that are all but equal, or more rows than the kernel has functions to tell them apart by.
    const Pair pair = closest_rows(k);
    const bool equal_rows = pair.bound <= rounding;
    const auto rank = std::count_if(s.values.begin(), s.values.end(), [&](double value) { return value > rounding; });
    const std::string why = equal_rows ? fmt::format("rows {} and {} are {}the same to the kernel", pair.first + 1,
                                                     pair.second + 1, pair.bound <= 0.0 ? "" : "nearly ")
                                       : fmt::format("its rank is {} to rounding, below its {} rows", rank, k.shape(0));
    const Remedy other = equal_rows ? Remedy{"remove duplicates"} : Remedy{fmt::format("use {} rows at most", rank)};
    throw NotPositiveDefinite(
        {.value = fmt::format("{:.3g}", ridge),
         .limit = fmt::format("a ridge of at least {:.3g}", least),
         .problem =
             fmt::format("the kernel matrix is not positive definite at ridge {:.3g} (smallest eigenvalue {:.3g}, "
                         "largest {:.3g}): {}",
                         ridge, s.values(0), largest, why),
         .remedies = {other, {fmt::format("use a ridge of at least {:.3g}", least), "ridge"}}},
        least, equal_rows ? std::optional(std::pair(pair.first, pair.second)) : std::nullopt);
}

}  // namespace

Vector ridge_coefficients(const Matrix& k_train_train, const Vector& y_train, double ridge) {
    const std::size_t n = y_train.size();
    if (k_train_train.shape(0) != n || k_train_train.shape(1) != n)
        throw std::invalid_argument("kernel matrix and targets do not fit together");
    if (!(ridge >= 0.0)) throw std::invalid_argument("a ridge is a number not below 0");
    for (const double value : k_train_train)
        if (!std::isfinite(value)) throw std::invalid_argument("the kernel matrix has a value that is not finite");

    // LAPACK wants columns. The matrix is symmetric, so its rows serve as columns.
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
