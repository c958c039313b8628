#include "core/statistics/moments.hpp"

#include <stdexcept>

#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::statistics {

Sample log_moment_ratio(const std::vector<double>& draws, const std::vector<double>& weights) {
    const std::size_t n = draws.size();
    if (weights.size() != n) throw std::invalid_argument("log_moment_ratio: the arrays differ in length");
    std::vector<double> first(n), second(n), influence(n);
    for (std::size_t k = 0; k < n; ++k) {
        first[k] = weights[k] * draws[k];
        second[k] = first[k] * draws[k];
    }
    const double weight = numeric::mean(weights.data(), n), mean = numeric::mean(first.data(), n),
                 mean_square = numeric::mean(second.data(), n);
    for (std::size_t k = 0; k < n; ++k)
        influence[k] = second[k] / mean_square - 2.0 * first[k] / mean + (weights[k] / weight - 1.0);
    return {n, numeric::log(mean_square * weight / (mean * mean)), summarize(influence).standard_error};
}

}  // namespace ntk::statistics
