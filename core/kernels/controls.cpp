#include "core/kernels/controls.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/numeric/arrays.hpp"
#include "core/numeric/elementary.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::kernels {
namespace {

// Sets squares[j] = |x_i − z_j|² for j < n. The z come as columns (d, at least n).
void squared_distances(const Matrix& x, std::size_t i, const Matrix& z_columns, std::size_t n, double* squares) {
    std::fill_n(squares, n, 0.0);
    for (std::size_t k = 0; k < x.shape(1); ++k) {
        const double own = x(i, k), *z = z_columns.data() + k * z_columns.shape(1);
        for (std::size_t j = 0; j < n; ++j) squares[j] += (own - z[j]) * (own - z[j]);
    }
}

// The kernel exp(exponent(|x − z|²)).
template <class Exponent>
Matrix radial_kernel(const Matrix& x, const Matrix& z, double bandwidth, Exponent exponent) {
    if (x.shape(1) != z.shape(1)) throw std::invalid_argument("inputs of different dimensions have no kernel");
    if (!(bandwidth > 0.0)) throw std::invalid_argument("a kernel's bandwidth must be positive");
    const std::size_t n = z.shape(0);
    Matrix result = Matrix::from_shape({x.shape(0), n});
    const Matrix z_columns = xt::transpose(z);
    numeric::parallel_for(x.shape(0), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            double* row = result.data() + i * n;
            squared_distances(x, i, z_columns, n, row);
            for (std::size_t j = 0; j < n; ++j) row[j] = exponent(row[j]);
            numeric::exp(row, row, n);
        }
    });
    return result;
}

}  // namespace

double median_distance(const Matrix& x) {
    const std::size_t n = x.shape(0);
    const Matrix columns = xt::transpose(x);
    std::vector<double> squares(n * (n + 1) / 2 - n);  // of all pairs
    for (std::size_t i = 1; i < n; ++i) squared_distances(x, i, columns, i, &squares[i * (i - 1) / 2]);
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
    return radial_kernel(x, z, bandwidth, [=](double square) { return -square / (2.0 * (bandwidth * bandwidth)); });
}

Matrix laplace_kernel(const Matrix& x, const Matrix& z, double bandwidth) {
    return radial_kernel(x, z, bandwidth, [=](double square) { return -std::sqrt(square) / bandwidth; });
}

}  // namespace ntk::kernels
