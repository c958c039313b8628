// The study `circle` (the paper, section "Known results"): the first two experiments of Jacot, Gabriel & Hongler
// (2018), whose inputs lie on the unit circle. Rectified linear units, weights of variance 1, the start not subtracted.
//
//   plan.cpp      parameters, stages
//   stages.cpp    one network's kernel before and after training; one trained function; their limits
//   figures.cpp   all runs → measures, figures
//   report.cpp    measures → verdicts on what is published, and the numbers that the paper quotes
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::circle {

extern const flow::Study study;

/// The networks of an experiment are of two widths.
inline constexpr const char* families[] = {"narrow", "wide"};

// Below, G points x(γ) = (cos γ, sin γ) of the circle with γ = π·angle, x0 = x(0), and f* (x) = x1 x2.
// Training is gradient descent on the mean over the inputs of ½ (f − f*)², at parameters["rate"].

/// What infinite width says. Arrays angle (G); kernel (G): Θ(x0, x); of the second experiment training_angle, target
/// (N), influence (G, N), mean, deviation (G) after its steps and mean.converged, deviation.converged (G) after all.
flow::Artifact limit(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// First experiment, one network. Arrays before, after (G): Θ̂(x0, x) before and after training on normal inputs, the
/// same for all networks; diverged (0 or 1: then after is 0 everywhere).
flow::Artifact kernel(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Second experiment, one network. Arrays start, trained (G): its function before and after training on N points of the
/// circle; start_train (N); diverged (0 or 1: then trained is 0 everywhere).
flow::Artifact function(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take the limit and the networks of both experiments, kernel {family, start} and function {family, start},
// as many as parameters["kernels"] and ["functions"] say.

/// What is compared, start by start (S of an experiment and width); FAMILY is narrow or wide.
///   kernel.FAMILY.before, .after (S): mean of Θ̂ over the circle
///   kernel.FAMILY.deviation (S): mean square distance from the mean over starts, times S/(S − 1), at the start
///   kernel.FAMILY.from_limit: ‖mean Θ̂ − Θ‖/‖Θ‖ at the start
///   function.FAMILY.inside (S): share of the circle where the function lies between the limit's 10th and 90th
///   percentile function.FAMILY.spread (S): mean square distance from the limit's mean, over the limit's variance
///   function.FAMILY.gap (S): predictor gap from the limit's mean; .gap_own (S): from what the kernel makes of its own
///   start; .gap_mean: of the mean over starts from the limit's mean
///   limit.gap: what infinite width puts in place of the root mean square of .gap; limit.unconverged: the largest
///   change of a percentile from the steps taken to convergence, over the largest deviation diverged: networks
flow::Artifact measures(const nlohmann::json& parameters, const flow::Inputs& inputs);

flow::Artifact figure_kernel(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_functions(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Input: the measures.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::circle
