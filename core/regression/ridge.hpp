// Kernel regression: f(x) = k(x,X) (K + λI)⁻¹ y, and its training by gradient descent in closed form.
//
//   spectrum.hpp   eigendecomposition, conditioning, training after t steps, the tuned ridge
//   ridge.hpp      this: the solve
#pragma once

#include <utility>

#include "core/numeric/arrays.hpp"

#include "core/error/error.hpp"

namespace ntk::regression {

/// K + λI has no Cholesky factor. The facts name the cause; least_ridge estimates the smallest λ that would do, from
/// the smallest eigenvalue and a bound on rounding.
class NotPositiveDefinite : public Error {
public:
    NotPositiveDefinite(Facts facts, double least, std::pair<std::size_t, std::size_t> closest)
        : Error(std::move(facts)), least_ridge(least), rows(closest) {}
    double least_ridge;
    std::pair<std::size_t, std::size_t> rows;  // the two that the kernel tells apart least, from 0
};

/// (K + λI)⁻¹ y for k_train_train (n, n) symmetric, y_train (n), ridge λ ≥ 0, by Cholesky.
/// Throws NotPositiveDefinite where it does not exist, std::invalid_argument for a value that is not finite or shapes
/// that do not fit.
Vector ridge_coefficients(const Matrix& k_train_train, const Vector& y_train, double ridge);

struct Interpolation {
    Vector coefficients;  // (n)
    double jitter;        // the ridge that had to be added; 0: none
};

/// K⁻¹ y, or, where rows that are the same to the kernel leave K without an inverse, (K + λI)⁻¹ y with the least λ that
/// has one. Other errors as above.
Interpolation interpolating_coefficients(const Matrix& k_train_train, const Vector& y_train);

/// k_test_train (m, n) times coefficients (n).
Vector kernel_prediction(const Matrix& k_test_train, const Vector& coefficients);

}  // namespace ntk::regression
