// Estimates what a run will take, to tell it before the run starts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/study_file.hpp"

namespace ntk::pipeline {

/// How many operations a second one thread does in the matrix products of training: 100 rows through a layer of 256
/// units. Measured in a few hundredths of a second, once.
double operations_per_second();

/// What the stages that are to be computed take, a fair guess: within a factor of three where nothing else runs.
struct Estimate {
    std::size_t stages = 0, kept = 0;
    std::size_t jobs = 1;  // stages at once: as many as asked for, or fewer where the memory would not suffice
    double seconds = 0.0;  // at operations_per_second
    double memory = 0.0;   // bytes, of the largest stages at once
    double disk = 0.0;     // bytes that the store grows by

    /// "587 stages, 12 of them kept: about 12 min on 2 threads, 40 MB of memory, 3 MB of disk".
    std::string text() const;
};

/// `to_compute`: for each stage, whether it is not kept. Throws an Error where one stage alone needs more memory than
/// there is.
Estimate estimate(const Work& work, const std::vector<bool>& to_compute, std::size_t jobs);

}  // namespace ntk::pipeline
