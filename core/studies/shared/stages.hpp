// Stages that several studies share: a table, a split of a task, everything that kernels predict on it, a network
// trained on it.
//
//   dataset.cpp             dataset: the one that begins with a file
//   split.cpp               split
//   kernel_regression.cpp   kernel-regression, learning-rates
//   train.cpp               train
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/tasks.hpp"
#include "core/flow/study.hpp"

namespace ntk::studies::shared {

/// Arrays "x" (rows, columns but the target) and "y" (rows) of a CSV or .npy file, whose bytes the host supplies
/// (flow::Inputs::supply), as the stage's `parameters` say: "target", and where given "drop_missing", "one_hot" and
/// "without" (data::CsvOptions). Throws an Error as parse_table and split_target do.
flow::Artifact dataset(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One split: arrays x_train (n, d), y_train (n), x_test, y_test; standardised. Input: table, for a task from a file.
flow::Artifact split(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The split that the stage `split` emitted.
data::Split split_of(const flow::Artifact& artifact);

/// Everything that kernels predict on a split; L depths, m test points. Input: split. Arrays
///   KERNEL.interpolating, KERNEL.tuned (L, m) for ntk and nngp, (m) for the control kernels (kernels/controls.hpp);
///   ntk.trained (L, m): gradient descent at rate ntk.rate (L) = 1/λmax after `steps` steps;
///   KERNEL.condition, KERNEL.ridge, KERNEL.jitter (L): condition number, tuned ridge, and the ridge that the
///   interpolating solve needed after all (0: none).
flow::Artifact kernel_regression(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The NTK's rate 1/λmax at every depth, array rate (L), apart from the kernels' predictions: so a training does not
/// have to read those. Input: kernels, the regressions.
flow::Artifact learning_rates(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network trained in parameters["regime"] (see read_regime). Inputs: split and, for rates relative to the NTK,
/// rates, the learning rates, of which it takes the one at depth_index. Arrays: prediction (m), training_error at steps
/// 0, 1, 2, 4 …, diverged (0 or 1: then prediction is 0, the training mean, everywhere), with early stopping
/// best_epoch, of which the prediction is, even if the training diverges later, where it was better than the mean on
/// the rows kept back.
flow::Artifact train(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// What these stages are called in plans.
extern const std::vector<flow::NamedFunction> functions;

}  // namespace ntk::studies::shared
