// The ratio of a second moment to the square of the first, from a sample of each.
#pragma once

#include <vector>

#include "core/statistics/student.hpp"

namespace ntk::statistics {

/// log(E[second]/E[first]²), with its standard error by the delta method:
/// d log(E[s]/E[t]²) = dE[s]/E[s] − 2 dE[t]/E[t]. The k-th numbers of `first` and `second`, whose means are positive,
/// are of the same draw: t and t² of a draw, or both times the draw's weight. Throws std::invalid_argument for fewer
/// than two draws or arrays that differ in length.
Sample log_moment_ratio(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace ntk::statistics
