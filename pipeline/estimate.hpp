// Estimates what a run will take, to tell it before the run starts.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

/// "3067 stages, about 12 min on 2 threads and 40 MB of memory", where `jobs` stages run at once and none has been kept
/// yet. The time is the number of the stages' operations at the speed of a matrix product of the size that training
/// has, which is measured in a few hundredths of a second. It is right within a factor of three where nothing else
/// runs.
std::string estimate(const Work& work, std::size_t jobs);

}  // namespace ntk::pipeline
