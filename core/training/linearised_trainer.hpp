// Trains a network's linearisation at its parameters θ, f_lin(x) = f(x; θ) + ∇f(x; θ)·δ, by an optimizer that moves δ.
// For gradient descent and momentum regression/spectrum.hpp has a closed form. A step of Adam is not linear in the
// residual, so its steps must be taken one after the other.
#pragma once

#include <cstddef>
#include <vector>

#include "core/network/network.hpp"
#include "core/network/pass.hpp"
#include "core/numeric/arrays.hpp"
#include "core/training/descent.hpp"

namespace ntk::training {

class LinearisedTrainer {
public:
    /// Trains on inputs x (n, d) and targets y (n), with full batches. Throws std::invalid_argument as Trainer does.
    LinearisedTrainer(network::Network network, Matrix x, Vector y, const TrainingRule& rule);

    // A copy's pass would still refer to the training inputs of the original.
    LinearisedTrainer(const LinearisedTrainer&) = delete;
    LinearisedTrainer& operator=(const LinearisedTrainer&) = delete;
    LinearisedTrainer(LinearisedTrainer&&) = default;

    /// Takes one step and returns the mean squared error before it. Where that is not finite nothing is changed.
    double step();

    /// f_lin, (m), at the rows of x (m, d) with the present δ.
    Vector prediction(const Matrix& x) const;

private:
    network::Network network_;
    Matrix x_;
    Vector residual_at_start_;  // f(x; θ) − y
    Descent descent_;
    network::Pass pass_;         // at θ, over the training inputs
    std::vector<double> delta_;  // δ
};

}  // namespace ntk::training
