#include "core/studies/shared/unit_circle.hpp"

#include "core/numeric/trigonometry.hpp"

namespace ntk::studies::shared {

Matrix circle_points(const std::vector<double>& angles) {
    Matrix x = Matrix::from_shape({angles.size(), 2});
    for (std::size_t i = 0; i < angles.size(); ++i) {
        x(i, 0) = numeric::cospi(angles[i]);
        x(i, 1) = numeric::sinpi(angles[i]);
    }
    return x;
}

Vector products(const Matrix& x) {
    Vector y = Vector::from_shape({x.shape(0)});
    for (std::size_t i = 0; i < y.size(); ++i) y(i) = x(i, 0) * x(i, 1);
    return y;
}

}  // namespace ntk::studies::shared
