// A shard is one machine's part of the work. When N machines have run the parts 1/N to N/N into one store, everything
// that can be done apart is done. What is left is gathering the results, which a run without parts does in little time.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/study_file.hpp"

namespace ntk::pipeline {

struct Shard {
    std::size_t index = 1, count = 1;  // 1 ≤ index ≤ count
};

/// Reads a shard as "2/4". Throws an Error for any other text.
Shard parse_shard(const std::string& text);

/// The stages that a shard computes, with their inputs. The plan is cut into `count` consecutive pieces of equal cost,
/// one for each shard. A shard leaves out those stages of its piece for which it would have to compute more of other
/// pieces than they cost themselves; they are left to the gathering. So stages that stand near each other in the plan
/// (the trainings on a split, its kernels) stay together. Only inputs that a cut separates from their stages are
/// computed twice, unless the store has them already. The result depends on the plan alone.
Work part_of(const Work& work, const Shard& shard);

}  // namespace ntk::pipeline
