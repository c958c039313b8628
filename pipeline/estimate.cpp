#include "pipeline/estimate.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "core/blas/cblas.h"
#include "pipeline/capacity.hpp"
#include "pipeline/progress.hpp"

namespace ntk::pipeline {
namespace {

// How many operations a second one thread does in the matrix products of training: 100 rows through a layer of 256
// units.
double operations_per_second() {
    constexpr int rows = 100, width = 256, repeats = 40;
    std::vector<double> x(rows * width, 1.0), weights(width * width, 1e-3), z(rows * width);
    const auto product = [&] {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, width, width, 1.0, x.data(), width, weights.data(),
                    width, 0.0, z.data(), width);
    };
    product();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) product();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    return 2.0 * rows * width * width * repeats / taken.count();
}

}  // namespace

std::string estimate(const Work& work, std::size_t jobs) {
    double operations = 0.0;
    std::vector<double> memory;
    for (const flow::Stage& stage : work.stages) {
        operations += stage.cost;
        memory.push_back(stage.memory);
    }
    std::sort(memory.begin(), memory.end(), std::greater<>());
    double at_once = 0.0;
    for (std::size_t i = 0; i < std::min(jobs, memory.size()); ++i) at_once += memory[i];
    double speed = 0.0;
    tbb::task_arena(1).execute([&] { speed = operations_per_second(); });
    const double seconds = operations / speed / static_cast<double>(jobs);
    return fmt::format("{} stages, about {} on {} {} and {} of memory", work.stages.size(), duration_text(seconds),
                       jobs, jobs == 1 ? "thread" : "threads", size_text(at_once));
}

}  // namespace ntk::pipeline
