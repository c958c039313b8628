// The predictions of infinitely wide networks after training, where the network's function at its start is not
// subtracted. Over random starts the outputs are a Gaussian process before training, and they stay one during it.
#pragma once

#include <cstddef>

#include "core/numeric/arrays.hpp"
#include "core/regression/spectrum.hpp"

namespace ntk::regression {

/// The covariances of the outputs at the start, which the NNGP kernel gives, for n training points and m test points.
/// Of the test points among themselves only the variances are needed.
struct StartCovariance {
    Matrix train_train;  // (n, n)
    Matrix test_train;   // (m, n)
    Vector test;         // (m)
};

/// The outputs' distribution at each test point after training.
struct Ensemble {
    Matrix influence;  // (m, n): f_t(x) = f_0(x) + Σ_i influence(x, i) (y_i − f_0(x_i))
    Vector mean;       // (m): influence · y
    Vector variance;   // (m), ≥ 0
};

/// The ensemble after `steps` steps of gradient descent at `rate` on ½‖f(X) − y‖², y = y_train (n). The kernel K is
/// given by its decomposition on the training points, and by its values k_test_train (m, n). With η the rate, t the
/// steps and S the covariance at the start (Lee et al. 2019, corollary 1, in discrete time):
///   influence B = k(x,X) K⁻¹ (I − (I − ηK)^t),  mean B y,  variance S(x,x) − 2 B S(X,x) + B S(X,X) Bᵀ.
/// Throws std::invalid_argument for shapes that do not fit together.
Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, double rate, std::size_t steps);

/// The ensemble after any training that is linear in the residual f(X) − y. The training is given by its shares
/// (spectrum.hpp).
Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, const Vector& shares);

}  // namespace ntk::regression
