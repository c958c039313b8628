#include "core/kernels/high_dimension.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/kernels/centred_kernels.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::kernels {
namespace {

Matrix deviations(const Matrix& x, const std::vector<std::size_t>& group, const Matrix& means) {
    Matrix result = x;
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t k = 0; k < x.shape(1); ++k) result(i, k) -= means(group[i], k);
    return result;
}

}  // namespace

Equivalent equivalent_coefficients(double tau0, const std::vector<CentredLayer>& layers) {
    if (layers.empty()) throw std::invalid_argument("a network without layers has no equivalent");
    EquivalentCoefficients a = {1.0, 0.0, 0.0, tau0 * tau0}, b = a;
    double norm = 1.0;  // α4
    for (const CentredLayer& layer : layers) {
        const ActivationMoments& m = layer.moments;
        const double first = m.first * m.first, second = m.second * m.second;
        const EquivalentCoefficients before = a;
        a = {first * before.linear, first * before.norms + 0.25 * second * norm * norm,
             first * before.products + 0.5 * second * before.linear * before.linear, m.variance};
        norm *= 0.5 * m.square_second;
        b = {a.linear + first * b.linear, a.norms + first * b.norms,
             a.products + first * b.products + second * before.linear * b.linear,
             m.variance + m.slope_square * b.diagonal};
    }
    return {a, b};
}

double input_scale(const Matrix& x) {
    return std::sqrt(numeric::sum_of_squares(x.data(), x.size()) / static_cast<double>(x.size()));
}

MixtureRows mixture_rows(const Matrix& x, const std::vector<std::size_t>& group, const Matrix& means,
                         const Matrix& products) {
    const std::size_t n = x.shape(0), p = x.shape(1), classes = means.shape(0);
    if (group.size() != n || means.shape(1) != p || products.shape(0) != classes || products.shape(1) != classes ||
        std::any_of(group.begin(), group.end(), [&](std::size_t a) { return a >= classes; }))
        throw std::invalid_argument("rows and classes do not fit together");
    const Matrix omega = deviations(x, group, means);
    MixtureRows rows{group, Vector::from_shape({n}), products, input_scale(x)};
    for (std::size_t i = 0; i < n; ++i)
        rows.spread(i) = numeric::sum_of_squares(&omega(i, 0), p) / static_cast<double>(p);
    return rows;
}

MixtureRows mixture_rows(const Matrix& x, const std::vector<std::size_t>& group) {
    const std::size_t p = x.shape(1);
    const std::size_t classes = *std::max_element(group.begin(), group.end()) + 1;
    Matrix means = xt::zeros<double>({classes, p});
    std::vector<std::size_t> count(classes);
    for (std::size_t i = 0; i < x.shape(0); ++i) {
        ++count[group[i]];
        for (std::size_t k = 0; k < p; ++k) means(group[i], k) += x(i, k);
    }
    for (std::size_t a = 0; a < classes; ++a)
        for (std::size_t k = 0; k < p; ++k) means(a, k) /= static_cast<double>(count[a]);
    // tr(C_a C_b) is the mean of (ω_i·ω_j)² over the rows i of a and j of b.
    const Matrix k = input_kernel(deviations(x, group, means));
    Matrix products = xt::zeros<double>({classes, classes});
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < x.shape(0); ++j) products(group[i], group[j]) += k(i, j) * k(i, j);
    for (std::size_t a = 0; a < classes; ++a)
        for (std::size_t b = 0; b < classes; ++b)
            products(a, b) *= static_cast<double>(p) / static_cast<double>(count[a] * count[b]);
    return mixture_rows(x, group, means, products);
}

Matrix equivalent_kernel(const Matrix& x, const MixtureRows& rows, const EquivalentCoefficients& c) {
    const std::size_t n = x.shape(0);
    const double p = static_cast<double>(x.shape(1)), squared_scale = rows.tau0 * rows.tau0;
    Matrix k = input_kernel(x);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            k(i, j) = c.linear * k(i, j) +
                      c.norms * ((rows.spread(i) - squared_scale) * (rows.spread(j) - squared_scale)) +
                      c.products * rows.products(rows.group[i], rows.group[j]) / p;
    for (std::size_t i = 0; i < n; ++i) k(i, i) += c.diagonal - c.linear * squared_scale;
    return k;
}

Matrix law_correction(const Matrix& x, const std::vector<CentredLayer>& layers, double kurtosis, std::size_t width) {
    const Matrix squares = x * x;
    double of_squares = kurtosis / static_cast<double>(x.shape(1)), constant = 0.0;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const ActivationMoments& m = layers[l].moments;
        const double first = m.first * m.first, quarter = 0.25 * m.second * m.second;
        if (l == 0) {
            of_squares *= quarter;
            continue;
        }
        const double variance = layers[l - 1].moments.variance;
        of_squares *= first;
        constant = first * constant + quarter * (kurtosis + 2.0) * variance * variance / static_cast<double>(width);
    }
    Matrix result = input_kernel(squares) * of_squares + constant;
    for (std::size_t i = 0; i < result.shape(0); ++i) result(i, i) = 0.0;
    return result;
}

}  // namespace ntk::kernels
