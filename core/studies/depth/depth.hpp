// The study `depth` (the paper, "Our own studies"): networks of several depths in two regimes beside regression with
// their NTK and NNGP, on several tasks, and the claims C1 to C3.
//
//   plan.cpp       the parameters and the stages
//   errors.cpp     the errors of a task, from kernel regressions and trainings
//   figures.cpp    the cells of the figures and of the claims, from the errors of all tasks
//   report.cpp     the verdicts and the numbers that the paper quotes, from the cells
//   progress.cpp   the errors of one task while splits still come in, for a host that shows them
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::depth {

extern const flow::Study study;

/// A task's errors at L depths, split by split. Inputs: for each of the K splits that kernels regress on, split {s} and
/// the kernel regressions kernels {s}; for the first S of them, the trained networks network {s, regime, depth, start}.
/// Names of predictors are in shared/predictors.hpp. Arrays
///   nmse.KERNEL.SETTING (L, K)    for controls, which have no depth, (1, K)
///   nmse.network.REGIME (L, S)    means over starts
///   gap.REGIME (L, S)             the predictor gap D from the NTK, means over starts. In theory the NTK is
///                                 trained for as many steps; in other regimes it interpolates.
///   diverged.REGIME (L, S)        how many starts diverged
///   reuse (1, K)                  statistics::Draws of the splits
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// How the errors change from the l-th depth to the next in one regime, split by split.
struct LayerAddedChanges {
    std::vector<double> network, kernel;
    std::vector<double> delta;  // network − kernel
};
LayerAddedChanges layer_added_changes(const flow::Artifact& errors, const std::string& regime, std::size_t l);

// These make tables of all tasks. Inputs: errors {t} of each task, in the order of parameters["tasks"].
flow::Artifact figure_depth(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_layer_added(const nlohmann::json& parameters,
                                  const flow::Inputs& inputs);  // cells of C1
flow::Artifact figure_kernels_alike(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_closeness(const nlohmann::json& parameters, const flow::Inputs& inputs);  // cells of C2
flow::Artifact figure_gap(const nlohmann::json& parameters, const flow::Inputs& inputs);       // cells of C3

/// The verdicts, with the columns claim, where, verdict, detail. Inputs: layer added, closeness, gap.
flow::Artifact table_claims(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// What Lee et al. (2020) found of NNGP and NTK, beside our results. Input: closeness.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// For each regime, the median of D over its cells.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The numbers that the paper quotes. Inputs: layer added, closeness, gap, and errors {t} of each task.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

// These are in no plan. A host calls them for the errors of one task on the splits that have come in so far; there may
// be none of networks yet.

/// Joins the errors errors {s} of single splits into those of all of them, in the order of s.
flow::Artifact errors_joined(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// A table of mean errors. Input: errors {0}. Columns predictor, hidden_layers (0 for controls, which have none), nmse
/// (of kernels, the interpolating setting), splits.
flow::Artifact errors_so_far(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// A table of what an added layer changes, split by split. Input: errors {0}. Columns regime, hidden_layers, split,
/// network_change, kernel_change, delta, and C1's margin.
flow::Artifact layer_added_splits(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::depth
