// The ratio of a second moment to the square of the first, from a sample.
#pragma once

#include <vector>

#include "core/statistics/student.hpp"

namespace ntk::statistics {

/// log(E[t²]/E[t]²) of draws t of a positive number, with its standard error by the delta method. Each draw has a
/// weight w, the ratio of the density of t to that of the law which it was drawn from; where that is its own, all
/// are 1. The ratio is E[w t²] E[w]/E[w t]², whose logarithm moves by dE[w t²]/E[w t²] − 2 dE[w t]/E[w t] + dE[w]/E[w]:
/// draws that are all equal have the ratio 1 and no error, whatever their weights. Throws std::invalid_argument for
/// fewer than two draws or arrays that differ in length.
Sample log_moment_ratio(const std::vector<double>& draws, const std::vector<double>& weights);

}  // namespace ntk::statistics
