// Kernel regression: f(x) = k(x,X) (K + λI)⁻¹ y, and its training by gradient descent in closed form.
//
//   spectrum.hpp   eigendecomposition, conditioning, training after t steps, the tuned ridge
//   ridge.hpp      this: the solve
#pragma once

#include <optional>
#include <utility>

#include "core/numeric/arrays.hpp"

#include "core/error/error.hpp"

namespace ntk::regression {

/// Says that K + λI has no Cholesky factor. The facts name the cause. least_ridge is an estimate of the smallest λ for
/// which there is one, from the smallest eigenvalue and a bound on rounding.
class NotPositiveDefinite : public Error {
public:
    NotPositiveDefinite(Facts facts, double least, std::optional<std::pair<std::size_t, std::size_t>> equal_rows)
        : Error(std::move(facts)), least_ridge(least), rows(equal_rows) {}
    double least_ridge;
    std::optional<std::pair<std::size_t, std::size_t>>
        rows;  // two that are the same to the kernel, from 0, if they are why
};

/// The coefficients (K + λI)⁻¹ y, (n), for K = k_train_train (n, n) symmetric, y = y_train (n) and ridge λ ≥ 0, by a
/// Cholesky factor. Throws NotPositiveDefinite where there is no such factor, and std::invalid_argument for a value
/// that is not finite or shapes that do not fit.
Vector ridge_coefficients(const Matrix& k_train_train, const Vector& y_train, double ridge);

struct Interpolation {
    Vector coefficients;  // (n)
    double jitter;        // the ridge that had to be added; 0 where none had to
};

/// The coefficients K⁻¹ y. Where rows that look the same to the kernel leave K without an inverse, they are
/// (K + λI)⁻¹ y with the least λ that gives one. Throws std::invalid_argument as ridge_coefficients does.
Interpolation interpolating_coefficients(const Matrix& k_train_train, const Vector& y_train);

/// The predictions (m) at the test points: k_test_train (m, n) times coefficients (n).
Vector kernel_prediction(const Matrix& k_test_train, const Vector& coefficients);

}  // namespace ntk::regression
