// Many tests at once (Holm 1979): the chance of any false rejection stays below the level.
#pragma once

#include <vector>

namespace ntk::statistics {

/// For each p-value the level at which Holm's procedure judges it: alpha/(m − k) for the k-th smallest (k = 0 …), and a
/// flag whether it is rejected (it and all smaller ones pass). Ties keep their order.
struct HolmResult {
    std::vector<double> level;
    std::vector<bool> rejected;
};
HolmResult holm(const std::vector<double>& p_values, double alpha);

}  // namespace ntk::statistics
