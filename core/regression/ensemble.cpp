#include "core/regression/ensemble.hpp"
#include "core/numeric/arrays.hpp"

#include <stdexcept>

#include <xtensor/xview.hpp>

#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"

namespace ntk::regression {
namespace {

double dot(const Vector& a, const Vector& b) {
    return numeric::dot(a.data(), b.data(), a.size());
}

}  // namespace

Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, double rate, std::size_t steps) {
    return trained_ensemble(k_train_train, k_test_train, start, y_train,
                            gradient_descent_shares(k_train_train, rate, steps));
}

Ensemble trained_ensemble(const Spectrum& k_train_train, const Matrix& k_test_train, const StartCovariance& start,
                          const Vector& y_train, const Vector& shares) {
    const std::size_t n = y_train.size(), m = k_test_train.shape(0);
    if (k_train_train.values.size() != n || k_test_train.shape(1) != n || start.train_train.shape(0) != n ||
        start.train_train.shape(1) != n || start.test_train.shape(0) != m || start.test_train.shape(1) != n ||
        start.test.size() != m)
        throw std::invalid_argument("kernels, covariances and targets of an ensemble do not fit together");
    Ensemble result{Matrix::from_shape({m, n}), Vector::from_shape({m}), Vector::from_shape({m})};
    for (std::size_t i = 0; i < m; ++i) {
        // The map from residuals to coefficients is symmetric, so it can be applied to k(X,x) as if that were a
        // residual.
        const Vector k = xt::view(k_test_train, i, xt::all());
        const Vector influence = shared_coefficients(k_train_train, shares, k);
        const Vector covariance = xt::view(start.test_train, i, xt::all());
        const double variance = start.test(i) - 2.0 * dot(influence, covariance) +
                                dot(influence, kernel_prediction(start.train_train, influence));
        xt::view(result.influence, i, xt::all()) = influence;
        result.mean(i) = dot(influence, y_train);
        result.variance(i) = variance > 0.0 ? variance : 0.0;  // rounding can make a variance of 0 negative
    }
    return result;
}

}  // namespace ntk::regression
