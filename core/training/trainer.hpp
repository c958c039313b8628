// Training a network, one step at a time.
//
//   optimizer.hpp   the elementwise update
//   trainer.hpp     this: batches, gradients, steps
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <xtensor/xtensor.hpp>

#include "core/network/network.hpp"
#include "core/network/pass.hpp"

namespace ntk {

enum class Optimizer {
    gradient_descent,  // on ½ Σ_i (f(x_i) − y_i)², the loss of the equivalence theorem: the rate is per summed loss
    momentum,  // on the mean of ½ (f(x_i) − y_i)² over the batch: v ← 0.9 v + gradient, p ← p − rate v
    adam       // on the mean of ½ (f(x_i) − y_i)² over the batch (Kingma & Ba 2015; β1 0.9, β2 0.999, ε 1e-8)
};

struct TrainingRule {
    Optimizer optimizer = Optimizer::gradient_descent;
    double rate = 0.0;      // > 0
    std::size_t batch = 0;  // rows a step; 0: all of them
};

class Trainer {
public:
    /// Inputs x (n, d), targets y (n). Each epoch's order of rows is drawn from the stream NAME + "/epoch=e"; with full
    /// batches nothing is drawn. Throws std::invalid_argument for a rule or shapes that do not fit.
    Trainer(Network network, xt::xtensor<double, 2> x, xt::xtensor<double, 1> y, const TrainingRule& rule,
            std::uint64_t seed, std::string name);

    /// One step. Returns the batch's mean squared error before it; when that is not finite the run has diverged and the
    /// parameters are left as they were.
    double step();

    std::size_t steps_taken() const { return steps_; }
    std::size_t steps_per_epoch() const;
    const Network& network() const { return network_; }

private:
    void start_epoch();
    /// Moves the parameters first … first + count − 1 against their gradient.
    void update(std::size_t first, std::size_t count, const double* gradient);

    Network network_;
    xt::xtensor<double, 2> x_;
    xt::xtensor<double, 1> y_;
    TrainingRule rule_;
    std::uint64_t seed_;
    std::string name_;
    std::size_t batch_;
    Pass pass_;
    std::size_t steps_ = 0;
    std::vector<std::size_t> order_;         // of this epoch's rows
    std::vector<double> batch_x_, batch_y_;  // this step's rows, where they are not all
    std::vector<double> residual_, first_, second_;
    double beta1_power_ = 1.0, beta2_power_ = 1.0;  // β1^t, β2^t
};

}  // namespace ntk
