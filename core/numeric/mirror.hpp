// The other half of a symmetric matrix.
#pragma once

#include "core/numeric/arrays.hpp"

namespace ntk::numeric {

/// Copies the lower triangle of k (n, n) to the upper one: k(j, i) = k(i, j) for j < i.
void mirror(Matrix& k);

}  // namespace ntk::numeric
