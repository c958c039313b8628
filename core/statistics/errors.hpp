// How far predictions are from targets and from each other (the paper, section 2).
#pragma once

#include "core/numeric/arrays.hpp"

namespace ntk::statistics {

/// The mean squared error over the variance of the targets, both with the denominator n, for arrays of n ≥ 2. Throws
/// std::invalid_argument for sizes that differ or targets that are all equal.
double normalised_mean_squared_error(const Vector& prediction, const Vector& target);

/// The gap D = ‖f_network − f_kernel‖ / ‖f_kernel − mean(f_kernel)‖ between the predictions of a network and of a
/// kernel at the same test inputs. Throws as normalised_mean_squared_error does, with `kernel` for the targets.
double predictor_gap(const Vector& network, const Vector& kernel);

/// The relative distance ‖a − b‖/‖b‖ of two matrices of one shape, in the Frobenius norm.
double relative_distance(const Matrix& a, const Matrix& b);

}  // namespace ntk::statistics
