#include "core/studies/narrow/task.hpp"

#include "core/numeric/reduce.hpp"
#include "core/studies/shared/unit_circle.hpp"

namespace ntk::studies::narrow {

std::vector<double> arc(std::size_t n) {
    std::vector<double> angles(n);
    for (std::size_t i = 0; i < n; ++i)
        angles[i] = 0.5 * (10.0 + 199.0 * static_cast<double>(i) / static_cast<double>(n - 1)) / 219.0;
    return angles;
}

Task::Task(std::size_t count)
    : x(shared::circle_points(arc(count))), y(shared::products(x)), n(static_cast<double>(count)) {
    const Vector off = y - numeric::mean(y.data(), y.size());
    variance = numeric::sum_of_squares(off.data(), off.size()) / n;
}

}  // namespace ntk::studies::narrow
