// How far predictions are from targets and from each other (the paper, section 2).
#pragma once

#include "core/numeric/arrays.hpp"

namespace ntk::statistics {

/// Mean squared error over the variance of the targets (both with denominator n). Arrays of n ≥ 2.
/// Throws std::invalid_argument for sizes that differ or targets that are all equal.
double normalised_mean_squared_error(const Vector& prediction, const Vector& target);

/// D = ‖f_network − f_kernel‖ / ‖f_kernel − mean(f_kernel)‖ over the test inputs; the same errors.
double predictor_gap(const Vector& network, const Vector& kernel);

/// ‖a − b‖/‖b‖, Frobenius, of matrices of one shape.
double relative_distance(const Matrix& a, const Matrix& b);

}  // namespace ntk::statistics
