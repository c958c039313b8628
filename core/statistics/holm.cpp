#include "core/statistics/holm.hpp"

#include <algorithm>
#include <numeric>

namespace ntk::statistics {

HolmResult holm(const std::vector<double>& p_values, double alpha) {
    const std::size_t m = p_values.size();
    std::vector<std::size_t> order(m);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    HolmResult result{std::vector<double>(m), std::vector<bool>(m)};
    bool passing = true;
    for (std::size_t k = 0; k < m; ++k) {
        const double level = alpha / static_cast<double>(m - k);
        passing = passing && p_values[order[k]] <= level;
        result.level[order[k]] = level;
        result.rejected[order[k]] = passing;
    }
    return result;
}

}  // namespace ntk::statistics
