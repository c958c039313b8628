// Trains a network, one step at a time.
//
//   optimizer.hpp            the elementwise update of the parameters
//   descent.hpp              the optimizers and what they remember
//   trainer.hpp              this file: batches, gradients, steps
//   linearised_trainer.hpp   the same for a network's linearisation
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/network/network.hpp"
#include "core/network/pass.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/batches.hpp"
#include "core/training/descent.hpp"

namespace ntk::training {

class Trainer {
public:
    /// Trains on inputs x (n, d) and targets y (n). random::Batches(n, rule.batch, seed, name) says which rows a step
    /// takes. Throws std::invalid_argument for a rule or shapes that do not fit.
    Trainer(network::Network network, Matrix x, Vector y, const TrainingRule& rule, std::uint64_t seed,
            std::string name);

    /// Takes one step and returns the batch's mean squared error before it. Where that is not finite the run has
    /// diverged, and the parameters are left as they were.
    double step();

    /// Takes `steps` steps, or fewer where the run diverges before. Returns whether it has diverged.
    bool diverges_within(std::size_t steps) {
        for (std::size_t t = 0; t < steps; ++t)
            if (!std::isfinite(step())) return true;
        return false;
    }

    std::size_t steps_taken() const { return steps_; }
    std::size_t steps_per_epoch() const { return batches_.steps_per_epoch(); }
    const network::Network& network() const { return network_; }

private:
    network::Network network_;
    Matrix x_;
    Vector y_;
    random::Batches batches_;
    Descent descent_;
    network::Pass pass_;
    std::size_t steps_ = 0;
    std::vector<double> batch_x_, batch_y_;  // this step's rows, where a step does not take all
    std::vector<double> residual_;
};

}  // namespace ntk::training
