// One machine's part of the work: N machines that run parts 1/N to N/N into one store have done all that is
// independent, and what is left, the gathering, takes a run without parts little time.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/study_file.hpp"

namespace ntk::pipeline {

struct Shard {
    std::size_t index = 1, count = 1;  // 1 ≤ index ≤ count
};

/// Reads "2/4". Throws std::invalid_argument for what is no such thing.
Shard parse_shard(const std::string& text);

/// The stages that a shard computes, inputs included. The plan is cut into `count` consecutive pieces of equal cost; of
/// its piece a shard leaves to the gathering those stages that would have it compute more of the other pieces than they
/// cost themselves. So what stands near in the plan (the trainings on a split, its kernels) stays together, and only
/// what a cut runs through is computed twice, or read where the store has it already. Depends on the plan alone.
Work part_of(const Work& work, const Shard& shard);

}  // namespace ntk::pipeline
