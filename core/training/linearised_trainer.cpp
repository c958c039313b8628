#include "core/training/linearised_trainer.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/numeric/reduce.hpp"

namespace ntk::training {

LinearisedTrainer::LinearisedTrainer(network::Network network, Matrix x, Vector y, const TrainingRule& rule)
    : network_(std::move(network)),
      x_(std::move(x)),
      residual_at_start_(std::move(y)),
      descent_(rule, network_.parameters.size()),
      pass_(network_.shape(), x_.shape(0)),
      delta_(network_.parameters.size()) {
    const std::size_t n = residual_at_start_.size();
    if (n == 0 || x_.shape(0) != n || x_.shape(1) != network_.shape().inputs)
        throw std::invalid_argument("training inputs, targets and network do not fit together");
    const double* output = pass_.forward(network_, x_.data(), n);
    for (std::size_t i = 0; i < n; ++i) residual_at_start_(i) = output[i] - residual_at_start_(i);
}

double LinearisedTrainer::step() {
    const std::size_t n = residual_at_start_.size();
    Vector residual = residual_at_start_ + pass_.derivative_along(network_, delta_.data());
    const double error = numeric::sum_of_squares(residual.data(), n) / static_cast<double>(n);
    if (!std::isfinite(error)) return error;
    descent_.scale_residuals(residual.data(), n);
    descent_.begin_step();
    pass_.backward(network_, residual.data(), [this](std::size_t first, std::size_t count, const double* gradient) {
        descent_.move(first, count, gradient, delta_.data());
    });
    return error;
}

Vector LinearisedTrainer::prediction(const Matrix& x) const {
    const std::size_t n = x.shape(0);
    network::Pass pass(network_.shape(), n);
    const double* output = pass.forward(network_, x.data(), n);
    Vector result = pass.derivative_along(network_, delta_.data());
    for (std::size_t i = 0; i < n; ++i) result(i) += output[i];
    return result;
}

}  // namespace ntk::training
