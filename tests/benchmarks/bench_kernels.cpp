// Times NNGP and NTK of ReLU networks with 5 hidden layers for the driver `kernels`.
//
//   bench_kernels FILE N D
//
// FILE holds the inputs, N x D raw doubles. Prints the least of five repetitions in seconds, then NNGP and NTK of the
// last row with the first, and of the last row with itself.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>

#include "core/kernels/fully_connected.hpp"

int main(int count, char** arguments) {
    if (count != 4) return 2;
    try {
        const std::size_t n = std::strtoul(arguments[2], nullptr, 10), d = std::strtoul(arguments[3], nullptr, 10);
        xt::xtensor<double, 2> x = xt::xtensor<double, 2>::from_shape({n, d});
        std::ifstream(arguments[1], std::ios::binary)
            .read(reinterpret_cast<char*>(x.data()), static_cast<std::streamsize>(x.size() * sizeof(double)));
        double least = 1e300, answers[4] = {};
        for (int repetition = 0; repetition < 5; ++repetition) {
            const auto begin = std::chrono::steady_clock::now();
            const auto kernels = ntk::kernels(x, ntk::Architecture{}, {5});
            const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
            if (elapsed.count() < least) least = elapsed.count();
            const ntk::KernelPair& k = kernels[0];
            answers[0] = k.nngp(n - 1, 0), answers[1] = k.ntk(n - 1, 0);
            answers[2] = k.nngp(n - 1, n - 1), answers[3] = k.ntk(n - 1, n - 1);
        }
        std::printf("%.6g %.17g %.17g %.17g %.17g\n", least, answers[0], answers[1], answers[2], answers[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_kernels: %s\n", error.what());
        return 1;
    }
}
