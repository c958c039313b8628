// Trains a deep narrow network (network/narrow.hpp) by gradient descent on the mean squared error of all points.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "core/network/narrow.hpp"
#include "core/numeric/arrays.hpp"
#include "core/training/descent.hpp"

namespace ntk::training {

class NarrowTrainer {
public:
    /// Trains on inputs x (n, d) and targets y (n). `rate` is for the mean of (f(x_i) − y_i)², so where the tangent
    /// kernel is Θ̂ a step moves f by −(2 rate/n) Θ̂ (f(X) − y). Throws std::invalid_argument for a rate or shapes that
    /// do not fit.
    NarrowTrainer(network::NarrowNetwork network, Matrix x, Vector y, double rate);

    /// Takes one step and returns the mean squared error before it. Where that is not finite the run has diverged, and
    /// the parameters are left as they were.
    double step();

    /// The mean squared error as the network is now.
    double error();

    std::size_t steps_taken() const { return steps_; }
    const network::NarrowNetwork& network() const { return network_; }

private:
    network::NarrowNetwork network_;
    Matrix x_;
    Vector y_;
    Descent descent_;
    network::NarrowPass pass_;
    std::size_t steps_ = 0;
    std::vector<double> residual_;
};

}  // namespace ntk::training
