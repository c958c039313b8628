// Times full-batch gradient descent of a ReLU network without biases, as training_torch.py does with the same numbers.
//
//   bench_training ROWS WIDTH HIDDEN_LAYERS STARTS
//
// That many equal networks train at once on all threads. Prints the mean squared error after five steps, by which `run`
// compares the answers, and the least seconds of many repetitions of a step of all networks, divided by their number.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "core/numeric/parallel.hpp"
#include "core/training/trainer.hpp"

namespace {

/// Numbers that need no library to be had again: uniform on [−1, 1], in order of i.
double number(std::size_t i) {
    const double x = static_cast<double>(i + 1), product = x * x * 0.6180339887498949;
    return 2 * (product - std::floor(product)) - 1;
}

ntk::Trainer make_trainer(std::size_t rows, std::size_t width, std::size_t hidden_layers) {
    constexpr std::size_t inputs = 10;
    ntk::Network network({inputs, width, hidden_layers, ntk::Activation::relu, ntk::Parameterization::standard}, 1, "");
    for (const ntk::Layer& layer : network.layers())
        for (std::size_t i = 0; i < layer.inputs * layer.outputs; ++i)
            network.parameters[layer.weights + i] =
                number(layer.weights + i) * std::sqrt(6.0 / static_cast<double>(layer.inputs));
    xt::xtensor<double, 2> x = xt::xtensor<double, 2>::from_shape({rows, inputs});
    xt::xtensor<double, 1> y = xt::xtensor<double, 1>::from_shape({rows});
    for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = number(i);
    for (std::size_t i = 0; i < rows; ++i) y(i) = number(7 * i);
    return ntk::Trainer(std::move(network), std::move(x), std::move(y), {ntk::Optimizer::gradient_descent, 1e-6, 0}, 1,
                        "");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: bench_training ROWS WIDTH HIDDEN_LAYERS STARTS\n");
        return 2;
    }
    const auto argument = [&](int i) { return static_cast<std::size_t>(std::strtoul(argv[i], nullptr, 10)); };
    const std::size_t starts = argument(4);
    std::vector<ntk::Trainer> trainers;
    for (std::size_t s = 0; s < starts; ++s) trainers.push_back(make_trainer(argument(1), argument(2), argument(3)));
    double error = 0;
    for (int step = 0; step < 6; ++step)
        for (ntk::Trainer& trainer : trainers) error = trainer.step();

    double least = INFINITY, total = 0;
    for (int round = 0; round < 5 || total < 0.3; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        ntk::parallel_for(starts, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t s = first; s < last; ++s) trainers[s].step();
        });
        const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        least = std::min(least, spent);
        total += spent;
    }
    std::printf("%.17g\t%.9f\n", error, least / static_cast<double>(starts));
}
