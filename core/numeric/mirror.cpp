#include "core/numeric/mirror.hpp"

#include <algorithm>

#include "core/numeric/parallel.hpp"

namespace ntk::numeric {

// Square by square, so that both stay in the cache; in each a row is written at a time.
void mirror(Matrix& k) {
    constexpr std::size_t side = 64;
    const std::size_t n = k.shape(0);
    parallel_for((n + side - 1) / side, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i0 = begin * side; i0 < std::min(end * side, n); i0 += side)
            for (std::size_t j0 = 0; j0 <= i0; j0 += side)
                for (std::size_t j = j0; j < std::min(j0 + side, n); ++j)
                    for (std::size_t i = std::max(i0, j + 1); i < std::min(i0 + side, n); ++i) k(j, i) = k(i, j);
    });
}

}  // namespace ntk::numeric
