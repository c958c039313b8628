// Times kernels for the drivers `kernels` and `costs`: of an activation, NNGP and NTK of networks with 5 hidden layers;
// `authors`, the nine of the authors' experiment as coded.
//
//   bench_kernels ACTIVATION|authors FILE N D
//
// FILE holds the inputs, N x D raw doubles. Prints the least of five repetitions in seconds, then each kernel of the
// last row with the first, and of the last row with itself.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/studies/authors/kernels.hpp"

namespace {

std::vector<ntk::Matrix> kernels_of(const std::string& activation, const ntk::Matrix& x) {
    auto pair =
        std::move(ntk::kernels::nngp_and_ntk(x, {ntk::numeric::activation_named(activation), 2.0, 0.0}, {5})[0]);
    std::vector<ntk::Matrix> result;
    result.push_back(std::move(pair.nngp));
    result.push_back(std::move(pair.ntk));
    return result;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 5) return 2;
    try {
        const bool authors = std::string_view(arguments[1]) == "authors";
        const std::size_t n = std::strtoul(arguments[3], nullptr, 10), d = std::strtoul(arguments[4], nullptr, 10);
        ntk::Matrix x = ntk::Matrix::from_shape({n, d});
        std::ifstream(arguments[2], std::ios::binary)
            .read(reinterpret_cast<char*>(x.data()), static_cast<std::streamsize>(x.size() * sizeof(double)));
        double least = 1e300;
        std::vector<double> answers;
        for (int repetition = 0; repetition < 5; ++repetition) {
            const auto begin = std::chrono::steady_clock::now();
            const auto kernels =
                authors ? ntk::studies::authors::nine_kernels(x, ntk::studies::authors::Correlation::as_coded)
                        : kernels_of(arguments[1], x);
            const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
            if (elapsed.count() < least) least = elapsed.count();
            answers.clear();
            for (const std::size_t j : {std::size_t{0}, n - 1})
                for (const ntk::Matrix& k : kernels) answers.push_back(k(n - 1, j));
        }
        std::printf("%.6g", least);
        for (const double answer : answers) std::printf(" %.17g", answer);
        std::printf("\n");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_kernels: %s\n", error.what());
        return 1;
    }
}
