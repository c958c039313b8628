#include "core/training/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"

namespace ntk {
namespace {

std::size_t batch_size(const TrainingRule& rule, std::size_t n) {
    return rule.batch == 0 ? n : std::min(rule.batch, n);
}

}  // namespace

Trainer::Trainer(Network network, xt::xtensor<double, 2> x, xt::xtensor<double, 1> y, const TrainingRule& rule,
                 std::uint64_t seed, std::string name)
    : network_(std::move(network)),
      x_(std::move(x)),
      y_(std::move(y)),
      seed_(seed),
      name_(std::move(name)),
      batch_(batch_size(rule, x_.shape(0))),
      descent_(rule, network_.parameters.size()),
      pass_(network_.shape(), batch_) {
    if (x_.shape(0) == 0 || x_.shape(0) != y_.shape(0) || x_.shape(1) != network_.shape().inputs)
        throw std::invalid_argument("training inputs, targets and network do not fit together");
    residual_.resize(batch_);
    if (batch_ < x_.shape(0)) {
        batch_x_.resize(batch_ * x_.shape(1));
        batch_y_.resize(batch_);
    }
}

std::size_t Trainer::steps_per_epoch() const {
    return (x_.shape(0) + batch_ - 1) / batch_;
}

void Trainer::start_epoch() {
    const std::size_t epoch = steps_ / steps_per_epoch();
    order_ = Stream(seed_, name_ + "/epoch=" + std::to_string(epoch)).permutation(x_.shape(0));
}

double Trainer::step() {
    const std::size_t n = x_.shape(0), d = x_.shape(1);
    const double* x = x_.data();
    const double* y = y_.data();
    std::size_t rows = n;
    if (batch_ < n) {
        const std::size_t place = steps_ % steps_per_epoch();
        if (place == 0) start_epoch();
        rows = std::min(batch_, n - place * batch_);
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t from = order_[place * batch_ + i];
            std::copy_n(&x_(from, 0), d, batch_x_.data() + i * d);
            batch_y_[i] = y_(from);
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

}  // namespace ntk
