// The study `depth` (the paper, sections 2 and 3): networks of several depths in two regimes beside regression with
// their NTK and NNGP, on several tasks, and the claims C1 to C3.
//
//   depth_plan.cpp       parameters, stages
//   depth_stages.cpp     split → kernel regressions, trainings → errors of a task
//   depth_claims.cpp     errors of all tasks → the cells of figures 1 to 4 and of the claims
//   depth_report.cpp     cells → verdicts, and the numbers that the paper quotes
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/studies/artifact.hpp"
#include "core/studies/plan.hpp"

namespace ntk::depth {

using Inputs = std::vector<const Artifact*>;

/// Stages of the study; see make_plan.
std::vector<Stage> plan(const nlohmann::json& study);

/// One split: arrays x_train (n, d), y_train (n), x_test, y_test; standardised. Input: the dataset, for a real task.
Artifact split(const nlohmann::json& parameters, const Inputs& inputs);

/// Everything that kernels predict on a split; L depths, m test points. Input: the split. Arrays
///   KERNEL.interpolating, KERNEL.tuned (L, m) for ntk and nngp, (m) for gaussian and laplace;
///   ntk.trained (L, m): gradient descent at rate ntk.rate (L) = 1/λmax after `steps` steps;
///   KERNEL.condition, KERNEL.ridge, KERNEL.jitter (L): condition number, tuned ridge, and the ridge that the
///   interpolating solve needed after all (0: none).
Artifact kernel_regression(const nlohmann::json& parameters, const Inputs& inputs);

/// The NTK's rate 1/λmax at every depth, array rate (L), apart from the kernels' predictions: so a training does not have to
/// read those. Input: the kernel regressions.
Artifact learning_rates(const nlohmann::json& parameters, const Inputs& inputs);

/// One network trained. Inputs: the split and, in the theory regime, its learning rates. Arrays: prediction
/// (m), training_error at steps 0, 1, 2, 4 …, diverged (0 or 1: then prediction is 0, the training mean, everywhere).
Artifact train(const nlohmann::json& parameters, const Inputs& inputs);

/// A task's errors, split by split (S splits). Inputs, for each split: the split, the kernel regressions, the trainings
/// by regime, depth and start. Arrays nmse.PREDICTOR (L, S), for controls (S), gap.REGIME (L, S), diverged.REGIME (L,
/// S); network figures are means over starts.
Artifact errors(const nlohmann::json& parameters, const Inputs& inputs);

// Tables of all tasks; inputs: the errors of each, in the order of parameters["tasks"].
Artifact figure_depth(const nlohmann::json& parameters, const Inputs& inputs);          // figure 1
Artifact figure_layer_added(const nlohmann::json& parameters, const Inputs& inputs);    // figure 2, cells of C1
Artifact figure_kernels_alike(const nlohmann::json& parameters, const Inputs& inputs);  // figure 3
Artifact table_closeness(const nlohmann::json& parameters, const Inputs& inputs);       // cells of C2
Artifact figure_gap(const nlohmann::json& parameters, const Inputs& inputs);            // figure 4, cells of C3

/// The verdicts: columns claim, where, verdict, detail. Inputs: layer added, closeness, gap, in that order.
Artifact table_claims(const nlohmann::json& parameters, const Inputs& inputs);

/// Names and texts of the numbers that the paper quotes. Inputs: layer added, closeness, gap, claims, then each task's
/// errors.
Artifact numbers(const nlohmann::json& parameters, const Inputs& inputs);

}  // namespace ntk::depth
