// The study `circle` (the paper, "The circle"): the first two experiments of Jacot, Gabriel & Hongler (2018), whose
// inputs lie on the unit circle. The networks have rectified linear units and weights of variance 1, and their function
// at the start is not subtracted. The first experiment looks at their kernel, the second at their function.
//
//   plan.cpp      the parameters and the stages
//   stages.cpp    one network's kernel before and after training; one trained function; their limits
//   figures.cpp   what is measured of all runs, and the figures
//   report.cpp    verdicts on what is published, and the numbers that the paper quotes
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::circle {

extern const flow::Study study;

/// Each experiment has networks of two widths.
inline constexpr const char* families[] = {"narrow", "wide"};

// Below, the G points x(γ) = (cos γ, sin γ) with γ = π·angle lie on the circle, x0 is x(0), and the target function is
// f*(x) = x1 x2. Training is gradient descent on the mean over the inputs of ½ (f − f*)², at parameters["rate"].

/// What infinite width predicts. Arrays
///   angle (G)
///   kernel (G)                 the NTK Θ(x0, x)
///   training_angle, target (N) the second experiment's training points and targets
///   influence (G, N)           see regression::Ensemble
///   mean, deviation (G)        of the functions over random starts, after the experiment's steps
///   mean.converged, deviation.converged (G)   the same after endless training
flow::Artifact limit(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network of the first experiment, trained on normal inputs that are the same for all networks. Arrays
///   before, after (G)   the empirical NTK Θ̂(x0, x) before and after training
///   diverged            0, or 1 where training diverged; then `after` is 0 everywhere
flow::Artifact kernel(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network of the second experiment, trained on N points of the circle. Arrays
///   start, trained (G)   its function before and after training
///   start_train (N)      its function on the training points before training
///   diverged             0, or 1 where training diverged; then `trained` is 0 everywhere
flow::Artifact function(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take as inputs the limit and the networks of both experiments, kernel {family, start} and
// function {family, start}. parameters["kernels"] and ["functions"] describe those.

/// What is measured, where S is the number of starts of an experiment and width. FAMILY is narrow or wide. Arrays
///   kernel.FAMILY.before, kernel.FAMILY.after (S)   mean of Θ̂ over the circle
///   kernel.FAMILY.deviation (S)     before training, mean square distance from the mean over starts, times S/(S − 1)
///   kernel.FAMILY.from_limit        ‖mean of Θ̂ over starts − Θ‖/‖Θ‖ before training
///   function.FAMILY.inside (S)      share of the circle where the function lies between the limit's 10th and 90th
///                                   percentile
///   function.FAMILY.spread (S)      mean square distance from the limit's mean, over the limit's variance
///   function.FAMILY.gap (S)         predictor gap from the limit's mean
///   function.FAMILY.gap_own (S)     predictor gap from what the kernel makes of the network's own start
///   function.FAMILY.gap_mean        predictor gap of the mean over starts from the limit's mean
///   limit.gap                       the root mean square of `gap` that infinite width predicts
///   limit.unconverged               the largest change of the median or the 90th percentile by endless training
///                                   instead of the steps taken, over the largest deviation
///   diverged                        how many networks diverged
flow::Artifact measures(const nlohmann::json& parameters, const flow::Inputs& inputs);

flow::Artifact figure_kernel(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_functions(const nlohmann::json& parameters, const flow::Inputs& inputs);

// These two take the measures alone.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::circle
