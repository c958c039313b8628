// The study `playground`: several starts of one network are trained on a handful of points of one input, beside the
// kernels that are said to predict them. The demo runs it one step at a time, `ntk study` to a given step. The state at
// a step is an artifact and has the same bits in both.
//
//   run.cpp     the starts, the kernels, the state at a step
//   plan.cpp    the parameters and the one stage
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
    /// Of this only parameterization, start, optimizer, width and rate are used. The rate is in units of half the
    /// largest rate at which a linear model with the largest eigenvalue λmax is stable, so that above 2 the model
    /// diverges. Per summed loss that unit is 1/λmax for gradient descent and 1.9/λmax for momentum. For a kernel λmax
    /// is its own. For a network it is that of the NTK, or in the standard parameterization that of its own empirical
    /// NTK at the start. No eigenvalue decides where Adam is stable; its unit is 0.001, the rate of its publication.
    shared::Regime regime;
    std::size_t starts = 1;
    std::uint64_t seed = 0;
};

/// Reads all keys of the study except `study` and `steps`. Throws an Error of the key.
Setting read_setting(flow::ParameterReader& reader);

/// A run of the playground. The inputs are (x, 1): as in every study the constant stands in place of biases. Unlike
/// there, nothing is standardised.
class Run {
public:
    /// `first_start` is the number of the run's first start, so that several runs can share the starts of one study.
    explicit Run(const Setting& setting, std::size_t first_start = 0);

    /// Takes one step of the next start in turn. Returns true when all starts have taken the same number of steps.
    bool work();
    std::size_t steps() const { return steps_; }

    // clang-format off
    /// The state after t steps; all S starts must have taken as many. The G inputs `x` are evenly spaced from −2 to 2,
    /// or as far as the points go. A prediction that is not finite is 0 everywhere, and its flag `diverged` is 1.
    /// Arrays
    ///   step, x (G)
    ///   network (S, G), network.diverged (S)   the networks' functions
    ///   linearised (G), linearised.diverged    the linearisation of the first start's network, trained alike; for
    ///       gradient descent and momentum in closed form
    ///   ntk, ntk.deviation (G), ntk.diverged   infinite width: mean and standard deviation over starts; the deviation
    ///       is 0 where the start is subtracted
    ///   nngp, nngp.deviation (G), nngp.diverged   the same where the last layer alone is trained and the start kept,
    ///       which tends to the NNGP's posterior. Beside Adam, which has no kernel, ntk and nngp are gradient descent's
    ///       at rate 1.
    ///   network.error (S), ntk.error, nngp.error   mean squared error on the points
    ///   gap (S)         predictor gap D from `ntk` on the inputs x. Missing where `ntk` is constant, as at step 0 with
    ///       the start subtracted.
    ///   drift (S)       ‖Θ̂_t − Θ̂_0‖/‖Θ̂_0‖ on the points, in the Frobenius norm
    ///   network.error.mean, gap.mean, drift.mean   means over the starts that have not diverged. Missing where all
    ///       have.
    ///   overshoot (S)   the rate in units of the start's own λmax at step 0; above 2 its linearisation diverges.
    ///       Missing for Adam.
    ///   kernel.x (K)    inputs evenly spaced over the same range
    ///   kernel.start, kernel.now, kernel.limit (K, K)   Θ̂_0 and Θ̂_t of the first start, in units of the λmax that
    ///       the rate is relative to, and Θ in units of its own λmax
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
        Matrix to_points;  // between the grid and the points
        regression::Spectrum spectrum;
        Matrix on_points;  // between the points
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
    // The first start's linearisation: its kernel's decomposition for the closed form, or for Adam a trainer.
    regression::Spectrum own_spectrum_;
    Matrix own_to_points_;
    std::optional<training::LinearisedTrainer> linearised_trainer_;
    std::size_t steps_ = 0, next_ = 0;
};

/// The mean of a value over the starts whose flag `diverged` is 0. NaN where there are none.
double mean_of_living(const Vector& values, const Vector& diverged);

extern const flow::Study study;

/// The study's one stage: the state after parameters["steps"] steps.
flow::Artifact state(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::playground
