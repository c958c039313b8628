// Training a network's linearisation at its parameters θ, f_lin(x) = f(x; θ) + ∇f(x; θ)·δ, by an optimizer on δ. For
// gradient descent and momentum regression/spectrum.hpp has the closed form; Adam, whose step is not linear in the
// residual, has none, and is run.
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
    /// Inputs x (n, d), targets y (n), full batches. Throws std::invalid_argument as Trainer does.
    LinearisedTrainer(network::Network network, Matrix x, Vector y, const TrainingRule& rule);

    // The pass refers to the training inputs, which a copy would have of its own.
    LinearisedTrainer(const LinearisedTrainer&) = delete;
    LinearisedTrainer& operator=(const LinearisedTrainer&) = delete;
    LinearisedTrainer(LinearisedTrainer&&) = default;

    /// One step. Returns the mean squared error before it; when that is not finite nothing is changed.
    double step();

    /// f_lin at the rows of x (m, d), as δ is now.
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
