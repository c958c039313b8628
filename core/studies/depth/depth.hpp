// The study `depth` (the paper, sections 2 and 3): networks of several depths in two regimes beside regression with
// their NTK and NNGP, on several tasks, and the claims C1 to C3.
//
//   plan.cpp       parameters, stages
//   errors.cpp     kernel regressions, trainings → errors of a task
//   figures.cpp    errors of all tasks → the cells of the figures and of the claims
//   report.cpp     cells → verdicts, and the numbers that the paper quotes
//   progress.cpp   errors of one task while splits still come in, for a host that shows them
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::depth {

extern const flow::Study study;

/// A task's errors, split by split. Inputs: of each of the K kernel splits split {s} and kernels {s}, the kernel
/// regressions; of the first S the trainings network {s, regime, depth, start}. Arrays nmse.PREDICTOR (L, K), for
/// controls (1, K), nmse.network.REGIME (L, S), gap.REGIME (L, S), diverged.REGIME (L, S); network figures are means
/// over starts. reuse (1, K): statistics::Draws.
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The changes of error when a layer is added, split by split, between depths l and l + 1 in one regime.
struct LayerAddedChanges {
    std::vector<double> network, kernel;
    std::vector<double> delta;  // network − kernel
};
LayerAddedChanges layer_added_changes(const flow::Artifact& errors, const std::string& regime, std::size_t l);

// Tables of all tasks. Inputs: errors {t} of each, in the order of parameters["tasks"].
flow::Artifact figure_depth(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_layer_added(const nlohmann::json& parameters,
                                  const flow::Inputs& inputs);  // cells of C1
flow::Artifact figure_kernels_alike(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_closeness(const nlohmann::json& parameters, const flow::Inputs& inputs);  // cells of C2
flow::Artifact figure_gap(const nlohmann::json& parameters, const flow::Inputs& inputs);       // cells of C3

/// The verdicts: columns claim, where, verdict, detail. Inputs: layer added, closeness, gap.
flow::Artifact table_claims(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// What Lee et al. (2020) found of NNGP and NTK, beside ours. Input: closeness.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Names and texts of the numbers that the paper quotes. Inputs: layer added, closeness, gap, and errors {t} of each
/// task.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

// In no plan: one task's errors of the splits so far; of networks there may be none yet.
/// The errors of the inputs' splits, errors {s}, one after the other: those of all splits from those of each.
flow::Artifact errors_joined(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Input: errors {0}. Columns predictor, hidden_layers (0 for controls, which have none), nmse (interpolating kernels),
/// splits.
flow::Artifact errors_so_far(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Input: errors {0}. Columns regime, hidden_layers, split, network_change, kernel_change, delta, and C1's margin.
flow::Artifact layer_added_splits(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::depth
