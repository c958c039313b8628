// What a run will take, told before it starts.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

/// "3067 stages, about 12 min on 2 threads and 40 MB of memory", for so many stages at once, as if nothing
/// were kept yet. The time is the stages' operations at the speed of a matrix product of training's size, which it
/// measures in a few hundredths of a second; right within a factor of three where nothing else runs.
std::string estimate(const Work& work, std::size_t jobs);

}  // namespace ntk::pipeline
