#include "core/regression/kernel_sgd.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <stdexcept>

#include "core/numeric/reduce.hpp"

namespace ntk::regression {

Matrix batch_trained_coefficients(const Matrix& k_train_train, const Vector& residual, double rate,
                                  random::Batches batches, const std::vector<std::size_t>& epochs) {
    const std::size_t n = residual.size();
    if (k_train_train.shape(0) != n || k_train_train.shape(1) != n || batches.row_count() != n)
        throw std::invalid_argument("kernel matrix, targets and batches do not fit together");
    if (!(rate > 0.0) || !std::isfinite(rate))
        throw std::invalid_argument("the learning rate must be a positive number");
    if (std::adjacent_find(epochs.begin(), epochs.end(), std::greater_equal<>()) != epochs.end())
        throw std::invalid_argument("the epochs to report must increase");

    // [region: kernel-sgd]
    Matrix result = Matrix::from_shape({epochs.size(), n});
    std::vector<double> a(n, 0.0), change(batches.batch());
    std::size_t step = 0;
    for (std::size_t e = 0; e < epochs.size(); ++e) {
        for (; step < epochs[e] * batches.steps_per_epoch(); ++step) {
            const std::span<const std::size_t> rows = batches.rows(step);
            const double factor = 2.0 * rate / static_cast<double>(rows.size());
            // All residuals of a batch are taken from the function before the step.
            for (std::size_t i = 0; i < rows.size(); ++i)
                change[i] = factor * (residual(rows[i]) - numeric::dot(&k_train_train(rows[i], 0), a.data(), n));
            for (std::size_t i = 0; i < rows.size(); ++i) a[rows[i]] += change[i];
        }
        std::copy(a.begin(), a.end(), &result(e, 0));
    }
    // [endregion: kernel-sgd]
    return result;
}

double stable_rate(const Matrix& k_train_train) {
    double largest = 0.0;
    for (std::size_t i = 0; i < k_train_train.shape(0); ++i) largest = std::max(largest, k_train_train(i, i));
    return 1.0 / largest;
}

}  // namespace ntk::regression
