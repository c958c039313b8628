#include "pipeline/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "core/blas/cblas.h"
#include "core/error/error.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/progress.hpp"

namespace ntk::pipeline {
namespace {

double measured_speed() {
    constexpr int rows = 100, width = 256, repeats = 40;
    std::vector<double> x(rows * width, 1.0), weights(width * width, 1e-3), z(rows * width);
    const auto product = [&] {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, width, width, 1.0, x.data(), width, weights.data(),
                    width, 0.0, z.data(), width);
    };
    // The fastest counts, because what else runs interrupts some.
    double fastest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        product();
        fastest = std::min(fastest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return 2.0 * rows * width * width / fastest;
}

double numbers_of(const flow::Artifact& artifact) {
    double count = 0.0;
    for (const auto& [name, array] : artifact.arrays) count += static_cast<double>(array.size());
    return count;
}

}  // namespace

double operations_per_second() {
    static const double speed = [] {
        double measured = 0.0;
        tbb::task_arena(1).execute([&] { measured = measured_speed(); });
        return measured;
    }();
    return speed;
}

std::string Estimate::text() const {
    return fmt::format("{} stages{}: about {} on {} {}, {} of memory, {} of disk", stages,
                       kept > 0 ? fmt::format(", {} of them kept", kept) : "", duration_text(seconds), jobs,
                       jobs == 1 ? "thread" : "threads", size_text(memory), size_text(disk));
}

Estimate estimate(const Work& work, const std::vector<bool>& to_compute, std::size_t jobs) {
    // Of each number of an artifact: its text's bytes, memory on its way to the disk, and the time that takes.
    constexpr double text_bytes = 20.0, number_bytes = 70.0, number_seconds = 4e-7;
    constexpr double stage_seconds = 1e-3;  // the flush of its files
    Estimate result;
    double operations = 0.0, numbers = 0.0;
    std::vector<double> memory;
    const double available = available_memory();
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const flow::Stage& stage = work.stages[i];
        ++result.stages;
        if (!to_compute[i]) {
            ++result.kept;
            continue;
        }
        operations += stage.cost;
        numbers += stage.numbers;
        memory.push_back(stage.memory + number_bytes * stage.numbers);
        if (memory.back() > available)
            throw Error({.value = size_text(memory.back()),
                         .limit = size_text(available),
                         .problem = fmt::format("needs {} of memory and {} are available", size_text(memory.back()),
                                                size_text(available)),
                         .remedies = {stage.kind == flow::Kind::network ? Remedy{"take a smaller width", "width"}
                                                                        : Remedy{"train on fewer", "training_points"},
                                      {"a larger machine"}},
                         .stage = stage.name});
    }
    for (const auto& [i, dataset] : work.datasets) numbers += to_compute[i] ? numbers_of(dataset.artifact) : 0.0;
    std::sort(memory.begin(), memory.end(), std::greater<>());
    const auto at_once = [&](std::size_t stages) {
        const auto end = memory.begin() + static_cast<std::ptrdiff_t>(std::min(stages, memory.size()));
        return std::accumulate(memory.begin(), end, 0.0);
    };
    for (result.jobs = jobs; result.jobs > 1 && at_once(result.jobs) > available;) --result.jobs;
    result.memory = at_once(result.jobs);
    const double threads = static_cast<double>(result.jobs);
    result.seconds = (operations / operations_per_second() + number_seconds * numbers) / threads +
                     stage_seconds * static_cast<double>(result.stages - result.kept);
    result.disk = text_bytes * numbers;
    return result;
}

}  // namespace ntk::pipeline
