// Measures how fast all threads together read and write memory, on arrays that are larger than every cache.
//
//   bench_memory
//
// Prints the bytes a second of reading an array, and of changing it in place, where what is read and what is written
// both count.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "core/numeric/parallel.hpp"
#include "core/training/optimizer.hpp"

namespace {

constexpr std::size_t count = std::size_t{1} << 26, piece = std::size_t{1} << 13;  // 512 MiB

/// The least seconds of six repetitions of `work` on pieces of the array.
template <class Work>
double least_seconds(const Work& work) {
    double least = INFINITY;
    for (int repetition = 0; repetition < 6; ++repetition) {
        const auto begin = std::chrono::steady_clock::now();
        ntk::numeric::parallel_for(count / piece, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) work(i);
        });
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return least;
}

}  // namespace

int main() {
    // It reads x by p ← p − x / 2, for a short p that stays in the cache.
    std::vector<double> x(count, 1.0), none(piece, 0.0), ends(count / piece);
    const double read = least_seconds([&](std::size_t i) {
        thread_local std::vector<double> near(piece, 0.0);
        ntk::training::gradient_step(0.5, x.data() + i * piece, piece, near.data());
        ends[i] = near[piece - 1];  // so that the compiler cannot leave the work out
    });
    const double changed = least_seconds(
        [&](std::size_t i) { ntk::training::gradient_step(0.5, none.data(), piece, x.data() + i * piece); });
    constexpr double bytes = static_cast<double>(count * sizeof(double));
    std::printf("%.6g\t%.6g\n", bytes / read, 2 * bytes / changed);
}
