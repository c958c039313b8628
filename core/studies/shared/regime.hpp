// A regime: how a network is trained in a study (the paper, section 2). The defaults are the theorem's assumptions;
// each can be dropped by itself.
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
    bool early_stopping =
        false;  // keep a fifth of the training rows (at least 5) back, predict at the epoch that does best on them

    bool operator==(const Regime&) const = default;
};

/// Reads the keys parameterization ("ntk", "standard"), start ("subtracted", "kept"), optimizer ("gradient descent",
/// "momentum", "adam"), relative_rate or rate, batch, epochs, width, early_stopping; all but epochs may be missing:
/// then the theorem's, and width `width`. `section` is for messages. Throws an Error of the key.
Regime read_regime(const nlohmann::json& object, const std::string& section, std::size_t width);

/// Its keys parameterization, start and optimizer alone, each of which may be missing; the rest is the theorem's.
Regime read_choices(flow::ParameterReader& reader);

/// The theorem's own regime, at a width; its section has the key steps alone.
Regime read_theory(const nlohmann::json& section, std::size_t width);

/// What read_regime reads back.
nlohmann::json to_json(const Regime& regime);

/// A network's training in a regime.
class Training {
public:
    /// `unit_rate` is 1/λmax(Θ(X,X)) of the NTK, the unit of relative rates in the NTK parameterization; in the
    /// standard one they are relative to the network's own empirical NTK at the start, which is what its gradient sees.
    Training(const Regime& regime, std::size_t hidden_layers, const data::Samples& train, double unit_rate,
             std::uint64_t seed, const std::string& stream, numeric::Activation activation = numeric::Activation::relu);

    /// One step; returns the batch's mean squared error before it. Not finite: the training has diverged, and stays.
    double step() { return trainer_.step(); }
    /// See Trainer.
    bool diverges_within(std::size_t steps) { return trainer_.diverges_within(steps); }
    std::size_t steps() const;  // that the regime has in all
    std::size_t steps_per_epoch() const { return trainer_.steps_per_epoch(); }

    const network::Network& start() const { return start_; }
    const network::Network& network() const { return trainer_.network(); }
    /// Predictions (n) of the network as it is now, the start taken off where the regime says so.
    Vector prediction(const Matrix& x) const;

    /// With early stopping: the rows kept back.
    const data::Samples& kept_back() const { return kept_back_; }

private:
    bool start_subtracted_;
    network::Network start_;
    data::Samples kept_back_;
    std::size_t epochs_;
    training::Trainer trainer_;
};

}  // namespace ntk::studies::shared
