#include "core/training/narrow_trainer.hpp"

#include <stdexcept>
#include <utility>

#include "core/numeric/reduce.hpp"

namespace ntk::training {

NarrowTrainer::NarrowTrainer(network::NarrowNetwork network, Matrix x, Vector y, double rate)
    : network_(std::move(network)),
      x_(std::move(x)),
      y_(std::move(y)),
      descent_({Optimizer::stochastic_gradient, rate, 0}, network_.parameters.size()),
      pass_(network_, x_.shape(0)),
      residual_(x_.shape(0)) {
    if (x_.shape(0) != y_.shape(0) || x_.shape(1) != network_.inputs)
        throw std::invalid_argument("training inputs, targets and network do not fit together");
}

double NarrowTrainer::error() {
    const std::size_t n = residual_.size();
    const double* output = pass_.forward(network_, x_);
    for (std::size_t i = 0; i < n; ++i) residual_[i] = output[i] - y_(i);
    return numeric::sum_of_squares(residual_.data(), n) / static_cast<double>(n);
}

double NarrowTrainer::step() {
    const double before = error();
    if (!std::isfinite(before)) return before;

    descent_.scale_residuals(residual_.data(), residual_.size());
    ++steps_;
    descent_.begin_step();
    pass_.backward(network_, residual_.data(), [this](std::size_t first, std::size_t count, const double* gradient) {
        descent_.move(first, count, gradient, network_.parameters.data());
    });
    return before;
}

}  // namespace ntk::training
