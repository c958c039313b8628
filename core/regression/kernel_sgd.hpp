// Minibatch training of a network of infinite width. Stochastic gradient descent on the mean squared error of a batch B
// moves the function that such a network computes by
//   f ← f − (2η/|B|) Θ(·, B) (f(B) − y_B),
// exactly, Θ being its NTK. So f(x) = f_0(x) + Θ(x, X) a all along, and a step changes the coefficients a of its batch
// alone. For full batches spectrum.hpp has the closed form, with the rate 2η/n.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/arrays.hpp"
#include "core/random/batches.hpp"

namespace ntk::regression {

/// The coefficients a at the ends of the asked epochs (increasing; 0: before the first), one row of n each, for the
/// kernel k_train_train (n, n), symmetric, and residual = y − f_0(X) (n), with `rate` η and the batches of the n rows.
/// At too large a rate they grow without bound, as training would.
/// Throws std::invalid_argument for shapes that do not fit together, a rate that is not positive, epochs that do not
/// increase.
Matrix batch_trained_coefficients(const Matrix& k_train_train, const Vector& residual, double rate,
                                  random::Batches batches, const std::vector<std::size_t>& epochs);

/// 1 / max_i K(i, i): at this rate or below no batch, of any size, makes training diverge. A step is one of gradient
/// descent on a quadratic function in the kernel's Hilbert space, and can grow only along eigenvectors of the batch's
/// kernel with η λ > |B|; but λ ≤ Σ_{i in B} K(i, i) ≤ |B| max K(i, i).
double stable_rate(const Matrix& k_train_train);

}  // namespace ntk::regression
