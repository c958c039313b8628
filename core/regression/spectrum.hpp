// What the eigendecomposition of a kernel matrix gives: its conditioning, the stable learning rate, training after t
// steps in closed form, and the ridge with the least leave-one-out error.
#pragma once

#include <cstddef>

#include <xtensor/xtensor.hpp>

namespace ntk {

/// K = Σ_k values(k) v_k v_kᵀ; values ascending; row k of `vectors` is v_k.
struct Spectrum {
    xt::xtensor<double, 1> values;
    xt::xtensor<double, 2> vectors;

    double largest() const { return values(values.size() - 1); }
    /// Largest over smallest eigenvalue; a smallest one at or below rounding counts as rounding, n ε times the largest.
    double condition_number() const;
};

/// Of a symmetric matrix (n, n). Throws std::runtime_error where the iteration does not converge.
Spectrum spectrum(const xt::xtensor<double, 2>& k);

/// Coefficients c with f_t(x) = f_0(x) + k(x,X) c after `steps` steps of gradient descent at `rate` on ½‖f(X) − y‖²
/// (Lee et al. 2019, equation 8, in discrete time): c = K⁻¹ (I − (I − ηK)^t) r with r = y − f_0(X).
/// At a rate above 2/λmax it grows without bound, as training would.
xt::xtensor<double, 1> trained_coefficients(const Spectrum& k_train_train, const xt::xtensor<double, 1>& residual,
                                            double rate, std::size_t steps);

/// Of a square matrix: the unit of the tuned ridge.
double mean_diagonal(const xt::xtensor<double, 2>& k);

/// The ridge among 10^−6 … 10^1 times mean_diagonal, two a decade, with the least leave-one-out squared error of
/// regression on y_train (residual i = c_i / ((K + λI)⁻¹)_ii); the larger of equals.
double tuned_ridge(const Spectrum& k_train_train, double mean_diagonal, const xt::xtensor<double, 1>& y_train);

}  // namespace ntk
