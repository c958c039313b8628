// The task `kernel-draw`: targets drawn from the Gaussian process whose covariance is an NTK, so that the NTK is the
// right model. It stands here, not among the tasks of core/data, because it needs a kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/data/tasks.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::studies::shared {

/// L g for the Cholesky factor L of k (n, n) and independent standard normal numbers g (n, 1): normal with covariance
/// k. Throws std::runtime_error where k is not positive definite.
Vector draw_with_covariance(Matrix k, const Matrix& normals);

inline constexpr const char* kernel_draw_task = "kernel-draw";

/// Ten normal inputs; y = f(x) + N(0, 0.01), f from the Gaussian process with the NTK of 3 hidden layers (ReLU, a
/// constant 1 appended to the standardised inputs, as in every study), scaled to variance 1 on average; training and
/// test set are one joint draw. Streams "task/kernel-draw/" + place. Not yet standardised. Throws std::runtime_error
/// where the kernel of the inputs is not positive definite.
data::Split draw_from_kernel(std::size_t training_points, std::size_t test_points, std::uint64_t seed,
                             const std::string& place);

}  // namespace ntk::studies::shared
