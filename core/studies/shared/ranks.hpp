// The ranks at which studies report spectra.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace ntk::studies::shared {

/// The ranks 1, 2, 3, 5, 8 … and last n.
inline std::vector<std::size_t> ranks(std::size_t n) {
    std::vector<std::size_t> result;
    for (std::size_t rank = 1, next = 2; rank < n; rank = std::exchange(next, rank + next)) result.push_back(rank);
    result.push_back(n);
    return result;
}

}  // namespace ntk::studies::shared
