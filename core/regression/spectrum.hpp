// What the eigendecomposition of a kernel matrix gives: its conditioning, the stable learning rate, training after t
// steps in closed form, and the ridge with the least leave-one-out error.
#pragma once

#include <cstddef>

#include "core/numeric/arrays.hpp"

namespace ntk::regression {

/// K = Σ_k values(k) v_k v_kᵀ; values ascending; row k of `vectors` is v_k.
struct Spectrum {
    Vector values;
    Matrix vectors;

    double largest() const { return values(values.size() - 1); }
    /// Largest over smallest eigenvalue; a smallest one at or below rounding counts as rounding, n ε times the largest.
    double condition_number() const;
};

/// Of a symmetric matrix (n, n). Throws std::runtime_error where the iteration does not converge.
Spectrum spectrum(const Matrix& k);

/// What training puts into the coefficients of each eigenvector, for a residual of 1 along it (n):
/// η Σ_{j<t} (1 − ηλ)^j after `steps` steps of gradient descent at `rate`.
Vector gradient_descent_shares(const Spectrum& k_train_train, double rate, std::size_t steps);

/// The same with momentum: c_t of u ← friction · u + (λ c − 1), c ← c − rate · u from zero (Polyak 1964). For a rate
/// below 2 (1 + friction)/λmax it tends to 1/λ.
Vector momentum_shares(const Spectrum& k_train_train, double rate, double friction, std::size_t steps);

/// Σ_k shares(k) v_k (v_k · residual): the coefficients of those shares.
Vector shared_coefficients(const Spectrum& k_train_train, const Vector& shares, const Vector& residual);

/// Coefficients c with f_t(x) = f_0(x) + k(x,X) c after `steps` steps of gradient descent at `rate` on ½‖f(X) − y‖²
/// (Lee et al. 2019, equation 8, in discrete time): c = K⁻¹ (I − (I − ηK)^t) r with r = y − f_0(X).
/// At a rate above 2/λmax it grows without bound, as training would.
Vector trained_coefficients(const Spectrum& k_train_train, const Vector& residual, double rate, std::size_t steps);

/// Of a square matrix: the unit of the tuned ridge.
double mean_diagonal(const Matrix& k);

/// The ridge among 10^−6 … 10^1 times mean_diagonal, two a decade, with the least leave-one-out squared error of
/// regression on y_train (residual i = c_i / ((K + λI)⁻¹)_ii); the larger of equals.
double tuned_ridge(const Spectrum& k_train_train, double mean_diagonal, const Vector& y_train);

}  // namespace ntk::regression
