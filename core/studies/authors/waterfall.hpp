// Like for like, one difference removed at a time.
#pragma once

#include <string>
#include <vector>

#include "core/flow/artifact.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// Of a group's networks, in a measure ("error": RMSE of the network less that of what it is compared with; "gap": D to
/// it): the measure at each of the rungs, and each rung's change of it, paired over trials. The first total and the
/// changes from the second on add up to the last total.
struct Waterfall {
    std::vector<statistics::Sample> total, changes;  // by rung; the first change is the first total

    Waterfall(const flow::Artifact& errors, const Group& group, const std::string& measure);
};

}  // namespace ntk::studies::authors
