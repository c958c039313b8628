// The study `playground`: a handful of points of one input, several starts of one network trained on them before one's
// eyes, beside what is said to predict them. The demo runs it a step at a time, `ntk study` to a given step: the state
// at a step is an artifact, and has the same bits in both.
//
//   run.cpp     starts, kernels, the state at a step
//   plan.cpp    parameters, the one stage
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/numeric/arrays.hpp"
#include "core/regression/ensemble.hpp"
#include "core/studies/shared/regime.hpp"
#include "core/training/linearised_trainer.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::playground {

struct Setting {
    std::vector<double> x, y;  // the points, equally many, at least 1
    std::size_t hidden_layers = 2;
    numeric::Activation activation = numeric::Activation::relu;
    /// parameterization, start, optimizer and width. The rate is relative: for gradient descent and momentum in units
    /// of half the largest stable one of a linear model, so that above 2 they diverge (1/λmax, and 1.9/λmax per summed
    /// loss), λmax of the kernels for themselves, of the NTK for a network, and in the standard parameterization of the
    /// network's own empirical NTK at the start; for Adam, whose stability no eigenvalue decides, in units of 0.001,
    /// the rate of its publication.
    shared::Regime regime;
    std::size_t starts = 1;
    std::uint64_t seed = 0;
};

/// All keys of the study but `study` and `steps`. Throws an Error of the key.
Setting read_setting(flow::ParameterReader& reader);

/// Inputs are (x, 1): the constant stands in place of biases, as in every study; nothing is standardised.
class Run {
public:
    /// `first_start`: the number of the first of its starts, for who runs a study's starts apart.
    explicit Run(const Setting& setting, std::size_t first_start = 0);

    /// One step of one start, in turn; true when all have taken the same number.
    bool work();
    std::size_t steps() const { return steps_; }

    // clang-format off
    /// Where all starts have taken the same number of steps, t. S starts; G inputs `x`, even from −2 to 2 or as far as
    /// the points go. A prediction that is not finite is 0 everywhere, and its flag `diverged` 1. Arrays
    ///   step; x (G)
    ///   network (S, G), network.diverged (S)
    ///   linearised (G), linearised.diverged: the first start's linearisation at its parameters at the start, trained
    ///       alike; of gradient descent and momentum in closed form
    ///   ntk, ntk.deviation (G), ntk.diverged: infinite width after t steps, mean and standard deviation over starts
    ///       (0 where the start is subtracted)
    ///   nngp, nngp.deviation (G), nngp.diverged: the same where the last layer alone is trained, the start kept; it
    ///       tends to the NNGP's posterior. Beside Adam, which has no kernel, both are gradient descent's at rate 1.
    ///   network.error (S), ntk.error, nngp.error: mean squared error on the points
    ///   gap (S): D from `ntk` on the inputs x; not there where `ntk` is constant, as at step 0 with the start subtracted
    ///   drift (S): ‖Θ̂_t − Θ̂_0‖/‖Θ̂_0‖ on the points, Frobenius
    ///   network.error.mean, gap.mean, drift.mean: over the starts that have not diverged, where there are some
    ///   overshoot (S), not for Adam: the rate in units of the start's own λmax at step 0; above 2 its linearisation
    ///       diverges
    ///   kernel.x (K), even over the same; kernel.start, kernel.now, kernel.limit (K, K): Θ̂_0 and Θ̂_t of the first
    ///       start and Θ, in units of the λmax that the rate is relative to (Θ: of its own)
    // clang-format on
    flow::Artifact state() const;

private:
    struct Start {
        training::Trainer trainer;
        Vector at_grid, at_points;  // its function at step 0
        Matrix kernel;              // Θ̂_0 on the points
        double unit_rate;           // 1/λmax
        double overshoot;
        bool diverged;
    };
    // A kernel of infinite width.
    struct Limit {
        Matrix to_points;  // of the grid
        regression::Spectrum spectrum;
        Matrix on_points;
    };
    struct Prediction {
        Vector mean, deviation, at_points;  // on the grid, the grid, the points
    };

    void add_start(std::size_t index);
    training::TrainingRule rule(double unit_rate) const;
    Vector shares(const regression::Spectrum& kernel, double unit_rate) const;
    Vector linearised() const;
    Prediction predict_limit(const Limit& kernel, bool spread) const;
    void add_limits(flow::Artifact& artifact) const;
    void add_networks(flow::Artifact& artifact) const;
    void add_kernels(flow::Artifact& artifact) const;

    Setting setting_;
    std::size_t first_start_;
    Matrix points_, grid_, kernel_grid_;  // inputs (·, 2)
    Vector y_;
    Limit ntk_, nngp_;
    regression::StartCovariance covariance_;
    Matrix limit_picture_, start_picture_;
    std::vector<Start> starts_;
    // Of the first start: its linearisation, as the optimizer needs it.
    regression::Spectrum own_spectrum_;
    Matrix own_to_points_;
    std::optional<training::LinearisedTrainer> linearised_trainer_;
    std::size_t steps_ = 0, next_ = 0;
};

/// The mean of one value a start, over those whose flag `diverged` is 0; NaN where there are none.
double mean_of_living(const Vector& values, const Vector& diverged);

extern const flow::Study study;

/// The state after parameters["steps"] steps.
flow::Artifact state(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::playground
