// One network in the theory regime (the paper, section 2), trained before one's eyes beside the two kernels that
// are said to predict it. Holds what the demo shows; knows no page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <xtensor/xtensor.hpp>

#include "core/data/tasks.hpp"
#include "core/regression/spectrum.hpp"
#include "core/training/trainer.hpp"

namespace ntk {

struct PlaygroundParameters {
    std::string task = "sine";
    std::size_t training_points = 20;  // ≥ 2
    std::size_t test_points = 200;     // ≥ 2, of a synthetic task; a table is tested on all that is left
    std::size_t grid_points = 201;     // ≥ 2: where the curves of a task with one input are drawn
    std::size_t hidden_layers = 2;
    std::size_t width = 128;  // ≥ 1
    std::uint64_t seed = 0;
};

/// What one of the three predicts at the present step.
struct PlaygroundPrediction {
    xt::xtensor<double, 1> test;   // on the test inputs
    xt::xtensor<double, 1> curve;  // on the grid
    double training_error, test_error;
};

struct PlaygroundState {
    std::size_t steps;
    PlaygroundPrediction network, ntk, nngp;
    std::optional<double> gap;  // D of network and NTK; none at step 0, where the kernel predicts nothing yet
};

/// NTK parameterization, ReLU, no biases, start subtracted, full-batch gradient descent at rate 1/λmax(Θ(X,X)). Beside
/// it the closed forms of the same number of steps with the NTK, at the same rate, and with the NNGP, at rate
/// 1/λmax(K(X,X)): that is what becomes of an infinitely wide network of which the last layer alone is trained. Inputs
/// and targets are standardised, errors normalised (NMSE).
class Playground {
public:
    /// A synthetic task, or with `table` a split of that.
    /// Throws std::invalid_argument for an unknown task or a parameter out of range.
    explicit Playground(const PlaygroundParameters& parameters, const Samples* table = nullptr);

    /// `steps` more; fewer when the network diverges, as a narrow one may at the infinite one's rate.
    void advance(std::size_t steps);
    bool diverged() const { return diverged_; }
    PlaygroundState state() const;

    // Training, test and grid inputs; no targets on the grid, which is empty where a task has several inputs.
    const Samples& train() const { return train_.samples; }
    const Samples& test() const { return test_.samples; }
    const Samples& grid() const { return grid_.samples; }

private:
    // Somewhere to predict at.
    struct View {
        Samples samples;
        xt::xtensor<double, 2> ntk, nngp;  // to the training inputs
        xt::xtensor<double, 1> network_at_start;
    };
    // A kernel and its stable rate.
    struct Trained {
        Spectrum spectrum;
        double rate;
    };
    template <class Predict>
    PlaygroundPrediction predict_everywhere(Predict predict) const;

    View train_, test_, grid_;
    Trained ntk_, nngp_;
    std::unique_ptr<Trainer> trainer_;
    bool diverged_ = false;
};

}  // namespace ntk
