// The arrays that all rooms share. They are row-major; where a matrix holds samples, each row is one sample.
#pragma once

#include <xtensor/xtensor.hpp>

namespace ntk {

using Matrix = xt::xtensor<double, 2>;
using Vector = xt::xtensor<double, 1>;

}  // namespace ntk
