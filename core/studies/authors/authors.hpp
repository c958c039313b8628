// The study `authors` (the paper, section 3): the authors' own experiment, as their code runs it, and what becomes of
// its three observations when network and kernel are compared like for like.
//
// A trial is one draw of inputs on the unit sphere, of targets from a Gaussian process, and of which rows are the test
// set. Regressions with nine kernels see all its training rows, networks only the first 70 % of them, as their code
// keeps the rest back.
//
//   kernels.hpp      the nine kernels, as coded and with the correlation's root put back
//   plan.cpp         parameters, stages
//   trial.cpp        the data of a trial
//   regressions.cpp  what the kernels predict on it
//   infinite.cpp     networks of infinite width, trained by the same batches
//   network.cpp      one network of finite width
//   spectrum.cpp     eigenvalues of the kernels, on the circle and on the training rows
//   errors.cpp       predictions → errors and gaps of all trials
//   runs.hpp         the trained networks by what they are; the settings
//   figures.cpp, waterfall.cpp   errors → rows of figures
//   claims.cpp       errors → the cells of the claims, and their verdicts
//   report.cpp       the numbers and the table that the paper quotes
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "core/flow/study.hpp"

namespace ntk::studies::authors {

extern const flow::Study study;

/// The data of a trial: arrays x_train (n, d), x_test (m, d), rows of length 1; y_train (laws, n), y_test (laws, m), a
/// row for each law of the targets (runs.hpp), all from the same normal numbers. No inputs.
/// Throws std::runtime_error where the kernel of a law is not positive definite on the inputs.
flow::Artifact trial(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Regressions K_* K⁻¹ y on a trial's m test points; no ridge. Input: trial. Arrays
///   kernels (settings, 9, m)   of the nine kernels in each setting (runs.hpp)
///   ntk, nngp (laws, 2, m)     of the network's own kernels for 1 and 2 hidden layers, on all training rows
///   ntk.network_rows (laws, 2, m)   the same NTK on the rows that networks see
///   jitter                     the largest ridge that a solve needed after all (0: none did)
flow::Artifact regressions(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The network of infinite width with `hidden_layers`, on the rows that networks see, trained by the batches that the
/// finite ones are: its NTK describes it exactly (core/regression/kernel_sgd.hpp). Its start is drawn from its NNGP, as
/// a network's is, and the errors of the table are from there; beside it that of start 0, the mean over starts, whose
/// error at the authors' last epoch, on their targets, is the same to about one per cent: it can't tell which of the
/// two a published error is of. Beyond the epoch where the authors stop, full batches take the same training time in
/// closed form. Input: trial. Arrays
///   epoch (E)                        1, 2, 4 …, and the authors' last
///   rmse, rmse.zero (laws, E + 1)    on the test set, from the drawn start and from 0; the last column: end of time
///   prediction, prediction.zero, prediction.full_batch (laws, m)   at the authors' last epoch; by full batches from 0
///   eigenvalue, learnt (n)           of the NTK on the rows, the largest first; the share of a residual along its
///                                    direction that is learnt by the authors' last epoch
flow::Artifact infinite(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network of finite width trained on one law's targets. Input: trial. Arrays
///   epoch, rmse (E)   at 1, 2, 4 …, and the last
///   start, prediction (m)   before and after
///   limit (m)               the network of infinite width after the same batches from the same start
///   diverged                0 or 1: then the prediction is 0, and the errors are those of 0 from there on
flow::Artifact network(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Eigenvalues of the kernels on equally spaced points of a circle of radius 1 and on the rows that networks see of the
/// input, a trial: the table of the figure authors-spectrum. The first are all there, of the others some; those that
/// are rounding, below 1e-14 of the trace, are left out.
flow::Artifact spectrum_table(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// All errors. Inputs: trial {t}, regressions {t}, infinite {t, hidden layers − 1}, and the finite networks
/// network {group, t} (runs.hpp). T trials; arrays
///   deviation (laws, T)             standard deviation of the test targets
///   kernels (settings, 9, T)        RMSE
///   infinite, infinite.zero (laws, 2, T)   RMSE at the authors' last epoch
///   infinite.gap (settings, 2, 3, T)   D of the infinite network to NTKA, NTKB, NTKJ of its depth
///   infinite.full_batch (laws, 2, T)   D of training by batches to training by full batches, both from 0
///   own.ntk, own.network_rows (laws, 2, T)   RMSE of regression with the network's own NTK
///   epoch.L (E), time.L (laws, E + 1, T)     RMSE of the infinite network in time; the last: end of time
///   learnt.L (n, T), jitter (T)
/// and of each group of G networks, GROUP its name:
///   GROUP/rmse, GROUP/limit.rmse, GROUP/limit.gap, GROUP/limit.rms (G)   RMSE; that of its limit by the same batches
///                                   from the same start; D and root mean square between the two
///   GROUP/gap (settings of the law, 3, G)   D to NTKA, NTKB, NTKJ of its depth
///   GROUP/rungs.error, GROUP/rungs.gap (6, G)   of the waterfall: RMSE less that of what is compared, D to it
///   GROUP/epoch (E), GROUP/time (E, G), GROUP/diverged (G)
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

// Tables of what the stage `errors` emitted, their only input.
flow::Artifact figure_errors(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_waterfall(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_width(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_time(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_targets(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_errors(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_claims(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Names and texts of the numbers that the paper quotes.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

// What the demo asks beyond the study's own stages.

/// Test errors of the nine kernels on targets of the law `law`, with the root put back or not (`root`), learning from
/// the rows that networks see or from all training rows (`network_rows`). Input: trial. A table: kernel, rmse.
flow::Artifact levels(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// A network beside that of infinite width, from the same start by the same batches. Parameters: those of the network.
/// Inputs: trial, network. Arrays epoch, rmse (E), diverged as the network has them; limit.rmse (E) of infinite
/// width; gap: D between the two at the last epoch.
flow::Artifact beside(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::authors
