// The study `width` (the paper, sections 2 and 4): one task, the theory regime, and what becomes of the equivalence as
// networks grow wide and deep. A replicate is a draw of the data and of every network on it.
//
//   plan.cpp      parameters, stages
//   stages.cpp    one network trained; the NTK's fluctuation at the start
//   runs.hpp      the trained networks by width, depth and replicate
//   figures.cpp   networks → the rows of figures
//   report.cpp    networks → known results, and the numbers that the paper quotes
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::width {

extern const flow::Study study;

/// One network in the theory regime, f_t after t steps at `rate_multiple` times the largest stable rate 2/λmax(Θ),
/// beside the NTK's prediction f_Θ,t and that of the network linearised at its start, f_Θ̂,t (both in closed form).
/// Input: split.
///   step, training_error, drift, gap, gap_linearised (C)   at t = 1, 2, 4, … and the last step: mean squared error on
///   the
///       training set, ‖Θ̂_t − Θ̂_0‖/‖Θ̂_0‖ (Frobenius) there, D of f_t to f_Θ,t, D of f_t to f_Θ̂,t
///   nngp_error, ntk_error   relative Frobenius distance at the start of empirical_nngp from the NNGP, of Θ̂_0 from Θ
///   part.moved, part.start, part.stopped, whole   inner products over the test inputs of f_t − f_Θ̂,t, f_Θ̂,t − f_Θ,t,
///       f_Θ,t − f_Θ,∞ with their sum f_t − f_Θ,∞, and its square, at the last step, all over ‖f_Θ,∞ − mean‖²
///   unstable   0 or 1: the rate is above 2/λmax(Θ̂_0), so that the linearised network grows without bound and the parts
///   of
///       the gap that it stands between say nothing
///   diverged   0 or 1: then f_t is 0, the training mean, the error 1 and the drift 1 from there on
flow::Artifact train(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Θ̂(x, x) over many random networks of one shape, ‖x‖² = d. No inputs. Arrays log_ratio, log(E[Θ̂²]/E[Θ̂]²), and its
/// standard_error (delta method).
flow::Artifact fluctuation(const nlohmann::json& parameters, const flow::Inputs& inputs);

// Tables. Inputs: all trained networks, relu {width, depth, replicate}, erf {width, replicate} at the shown depth and
// rate {rate, width, replicate}.
flow::Artifact figure_equivalence_map(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_in_time(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_derivation(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_gap_split(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Inputs: all trained networks, and fluctuation {width, depth}.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Names and texts of the numbers that the paper quotes. Inputs: as known_results_checked.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::width
