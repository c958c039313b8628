// How far predictions are from targets and from each other (the paper, section 2).
#pragma once

#include <xtensor/xtensor.hpp>

namespace ntk::statistics {

/// Mean squared error over the variance of the targets (both with denominator n). Arrays of n ≥ 2.
/// Throws std::invalid_argument for sizes that differ or targets that are all equal.
double normalised_mean_squared_error(const xt::xtensor<double, 1>& prediction, const xt::xtensor<double, 1>& target);

/// D = ‖f_network − f_kernel‖ / ‖f_kernel − mean(f_kernel)‖ over the test inputs; the same errors.
double predictor_gap(const xt::xtensor<double, 1>& network, const xt::xtensor<double, 1>& kernel);

/// ‖a − b‖/‖b‖, Frobenius, of matrices of one shape.
double relative_distance(const xt::xtensor<double, 2>& a, const xt::xtensor<double, 2>& b);

}  // namespace ntk::statistics
