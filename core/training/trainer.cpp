#include "core/training/trainer.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <utility>

#include "core/numeric/reduce.hpp"

namespace ntk::training {

Trainer::Trainer(network::Network network, Matrix x, Vector y, const TrainingRule& rule, std::uint64_t seed,
                 std::string name)
    : network_(std::move(network)),
      x_(std::move(x)),
      y_(std::move(y)),
      batches_(x_.shape(0), rule.batch, seed, std::move(name)),
      descent_(rule, network_.parameters.size()),
      pass_(network_.shape(), batches_.batch()) {
    if (x_.shape(0) != y_.shape(0) || x_.shape(1) != network_.shape().inputs)
        throw std::invalid_argument("training inputs, targets and network do not fit together");
    residual_.resize(batches_.batch());
    if (!batches_.full()) {
        batch_x_.resize(batches_.batch() * x_.shape(1));
        batch_y_.resize(batches_.batch());
    }
}

double Trainer::step() {
    const std::size_t d = x_.shape(1);
    const double* x = x_.data();
    const double* y = y_.data();
    const std::span<const std::size_t> taken = batches_.rows(steps_);
    const std::size_t rows = taken.size();
    if (!batches_.full()) {
        for (std::size_t i = 0; i < rows; ++i) {
            std::copy_n(&x_(taken[i], 0), d, batch_x_.data() + i * d);
            batch_y_[i] = y_(taken[i]);
        }
        x = batch_x_.data();
        y = batch_y_.data();
    }

    const double* output = pass_.forward(network_, x, rows);
    for (std::size_t i = 0; i < rows; ++i) residual_[i] = output[i] - y[i];
    const double error = numeric::sum_of_squares(residual_.data(), rows) / static_cast<double>(rows);
    if (!std::isfinite(error)) return error;

    descent_.scale_residuals(residual_.data(), rows);
    ++steps_;
    descent_.begin_step();
    pass_.backward(network_, residual_.data(), [this](std::size_t first, std::size_t count, const double* gradient) {
        descent_.move(first, count, gradient, network_.parameters.data());
    });
    return error;
}

}  // namespace ntk::training
