// The study `narrow` (the paper, "Deep and narrow"): the experiment of Lee, Choi, Ryu & No (2022), whose networks are
// four units wide and up to 10,000 layers deep. It takes three depths, and asks of each whether the tangent kernel is
// the limit's, whether it stays so in training, and how far the trained network is from the limit's regression. Beside
// each stands a network of the same shape with He's start.
//
//   plan.cpp      the parameters and the stages
//   task.hpp      what is learnt
//   stages.cpp    the limit; one trained network of either start
//   figures.cpp   what is measured of all networks, and the figures
//   report.cpp    verdicts on what is published, and the numbers that the paper quotes
//   run.hpp       one network that the demo trains a step at a time
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/statistics/student.hpp"

namespace ntk::studies::narrow {

extern const flow::Study study;

/// The three depths, in a study file and in names.
inline constexpr const char* families[] = {"shallow", "middle", "deep"};

// Below, x(γ) = (cos γ, sin γ) with γ = π · angle. The `points` training points lie on the first quadrant's arc at
// equal distances, from 10/219 to 209/219 of it; with 200 points they are the publication's. A points of them
// (`angles`) are shown. x0 is x(π/4), and the target function is f*(x) = x1 x2. Training is gradient descent on the
// mean over the training points of (f − f*)². Kernels are over L C² (network/narrow.hpp). An error is the mean squared
// error on the training points over the variance of their targets, before the steps 0, 1, 2, 4 …, of which there are T.
// parameters["networks"][FAMILY] has depth L, scale C, rate, trials, he_trials.

/// The limit of infinite depth, and what is known of finite ones before any training, F = 3 depths. Arrays
///   angle, kernel (A)          Θ∞(x0, x)
///   mean, deviation (F, A)     of Θ̂(x0, x) over starts
///   relative_rate (F)          the step 2 rate L C²/n in units of 1/λmax(Θ∞(X, X)), n being the training points
///   prediction (F, m)          of the limit trained as long, at the `grid`² = m midpoints of the unit square's cells
///   step, error (T)            of the limit at the last depth's rate
flow::Artifact limit(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network with the start of narrow networks. Input: limit. Arrays
///   before, after (A)   Θ̂(x0, x) before and after training
///   error (T)
///   gap                 predictor gap on the grid from the limit
///   gap_own             the same from the network's own Θ̂ at the start, trained as long
///   diverged            0, or 1 where training diverged; then all that needs the trained network is 0
flow::Artifact network(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network with He's start. Its rate is such that it stands to its own 1/λmax(Θ̂) as the narrow network's does to
/// the limit's. Input: limit. Arrays
///   error (T)
///   living     share of the training points of which any unit of the last hidden layer is not 0 at the start
///   diverged   as above
flow::Artifact he_network(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take as inputs the limit and all networks, network {family, trial} and he {family, trial}.

/// What is measured, where S is the number of trials of a family. Arrays
///   FAMILY.before.level, FAMILY.after.level (S)         the mean over the arc of Θ̂ over that of Θ∞, less 1
///   FAMILY.before.distance, FAMILY.after.distance (S)   ‖Θ̂(x0, ·) − Θ∞(x0, ·)‖/‖Θ∞(x0, ·)‖
///   FAMILY.expected         the root mean square of before.distance that mean and deviation predict
///   FAMILY.drift (S)        ‖after − before‖/‖before‖
///   FAMILY.error (S)        the last error
///   FAMILY.gap, FAMILY.gap_own (S)
///   FAMILY.he.error (S')    the last error of He's start
///   FAMILY.he.living (S')
///   diverged                how many networks diverged; those are left out of the rest
flow::Artifact measures(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The root mean square over trials of such an array, with its interval of confidence 95 %. That is Student's of the
/// mean of squares, to first order in its logarithm.
statistics::Estimate root_mean_square(const flow::Artifact& measures, const std::string& array);

flow::Artifact figure_kernel(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_training(const nlohmann::json& parameters, const flow::Inputs& inputs);

// These take the measures alone, and the last one the limit too.
flow::Artifact figure_depth(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// D from the limit at each depth.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::narrow
