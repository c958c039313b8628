#include "core/kernels/controls.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/numeric/arrays.hpp"
#include "core/numeric/exp.hpp"

namespace ntk::kernels {
namespace {

double squared_distance(const Matrix& x, std::size_t i, const Matrix& z, std::size_t j) {
    double sum = 0.0;
    for (std::size_t k = 0; k < x.shape(1); ++k) {
        const double difference = x(i, k) - z(j, k);
        sum += difference * difference;
    }
    return sum;
}

template <class Profile>
Matrix radial_kernel(const Matrix& x, const Matrix& z, double bandwidth, Profile profile) {
    if (x.shape(1) != z.shape(1)) throw std::invalid_argument("inputs of different dimensions have no kernel");
    if (!(bandwidth > 0.0)) throw std::invalid_argument("a kernel's bandwidth must be positive");
    Matrix result = Matrix::from_shape({x.shape(0), z.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < z.shape(0); ++j) result(i, j) = profile(squared_distance(x, i, z, j));
    return result;
}

}  // namespace

double median_distance(const Matrix& x) {
    std::vector<double> squares;
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < i; ++j) squares.push_back(squared_distance(x, i, x, j));
    if (squares.empty()) throw std::invalid_argument("the median distance needs at least two rows");
    const auto median = [&] {
        const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
        std::nth_element(squares.begin(), middle, squares.end());
        return std::sqrt(*middle);
    };
    if (const double distance = median(); distance > 0.0) return distance;
    squares.erase(std::remove(squares.begin(), squares.end(), 0.0), squares.end());
    return squares.empty() ? 1.0 : median();
}

Matrix gaussian_kernel(const Matrix& x, const Matrix& z, double bandwidth) {
    return radial_kernel(x, z, bandwidth,
                         [=](double square) { return numeric::exp(-square / (2.0 * (bandwidth * bandwidth))); });
}

Matrix laplace_kernel(const Matrix& x, const Matrix& z, double bandwidth) {
    return radial_kernel(x, z, bandwidth, [=](double square) { return numeric::exp(-std::sqrt(square) / bandwidth); });
}

}  // namespace ntk::kernels
