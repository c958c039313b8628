// An optimizer: its rule, and what it remembers of the gradients of the earlier steps.
#pragma once

#include <cstddef>
#include <vector>

namespace ntk::training {

enum class Optimizer {
    /// Gradient descent on the sum ½ Σ_i (f(x_i) − y_i)², the loss of the equivalence theorem: p ← p − rate · gradient.
    gradient_descent,
    /// On the mean of ½ (f(x_i) − y_i)² over the batch: v ← 0.9 v + gradient, p ← p − rate · v.
    momentum,
    /// On the mean of ½ (f(x_i) − y_i)² over the batch (Kingma & Ba 2015), with β1 = 0.9, β2 = 0.999, ε = 1e-8.
    adam,
    /// On the mean of (f(x_i) − y_i)² over the batch, as Keras's SGD does: p ← p − rate · gradient.
    stochastic_gradient
};

inline constexpr double momentum_friction = 0.9;

struct TrainingRule {
    Optimizer optimizer = Optimizer::gradient_descent;
    double rate = 0.0;      // > 0
    std::size_t batch = 0;  // rows of each step; 0 means all of them
};

class Descent {
public:
    /// Makes an optimizer of so many parameters. Throws std::invalid_argument where the rate is not a positive number.
    Descent(const TrainingRule& rule, std::size_t parameters);

    /// Turns a batch's residuals f(x_i) − y_i in place into the loss's derivatives by the outputs f(x_i).
    void scale_residuals(double* residuals, std::size_t rows) const;

    /// Begins the next step. Then `move` must be called until every parameter has been moved once.
    void begin_step();
    /// Moves the parameters with the numbers first, first + 1 … first + count − 1 against their gradient; `gradient`
    /// and `parameters` point to those of `first`. Different parameters may be moved on several threads at once.
    void move(std::size_t first, std::size_t count, const double* gradient, double* parameters);

private:
    TrainingRule rule_;
    std::vector<double> first_, second_;            // Adam's moments; momentum's velocity is in first_
    double beta1_power_ = 1.0, beta2_power_ = 1.0;  // β1^t, β2^t
};

}  // namespace ntk::training
