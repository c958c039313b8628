// What is learnt in the study `narrow` (narrow.hpp), and in the run of one network that the demo shows (run.hpp).
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/arrays.hpp"

namespace ntk::studies::narrow {

/// n ≥ 2 angles at equal distances, in units of π.
std::vector<double> arc(std::size_t n);

/// The angle of x0.
inline const std::vector<double> fixed_angle = {0.25};

/// The training points with their targets.
struct Task {
    Matrix x;
    Vector y;
    double n, variance;  // how many training points, and of their targets

    explicit Task(std::size_t points);

    /// The rate of gradient descent on ½‖f(X) − y‖² that moves a kernel's prediction as `rate` does with the mean.
    double summed_rate(double rate) const { return 2.0 * rate / n; }
};

}  // namespace ntk::studies::narrow
