// The task `kernel-draw`. Its targets are drawn from the Gaussian process whose covariance is an NTK, so the NTK is the
// right model for it. It is not among the tasks of core/data because it needs a kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/data/tasks.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::studies::shared {

/// A normal vector (n) with covariance k (n, n): L g for the Cholesky factor L of k and independent standard normal
/// numbers g (n, 1). Throws an Error where k is not positive definite.
Vector draw_with_covariance(Matrix k, const Matrix& normals);

inline constexpr const char* kernel_draw_task = "kernel-draw";

/// Draws a split of the task: ten normal inputs, and targets y = f(x) + N(0, 0.01). f is drawn from the Gaussian
/// process with the ReLU NTK of 3 hidden layers, scaled to variance 1 on average. The kernel sees the inputs as every
/// study does, standardised and with a constant 1 appended; the split that is returned is not yet standardised.
/// Training and test set are one joint draw. The random streams begin with "task/kernel-draw/" + place. Throws an Error
/// where the kernel of the inputs is not positive definite.
data::Split draw_from_kernel(std::size_t training_points, std::size_t test_points, std::uint64_t seed,
                             const std::string& place);

}  // namespace ntk::studies::shared
