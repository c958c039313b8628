#include "core/statistics/slope.hpp"

#include <cstddef>
#include <stdexcept>

#include "core/numeric/reduce.hpp"

namespace ntk::statistics {

Line least_squares_line(const std::vector<double>& x, const std::vector<double>& y) {
    const std::size_t n = x.size();
    if (n < 2 || y.size() != n) throw std::invalid_argument("a line needs two points or more, an x and a y for each");
    const double mean_x = numeric::mean(x.data(), n), mean_y = numeric::mean(y.data(), n);
    std::vector<double> dx(n), dy(n);
    for (std::size_t i = 0; i < n; ++i) {
        dx[i] = x[i] - mean_x;
        dy[i] = y[i] - mean_y;
    }
    const double spread = numeric::sum_of_squares(dx.data(), n);
    if (!(spread > 0.0)) throw std::invalid_argument("a line through points of one x has no slope");
    const double slope = numeric::dot(dx.data(), dy.data(), n) / spread;
    return {mean_y - slope * mean_x, slope};
}

}  // namespace ntk::statistics
