// The arrays that all rooms share: row-major, one row a sample.
#pragma once

#include <xtensor/xtensor.hpp>

namespace ntk {

using Matrix = xt::xtensor<double, 2>;
using Vector = xt::xtensor<double, 1>;

}  // namespace ntk
