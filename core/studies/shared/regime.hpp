// A regime says how a network is trained in a study (the paper, "Our own studies: the method in short"). The defaults
// are the theorem's assumptions, and each can be dropped by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "core/data/tasks.hpp"
#include "core/flow/parameters.hpp"
#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::shared {

struct Regime {
    network::Parameterization parameterization = network::Parameterization::ntk;
    bool start_subtracted = true;  // train towards y + f_0(X), predict f − f_0
    training::Optimizer optimizer = training::Optimizer::gradient_descent;
    double rate = 1.0;
    bool rate_relative = true;  // the rate is in units of 1/λmax: see Training
    std::size_t batch = 0;      // rows a step; 0: all
    std::size_t epochs = 0;     // of the training rows; with full batches, steps
    std::size_t width = 0;      // of the hidden layers
    // Whether a fifth of the training rows, of which there are at least 5, is kept back, and the network predicts as it
    // was after the epoch that does best on them.
    bool early_stopping = false;

    bool operator==(const Regime&) const = default;
};

/// Reads the keys parameterization ("ntk", "standard"), start ("subtracted", "kept"), optimizer ("gradient descent",
/// "momentum", "adam"), relative_rate or rate, batch, epochs, width, early_stopping. All but epochs may be missing;
/// what is missing is as the theorem assumes, and the width is `width`. Optimizers other than gradient descent need
/// `rate`. `section` begins keys in messages. Throws an Error of the key.
Regime read_regime(const nlohmann::json& object, const std::string& section, std::size_t width);

/// Reads only the keys parameterization, start and optimizer, each of which may be missing. The rest is as the theorem
/// assumes.
Regime read_choices(flow::ParameterReader& reader);

/// The theorem's own regime at a width. Its section of a study file has only the key steps.
Regime read_theory(const nlohmann::json& section, std::size_t width);

/// The regime in the form that read_regime reads.
nlohmann::json to_json(const Regime& regime);

/// A network's training in a regime.
class Training {
public:
    /// Draws the network and prepares its training. `unit_rate` is 1/λmax(Θ(X,X)) of the NTK, the unit of relative
    /// rates in the NTK parameterization. In the standard one the unit is that of the network's own empirical NTK at
    /// the start, because its gradients are scaled like that kernel.
    Training(const Regime& regime, std::size_t hidden_layers, const data::Samples& train, double unit_rate,
             std::uint64_t seed, const std::string& stream, numeric::Activation activation = numeric::Activation::relu);

    /// Takes one step and returns the batch's mean squared error before it. Where that is not finite the training has
    /// diverged, and the network stays as it was.
    double step() { return trainer_.step(); }
    /// See training::Trainer.
    bool diverges_within(std::size_t steps) { return trainer_.diverges_within(steps); }
    std::size_t steps() const;  // how many steps the regime has in all
    std::size_t steps_per_epoch() const { return trainer_.steps_per_epoch(); }

    const network::Network& start() const { return start_; }
    const network::Network& network() const { return trainer_.network(); }
    /// The predictions (n) of the network as it is now, less those of its start where the regime subtracts the start.
    Vector prediction(const Matrix& x) const;

    /// The rows that early stopping keeps back; none without it.
    const data::Samples& kept_back() const { return kept_back_; }

private:
    bool start_subtracted_;
    network::Network start_;
    data::Samples kept_back_;
    std::size_t epochs_;
    training::Trainer trainer_;
};

}  // namespace ntk::studies::shared
