#include "core/studies/narrow/task.hpp"

#include "core/numeric/reduce.hpp"
#include "core/numeric/trigonometry.hpp"

namespace ntk::studies::narrow {

std::vector<double> arc(std::size_t n) {
    std::vector<double> angles(n);
    for (std::size_t i = 0; i < n; ++i)
        angles[i] = 0.5 * (10.0 + 199.0 * static_cast<double>(i) / static_cast<double>(n - 1)) / 219.0;
    return angles;
}

Matrix points(const std::vector<double>& angles) {
    Matrix x = Matrix::from_shape({angles.size(), 2});
    for (std::size_t i = 0; i < angles.size(); ++i) {
        x(i, 0) = numeric::cospi(angles[i]);
        x(i, 1) = numeric::sinpi(angles[i]);
    }
    return x;
}

Vector targets(const Matrix& x) {
    Vector y = Vector::from_shape({x.shape(0)});
    for (std::size_t i = 0; i < y.size(); ++i) y(i) = x(i, 0) * x(i, 1);
    return y;
}

Task::Task(std::size_t count) : x(points(arc(count))), y(targets(x)), n(static_cast<double>(count)) {
    const Vector off = y - numeric::mean(y.data(), y.size());
    variance = numeric::sum_of_squares(off.data(), off.size()) / n;
}

}  // namespace ntk::studies::narrow
