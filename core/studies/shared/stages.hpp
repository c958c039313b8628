// The stages that several studies share: a table, a split of a task, everything that kernels predict on it, and a
// network trained on it.
//
//   dataset.cpp             the stage dataset, which begins with a file
//   split.cpp               the stage split
//   kernel_regression.cpp   the stages kernel-regression and learning-rates
//   train.cpp               the stage train
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/table.hpp"
#include "core/data/tasks.hpp"
#include "core/flow/study.hpp"

namespace ntk::studies::shared {

/// Reads a CSV or .npy file, whose bytes the host supplies (flow::Inputs::supply). The parameters are "target" and,
/// where given, "drop_missing", "one_hot" and "without" (data::CsvOptions). Arrays "x" (rows, all columns but the
/// target) and "y" (rows). Throws an Error as data::parse_table and data::split_target do.
flow::Artifact dataset(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// How such a stage reads its file, by its parameters, and what it makes of what it read. For a host that needs more of
/// the table than that.
data::CsvOptions table_options(const nlohmann::json& parameters);
flow::Artifact dataset_of(const data::Samples& samples);

/// One split of a task, standardised. Arrays x_train (n, d), y_train (n), x_test (m, d), y_test (m). Input: table,
/// where the task is read from a file.
flow::Artifact split(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// How such a stage divides a table, by its parameters.
data::Division division_of(const nlohmann::json& parameters);

/// statistics::Draws::reuse of what the split's test rows tell, where parameters["one_table"]; else 0.
double reuse_of_test_rows(const nlohmann::json& parameters, const flow::Artifact& split);
/// The same of what its training rows alone decide.
double reuse_of_training_rows(const nlohmann::json& parameters, const flow::Artifact& split);

/// The split that the stage `split` emitted.
data::Split split_of(const flow::Artifact& artifact);

/// Everything that kernels predict on a split, for L depths and m test points. Input: split. Arrays
///   KERNEL.interpolating, KERNEL.tuned (L, m)   for ntk and nngp; (m) for the control kernels (kernels/controls.hpp)
///   ntk.trained (L, m)     after `steps` steps of gradient descent at the rate ntk.rate
///   ntk.rate (L)           1/λmax of the NTK
///   KERNEL.condition (L)   condition number of ntk and nngp
///   KERNEL.ridge (L)       the tuned ridge
///   KERNEL.jitter (L)      the ridge that the interpolating solve needed after all; 0 where it needed none
flow::Artifact kernel_regression(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The NTK's rate 1/λmax at each depth, array rate (L). It is a stage of its own so that a training need not read all
/// the kernels' predictions. Input: kernels, the regressions.
flow::Artifact learning_rates(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network trained in parameters["regime"] (see read_regime). Inputs: split and, for a rate relative to the NTK,
/// the learning rates `rates`, of which it takes the one at parameters["depth_index"]. Arrays
///   prediction (m)    on the test points
///   training_error    mean squared error of the batch before the steps 0, 1, 2, 4 …
///   diverged          0, or 1 where training diverged; then the prediction is 0, the training mean, everywhere
///   best_epoch        the epoch of the prediction, with early stopping only. It is kept even if the training diverges
///                     later, where it was better than the mean on the rows kept back.
flow::Artifact train(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The functions above by their names in plans.
extern const std::vector<flow::NamedFunction> functions;

}  // namespace ntk::studies::shared
