// The study `width` (the paper, "Width, depth and time"): what becomes of the equivalence as networks grow wide and
// deep, on one task in the theorem's own regime. A replicate is a draw of the data and of every network on it.
//
//   plan.cpp      the parameters and the stages
//   stages.cpp    one network trained; the NTK's fluctuation at the start
//   runs.hpp      the trained networks by width, depth and replicate
//   figures.cpp   the rows of figures
//   report.cpp    the known results and the numbers that the paper quotes
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::width {

extern const flow::Study study;

/// One network in the theorem's regime. f_t is its function after t steps at `rate_multiple` times the largest stable
/// rate 2/λmax(Θ). Beside it stand the NTK's prediction f_Θ,t and that of the network linearised at its start, f_Θ̂,t,
/// both in closed form. D is the predictor gap. Input: split. The arrays (C) have a value at each of the steps t = 1,
/// 2, 4 … and the last. Arrays
///   step (C)
///   training_error (C)   normalised mean squared error on the training set
///   drift (C)            ‖Θ̂_t − Θ̂_0‖/‖Θ̂_0‖ on the training set, in the Frobenius norm
///   gap (C)              D between f_t and f_Θ,t
///   gap_linearised (C)   D between f_t and f_Θ̂,t
///   nngp_error           relative Frobenius distance of network::empirical_nngp from the NNGP at the start
///   ntk_error            the same of Θ̂_0 from Θ
///   part.moved, part.start, part.stopped   what f_t − f_Θ̂,t, f_Θ̂,t − f_Θ,t and f_Θ,t − f_Θ,∞ each contribute at the
///                        last step: the inner product over the test inputs with their sum f_t − f_Θ,∞, over
///                        ‖f_Θ,∞ − mean‖²
///   whole                the square of that sum, over the same
///   unstable             0, or 1 where the rate is above 2/λmax(Θ̂_0). Then the linearised network grows without
///                        bound, and the parts moved and start say nothing.
///   diverged             0, or 1 where training diverged. From there on f_t is 0, the training mean, and training
///                        error and drift are 1.
flow::Artifact train(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// How much Θ̂(x, x) fluctuates over many random networks of one shape, for an x with ‖x‖² = d. No inputs. Arrays
/// log_ratio, which is log(E[Θ̂²]/E[Θ̂]²), and its standard_error by the delta method.
flow::Artifact fluctuation(const nlohmann::json& parameters, const flow::Inputs& inputs);

// These make tables. Inputs: all trained networks, which are relu {width, depth, replicate}, erf {width, replicate} at
// the shown depth, and rate {rate, width, replicate}.
flow::Artifact figure_equivalence_map(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_in_time(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_derivation(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_gap_split(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// For each width, D at the shown depth over replicates.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Inputs: all trained networks, and fluctuation {width, depth}.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The numbers that the paper quotes. The inputs are those of known_results_checked.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::width
