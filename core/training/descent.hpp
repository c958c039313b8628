// An optimizer: its rule, and what it remembers of a parameter vector's gradients.
#pragma once

#include <cstddef>
#include <vector>

namespace ntk::training {

enum class Optimizer {
    gradient_descent,  // on ½ Σ_i (f(x_i) − y_i)², the loss of the equivalence theorem: the rate is per summed loss
    momentum,  // on the mean of ½ (f(x_i) − y_i)² over the batch: v ← 0.9 v + gradient, p ← p − rate v
    adam,      // on the mean of ½ (f(x_i) − y_i)² over the batch (Kingma & Ba 2015; β1 0.9, β2 0.999, ε 1e-8)
    stochastic_gradient  // on the mean of (f(x_i) − y_i)² over the batch, as Keras's SGD: p ← p − rate gradient
};

inline constexpr double momentum_friction = 0.9;

struct TrainingRule {
    Optimizer optimizer = Optimizer::gradient_descent;
    double rate = 0.0;      // > 0
    std::size_t batch = 0;  // rows a step; 0: all of them
};

class Descent {
public:
    /// For a vector of so many parameters. Throws std::invalid_argument where the rate is not a positive number.
    Descent(const TrainingRule& rule, std::size_t parameters);

    /// A batch's residuals f(x_i) − y_i, in place, to the loss's derivatives by the outputs.
    void scale_residuals(double* residuals, std::size_t rows) const;

    /// Begins the next step; then each of its parts is moved, first + k for k < count, against its gradient. Parts may
    /// be moved on several threads.
    void begin_step();
    void move(std::size_t first, std::size_t count, const double* gradient, double* parameters);

private:
    TrainingRule rule_;
    std::vector<double> first_, second_;            // moments
    double beta1_power_ = 1.0, beta2_power_ = 1.0;  // β1^t, β2^t
};

}  // namespace ntk::training
