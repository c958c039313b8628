#include "core/statistics/moments.hpp"

#include <stdexcept>

#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::statistics {

Sample log_moment_ratio(const std::vector<double>& first, const std::vector<double>& second) {
    const std::size_t n = first.size();
    if (second.size() != n) throw std::invalid_argument("log_moment_ratio: the arrays differ in length");
    const double mean = numeric::mean(first.data(), n), mean_square = numeric::mean(second.data(), n);
    std::vector<double> influence(n);
    for (std::size_t k = 0; k < n; ++k) influence[k] = second[k] / mean_square - 2.0 * first[k] / mean;
    return {n, numeric::log(mean_square / (mean * mean)), summarize(influence).standard_error};
}

}  // namespace ntk::statistics
