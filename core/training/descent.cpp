#include "core/training/descent.hpp"

#include <cmath>
#include <stdexcept>

#include "core/training/optimizer.hpp"

namespace ntk::training {
namespace {

constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

}  // namespace

Descent::Descent(const TrainingRule& rule, std::size_t parameters) : rule_(rule) {
    if (!(rule.rate > 0.0) || !std::isfinite(rule.rate))
        throw std::invalid_argument("the learning rate must be a positive number");
    const bool adam = rule.optimizer == Optimizer::adam;
    if (adam || rule.optimizer == Optimizer::momentum) first_.resize(parameters);
    if (adam) second_.resize(parameters);
}

void Descent::scale_residuals(double* residuals, std::size_t rows) const {
    if (rule_.optimizer == Optimizer::gradient_descent) return;
    const double factor = rule_.optimizer == Optimizer::stochastic_gradient ? 2.0 : 1.0;
    for (std::size_t i = 0; i < rows; ++i) residuals[i] = factor * residuals[i] / static_cast<double>(rows);
}

void Descent::begin_step() {
    beta1_power_ *= beta1;
    beta2_power_ *= beta2;
}

void Descent::move(std::size_t first, std::size_t count, const double* gradient, double* all_parameters) {
    double* parameters = all_parameters + first;
    switch (rule_.optimizer) {
        case Optimizer::gradient_descent:
        case Optimizer::stochastic_gradient:
            return gradient_step(rule_.rate, gradient, count, parameters);
        case Optimizer::momentum:
            return momentum_step(rule_.rate, momentum_friction, gradient, count, first_.data() + first, parameters);
        case Optimizer::adam: {
            const AdamStep step{rule_.rate, beta1, beta2, epsilon, 1.0 - beta1_power_, 1.0 - beta2_power_};
            return adam_step(step, gradient, count, first_.data() + first, second_.data() + first, parameters);
        }
    }
}

}  // namespace ntk::training
