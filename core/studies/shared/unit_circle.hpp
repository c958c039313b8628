// Points of the unit circle, from which several studies learn.
#pragma once

#include <vector>

#include "core/numeric/arrays.hpp"

namespace ntk::studies::shared {

/// The points (cos γ, sin γ), a row each, of angles in units of π.
Matrix circle_points(const std::vector<double>& angles);

/// The product x1 x2 of each row of x (n, 2), which Jacot et al. (2018) and Lee, Choi, Ryu & No (2022) let networks
/// learn.
Vector products(const Matrix& x);

}  // namespace ntk::studies::shared
