// Minibatch training of a network of infinite width. One step of stochastic gradient descent at rate η on the mean
// squared error of a batch B changes the network's function exactly by
//   f ← f − (2η/|B|) Θ(·, B) (f(B) − y_B),
// where Θ is its NTK. So f(x) = f_0(x) + Θ(x, X) a at all times, and a step changes only those coefficients a that
// belong to its batch. For full batches spectrum.hpp has the closed form, with the rate 2η/n.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/arrays.hpp"
#include "core/random/batches.hpp"

namespace ntk::regression {

/// The coefficients a at the ends of the given epochs, (epochs, n). The epochs must increase; 0 stands for the start.
/// k_train_train (n, n) is symmetric, residual (n) is y − f_0(X), `rate` is η, and the batches are of the n rows.
/// At too large a rate the coefficients grow without bound, as training would.
/// Throws std::invalid_argument for shapes that do not fit together, a rate that is not positive, and epochs that do
/// not increase.
Matrix batch_trained_coefficients(const Matrix& k_train_train, const Vector& residual, double rate,
                                  random::Batches batches, const std::vector<std::size_t>& epochs);

/// 1 / max_i K(i, i). At this rate or below training does not diverge, whatever the size of the batches. A step is one
/// of gradient descent on a quadratic function in the kernel's Hilbert space. It can grow only along an eigenvector of
/// the batch's kernel whose eigenvalue λ has η λ > |B|, but λ ≤ Σ_{i in B} K(i, i) ≤ |B| max_i K(i, i).
double stable_rate(const Matrix& k_train_train);

}  // namespace ntk::regression
