// Times full-batch gradient descent of a ReLU network (network.hpp), as training_torch.py does with the same numbers.
//
//   bench_training standard|ntk ROWS WIDTH HIDDEN_LAYERS STARTS
//
// That many equal networks train at once on all threads. Prints the mean squared error after five steps, by which `run`
// compares the answers, and the least seconds of many repetitions of a step of all networks, divided by their number.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "core/numeric/arrays.hpp"
#include "core/numeric/parallel.hpp"
#include "core/training/trainer.hpp"
#include "tests/benchmarks/network.hpp"

namespace {

ntk::training::Trainer make_trainer(const ntk::network::NetworkShape& shape, std::size_t rows) {
    ntk::Vector y = ntk::Vector::from_shape({rows});
    for (std::size_t i = 0; i < rows; ++i) y(i) = ntk::benchmark::number(7 * i);
    return ntk::training::Trainer(ntk::benchmark::make_network(shape), ntk::benchmark::make_inputs(rows, shape.inputs),
                                  std::move(y), {ntk::training::Optimizer::gradient_descent, 1e-6, 0}, 1, "");
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view parameterization = argc == 6 ? argv[1] : "";
    if (parameterization != "standard" && parameterization != "ntk") {
        std::fprintf(stderr, "usage: bench_training standard|ntk ROWS WIDTH HIDDEN_LAYERS STARTS\n");
        return 2;
    }
    const auto argument = [&](int i) { return static_cast<std::size_t>(std::strtoul(argv[i], nullptr, 10)); };
    const std::size_t rows = argument(2), starts = argument(5);
    const auto shape = ntk::benchmark::make_shape(
        parameterization == "ntk" ? ntk::network::Parameterization::ntk : ntk::network::Parameterization::standard,
        argument(3), argument(4));
    std::vector<ntk::training::Trainer> trainers;
    for (std::size_t s = 0; s < starts; ++s) trainers.push_back(make_trainer(shape, rows));
    double error = 0;
    for (int step = 0; step < 6; ++step)
        for (ntk::training::Trainer& trainer : trainers) error = trainer.step();

    double least = INFINITY, total = 0;
    for (int round = 0; round < 5 || total < 0.3; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        ntk::numeric::parallel_for(starts, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t s = first; s < last; ++s) trainers[s].step();
        });
        const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        least = std::min(least, spent);
        total += spent;
    }
    std::printf("%.17g\t%.9f\n", error, least / static_cast<double>(starts));
}
