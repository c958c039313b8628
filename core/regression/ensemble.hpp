// What networks of infinite width predict after training when the start is not subtracted: their outputs start as a
// Gaussian process and stay one.
#pragma once

#include <cstddef>

#include "core/numeric/arrays.hpp"
#include "core/regression/spectrum.hpp"

namespace ntk::regression {

/// Covariances of the outputs at the start, the NNGP kernel: between n training points, between m test points and
/// these, and the variance at each test point.
struct StartCovariance {
    Matrix train_train;  // (n, n)
    Matrix test_train;   // (m, n)
    Vector test;         // (m)
};

/// Of the outputs at each test point after training.
struct Ensemble {
    Matrix influence;  // (m, n): f_t(x) = f_0(x) + Σ_i influence(x, i) (y_i − f_0(x_i))
    Vector mean;       // (m): influence · y
    Vector variance;   // (m), ≥ 0
};

/// After `steps` steps of gradient descent at `rate` on ½‖f(X) − y‖² with the kernel whose decomposition on the
/// training points is `k_train_train` and whose values between test and training points are `k_test_train` (m, n),
/// towards y_train (n) (Lee et al. 2019, corollary 1, in discrete time):
///   influence B = k(x,X) K⁻¹ (I − (I − ηK)^t),  mean B y,  variance S(x,x) − 2 B S(X,x) + B S(X,X) Bᵀ.
/// Throws std::invalid_argument for shapes that do not fit together.
Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, double rate, std::size_t steps);

/// The same for any training that is linear in the residual, given by its shares (see spectrum.hpp).
Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, const Vector& shares);

}  // namespace ntk::regression
