// Times the empirical NTK of a ReLU network without biases, as empirical_torch.py does with the same numbers.
//
//   bench_empirical POINTS WIDTH HIDDEN_LAYERS
//
// Prints the kernel of the first point with itself and with the last, by which `run` compares the answers, and the
// least seconds of many repetitions.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/network/empirical_ntk.hpp"
#include "tests/benchmarks/network.hpp"

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_empirical POINTS WIDTH HIDDEN_LAYERS\n");
        return 2;
    }
    const auto argument = [&](int i) { return static_cast<std::size_t>(std::strtoul(argv[i], nullptr, 10)); };
    const std::size_t points = argument(1);
    const auto shape = ntk::benchmark::make_shape(ntk::network::Parameterization::standard, argument(2), argument(3));
    const ntk::network::Network network = ntk::benchmark::make_network(shape);
    const auto x = ntk::benchmark::make_inputs(points, shape.inputs);
    double least = INFINITY, total = 0, itself = 0, last = 0;
    for (int round = 0; round < 3 || total < 0.3; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const auto kernel = ntk::network::empirical_ntk(network, x, x);
        const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        least = std::min(least, spent);
        total += spent;
        itself = kernel(0, 0);
        last = kernel(0, points - 1);
    }
    std::printf("%.17g\t%.17g\t%.9f\n", itself, last, least);
}
