// The waterfall: how the comparison of network and kernel changes as their differences are removed one at a time.
#pragma once

#include <string>
#include <vector>

#include "core/flow/artifact.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// The waterfall of a group's networks. `measure` is "error", the RMSE of the network less that of what it is compared
/// with, or "gap", D between the two. The rungs are those of runs.hpp. The first total and the changes from the second
/// on add up to the last total.
struct Waterfall {
    /// For each rung, over trials: the measure, and by how much the rung changed it. The first change is the first
    /// total.
    std::vector<statistics::Sample> total, changes;

    Waterfall(const flow::Artifact& errors, const Group& group, const std::string& measure);
};

}  // namespace ntk::studies::authors
