// The eigendecomposition of a kernel matrix and what follows from it: the condition number, the stable learning rate,
// training after t steps in closed form, and the ridge with the least leave-one-out error.
#pragma once

#include <cstddef>

#include "core/numeric/arrays.hpp"

namespace ntk::regression {

/// The decomposition K = Σ_k values(k) v_k v_kᵀ. The values ascend, and row k of `vectors` is v_k.
struct Spectrum {
    Vector values;
    Matrix vectors;

    double largest() const { return values(values.size() - 1); }
    /// The largest eigenvalue over the smallest, at most 1/(n ε). A smallest eigenvalue below n ε times the largest is
    /// lost in rounding, so it counts as that much.
    double condition_number() const;
};

/// Decomposes a symmetric matrix k (n, n). Throws std::runtime_error where the iteration does not converge.
Spectrum spectrum(const Matrix& k);

/// Only the eigenvalues (n) of a symmetric matrix k (n, n), ascending, in a fraction of the time. Throws as spectrum
/// does.
Vector eigenvalues(const Matrix& k);

/// The shares (n) of gradient descent. The share of an eigenvector is the coefficient along it that training arrives
/// at when the residual y − f_0(X) is that eigenvector. After t = `steps` steps at η = `rate` the share of the
/// eigenvalue λ is η Σ_{j<t} (1 − ηλ)^j.
Vector gradient_descent_shares(const Spectrum& k_train_train, double rate, std::size_t steps);

/// The shares (n) of gradient flow, the limit of gradient descent where the rate falls and rate · steps stays `time`:
/// that of λ > 0 is (1 − exp(−λ time))/λ, that of 0 is `time` (Lee et al. 2019, equation 8). Where all eigenvalues are
/// positive, `time` may be infinite.
Vector gradient_flow_shares(const Spectrum& k_train_train, double time);

/// The shares (n) of gradient descent with momentum (Polyak 1964): the share c of the eigenvalue λ and its velocity u
/// begin at 0, and a step is u ← friction · u + (λ c − 1), c ← c − rate · u. For a rate below 2 (1 + friction)/λmax the
/// share tends to 1/λ.
Vector momentum_shares(const Spectrum& k_train_train, double rate, double friction, std::size_t steps);

/// The coefficients (n) that training with these shares arrives at from a residual (n):
/// Σ_k shares(k) v_k (v_k · residual).
Vector shared_coefficients(const Spectrum& k_train_train, const Vector& shares, const Vector& residual);

/// The coefficients c (n) with f_t(x) = f_0(x) + k(x,X) c after t = `steps` steps of gradient descent at η = `rate` on
/// ½‖f(X) − y‖²: c = K⁻¹ (I − (I − ηK)^t) r with the residual r = y − f_0(X) (Lee et al. 2019, equation 8, in discrete
/// time). At a rate above 2/λmax they grow without bound, as training would.
Vector trained_coefficients(const Spectrum& k_train_train, const Vector& residual, double rate, std::size_t steps);

/// The mean of the diagonal elements of a square matrix. tuned_ridge takes it as the unit of the ridge, so that scaling
/// the kernel scales the ridge with it.
double mean_diagonal(const Matrix& k);

/// The ridge with the least leave-one-out squared error of regression on y_train (n). The candidates are 10^−6 to 10^1
/// times mean_diagonal, two for each decade; of equally good ones the larger is taken. Leave-one-out errors need no
/// refitting: that of row i is c_i / ((K + λI)⁻¹)_ii, c being the coefficients of ridge_coefficients.
double tuned_ridge(const Spectrum& k_train_train, double mean_diagonal, const Vector& y_train);

}  // namespace ntk::regression
