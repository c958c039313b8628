#include "core/kernels/narrow.hpp"

#include <algorithm>
#include <cmath>

#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/inverse_trigonometry.hpp"

namespace ntk::kernels {
namespace {

constexpr double pi = 3.141592653589793;

double inner(const Matrix& x, std::size_t i, const Matrix& z, std::size_t j) {
    double sum = 0.0;
    for (std::size_t k = 0; k < x.shape(1); ++k) sum += x(i, k) * z(j, k);
    return sum;
}

// Rows whose inner products over their length are x·x'/(d C²) + 1.
Matrix extended(const Matrix& x, double scale) {
    const double length = static_cast<double>(x.shape(1) + 1);
    Matrix result = Matrix::from_shape({x.shape(0), x.shape(1) + 1});
    xt::view(result, xt::all(), xt::range(std::size_t{0}, x.shape(1))) =
        std::sqrt(length / static_cast<double>(x.shape(1))) / scale * x;
    xt::view(result, xt::all(), x.shape(1)) = std::sqrt(length);
    return result;
}

// E[σ(g) σ(g')] for the covariance q(x, x') = x·x'/(d C²) + 1: the NNGP kernel of one hidden layer.
Matrix product_mean(const Matrix& x, const Matrix& z, double scale) {
    return kernel(KernelKind::nngp, extended(x, scale), extended(z, scale), {numeric::Activation::relu, 1.0, 0.0}, 1);
}

// The variance of σ(g) σ(g') for the same covariance, from the mean.
Matrix product_variance(const Matrix& x, const Matrix& z, double scale, const Matrix& mean) {
    const double factor = 1.0 / (static_cast<double>(x.shape(1)) * scale * scale);
    Matrix result = Matrix::from_shape({x.shape(0), z.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < z.shape(0); ++j) {
            const double of_both = (factor * inner(x, i, x, i) + 1.0) * (factor * inner(z, j, z, j) + 1.0);
            const double cosine = std::min(1.0, (factor * inner(x, i, z, j) + 1.0) / std::sqrt(of_both));
            const double sine = std::sqrt((1.0 - cosine) * (1.0 + cosine));
            const double order_two = 3.0 * sine * cosine + (pi - numeric::acos(cosine)) * (1.0 + 2.0 * cosine * cosine);
            result(i, j) = of_both * order_two / (2.0 * pi) - mean(i, j) * mean(i, j);
        }
    return result;
}

// x·z + 1
Matrix handed_on(const Matrix& x, const Matrix& z) {
    Matrix result = Matrix::from_shape({x.shape(0), z.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < z.shape(0); ++j) result(i, j) = inner(x, i, z, j) + 1.0;
    return result;
}

}  // namespace

Matrix narrow_limit(const Matrix& x, const Matrix& z) {
    const Matrix drawn = product_mean(x, z, 1.0);  // which refuses rows that do not fit
    return handed_on(x, z) + drawn;
}

Moments narrow_moments(const Matrix& x, const Matrix& z, std::size_t depth, double scale) {
    const Matrix head = product_mean(x, z, scale), body = product_mean(x, z, 1.0), handed = handed_on(x, z);
    const double layers = static_cast<double>(depth), square = scale * scale;
    return {
        handed + ((layers - 1.0) * body + head) / layers + 1.0 / square + handed / (layers * square),
        ((layers - 1.0) * product_variance(x, z, 1.0, body) + product_variance(x, z, scale, head)) / (layers * layers)};
}

}  // namespace ntk::kernels
