// Kernel regression: f(x) = k(x,X) (K + λI)⁻¹ y, and its training by gradient descent in closed form.
//
//   spectrum.hpp   eigendecomposition, conditioning, training after t steps, the tuned ridge
//   ridge.hpp      this: the solve
#pragma once

#include <stdexcept>
#include <string>

#include <xtensor/xtensor.hpp>

namespace ntk::regression {

/// K + λI has no Cholesky factor. The message names the cause; least_ridge is the smallest λ that would do.
class NotPositiveDefinite : public std::runtime_error {
public:
    NotPositiveDefinite(const std::string& message, double least) : std::runtime_error(message), least_ridge(least) {}
    double least_ridge;
};

/// (K + λI)⁻¹ y for k_train_train (n, n) symmetric, y_train (n), ridge λ ≥ 0, by Cholesky.
/// Throws NotPositiveDefinite where it does not exist, std::invalid_argument for a value that is not finite or shapes
/// that do not fit.
xt::xtensor<double, 1> ridge_coefficients(const xt::xtensor<double, 2>& k_train_train,
                                          const xt::xtensor<double, 1>& y_train, double ridge);

struct Interpolation {
    xt::xtensor<double, 1> coefficients;  // (n)
    double jitter;                        // the ridge that had to be added; 0: none
};

/// K⁻¹ y, or, where rows that are the same to the kernel leave K without an inverse, (K + λI)⁻¹ y with the least λ that
/// has one. Other errors as above.
Interpolation interpolating_coefficients(const xt::xtensor<double, 2>& k_train_train,
                                         const xt::xtensor<double, 1>& y_train);

/// k_test_train (m, n) times coefficients (n).
xt::xtensor<double, 1> kernel_prediction(const xt::xtensor<double, 2>& k_test_train,
                                         const xt::xtensor<double, 1>& coefficients);

}  // namespace ntk::regression
