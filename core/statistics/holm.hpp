// Holm's procedure for many tests at once (Holm 1979). The chance of any false rejection is at most the level.
#pragma once

#include <vector>

namespace ntk::statistics {

/// What Holm's procedure finds of each p-value, in the order in which they were given.
struct HolmResult {
    std::vector<double> level;   // where it is judged: alpha/(m − k) for the k-th smallest of m, k = 0, 1 …
    std::vector<bool> rejected;  // whether it and all smaller ones are at most their levels
};

/// Judges the p-values so that the chance of any false rejection is at most alpha. Equal ones keep their order.
HolmResult holm(const std::vector<double>& p_values, double alpha);

}  // namespace ntk::statistics
