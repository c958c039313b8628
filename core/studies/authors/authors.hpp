// The study `authors` (the paper, "The authors' own experiment"): the experiment as its authors' code runs it, and what
// becomes of its three observations when network and kernel are compared like for like.
//
// A trial is one draw of inputs on the unit sphere, of targets from a Gaussian process, and of which rows are the test
// set. Regressions with nine kernels see all its training rows. Networks see only the first 70 % of them, because the
// authors' code keeps the rest back. A law is a covariance that targets are drawn from (runs.hpp).
// Errors are RMSE: the root of the mean squared error on the test rows. D is the predictor gap between two predictions
// (core/statistics/errors.hpp).
//
//   kernels.hpp      the nine kernels, as coded and with the correlation's root put back
//   plan.cpp         the parameters and the stages
//   trial.cpp        the data of a trial
//   regressions.cpp  what the kernels predict on it
//   infinite.cpp     networks of infinite width, trained by the same batches
//   network.cpp      one network of finite width
//   spectrum.cpp     eigenvalues of the kernels, on the circle and on the training rows
//   errors.cpp       the errors and gaps of all trials, from predictions
//   runs.hpp         the groups of trained networks, the laws, and the settings of the comparison
//   figures.cpp, waterfall.cpp   the rows of figures, from errors
//   claims.cpp       the cells of the claims and their verdicts, from errors
//   report.cpp       the numbers and the table that the paper quotes
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "core/flow/study.hpp"

namespace ntk::studies::authors {

extern const flow::Study study;

/// The data of a trial. The stage has no inputs. Arrays
///   x_train (n, d), x_test (m, d)           the rows have length 1
///   y_train (laws, n), y_test (laws, m)     a row for each law of the targets, all from the same normal numbers
/// Throws an Error where the kernel of a law is not positive definite on the inputs.
flow::Artifact trial(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The predictions K_* K⁻¹ y of regressions without a ridge on a trial's m test points. Input: trial. Arrays
///   kernels (settings, 9, m)   from the nine kernels in each setting (runs.hpp)
///   ntk, nngp (laws, 2, m)     from the network's own kernels for 1 and 2 hidden layers, on all training rows
///   ntk.network_rows (laws, 2, m)   from the same NTK, on the rows that networks see
///   jitter                     the largest ridge that a solve needed after all; 0 where none did
flow::Artifact regressions(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The network of infinite width with `hidden_layers`, on the n rows that networks see, trained by the same batches as
/// the finite networks. Its NTK describes this training exactly (core/regression/kernel_sgd.hpp). It is trained twice:
/// from a start drawn from its NNGP, as a finite network's start is, which gives the errors of the table; and from
/// start 0, which gives the mean over starts. The errors of both at the authors' last epoch differ by about one per
/// cent on their targets, so a published error cannot tell which of the two it is of. Beyond the epoch where the
/// authors stop, full batches cover the same training time in closed form. Input: trial. Arrays
///   epoch (E)                        1, 2, 4 …, the authors' last epoch, and powers of two beyond it
///   rmse, rmse.zero (laws, E + 1)    from the drawn start and from 0; the last column is the limit of endless training
///   prediction, prediction.zero (laws, m)   at the authors' last epoch, from the drawn start and from 0
///   prediction.full_batch (laws, m)  after the same training time by full batches, from 0
///   eigenvalue (n)                   the eigenvalues of the NTK on the rows, the largest first
///   learnt (n)                       for each, the share of a residual along its eigenvector that is learnt by the
///                                    authors' last epoch
flow::Artifact infinite(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// One network of finite width, trained on one law's targets. Input: trial. Arrays
///   epoch, rmse (E)         the epochs 1, 2, 4 … and the last, and the errors at them
///   start, prediction (m)   before and after training
///   limit (m)               the network of infinite width after the same batches from the same start
///   diverged                0, or 1 where training diverged; from then on the prediction and the errors are those of 0
flow::Artifact network(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The table of the figure authors-spectrum: eigenvalues of the kernels on equally spaced points of a circle of radius
/// 1, and on the rows of a trial that networks see. Input: trial. The largest eigenvalues are all there, of the smaller
/// ones a selection. Eigenvalues below 1e-14 of the trace are rounding errors and left out.
flow::Artifact spectrum_table(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// All errors and gaps. Inputs: trial {t}, regressions {t}, infinite {t, hidden layers − 1}, and the finite networks
/// network {group, t} (runs.hpp). With T trials and L = 1, 2 hidden layers, arrays
///   deviation (laws, T)             standard deviation of the test targets
///   kernels (settings, 9, T)        RMSE of the nine kernels
///   infinite, infinite.zero (laws, 2, T)   RMSE of the infinite network at the authors' last epoch
///   infinite.gap (settings, 2, 3, T)   D between the infinite network and NTKA, NTKB, NTKJ of its depth
///   infinite.full_batch (laws, 2, T)   D between training by batches and by full batches, both from 0
///   own.ntk, own.nngp, own.network_rows (laws, 2, T)   RMSE of regression with the network's own kernels, the last
///                                   with the NTK on the rows that networks see
///   epoch.L (E), time.L (laws, E + 1, T), learnt.L (n, T)   epoch, rmse and learnt of the infinite networks
///   jitter (T)                      that of the regressions
/// and for each group of G networks, whose name is GROUP,
///   GROUP/rmse (G)                  RMSE
///   GROUP/limit.rmse (G)            RMSE of the infinite network after the same batches from the same start
///   GROUP/limit.gap, GROUP/limit.rms (G)   D and the root mean square difference between the two
///   GROUP/gap (settings of the law, 3, G)   D between the network and NTKA, NTKB, NTKJ of its depth
///   GROUP/rungs.error (6, G)        for each rung of the waterfall (runs.hpp), the network's RMSE less that of what it
///                                   is compared with
///   GROUP/rungs.gap (6, G)          for each rung, D between the two
///   GROUP/epoch (E), GROUP/time (E, G), GROUP/diverged (G)   epoch, rmse and diverged of the networks
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

// These make tables of what the stage `errors` emitted, which is their only input.
flow::Artifact figure_errors(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_waterfall(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_width(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_time(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact figure_targets(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_errors(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact table_claims(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// D as published and like for like, for the widest network of each depth.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Names and texts of the numbers that the paper quotes.
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The demo calls these; they are in no plan.

/// The test errors of the nine kernels on targets of the law `law`. `root` says whether the root is put back, and
/// `network_rows` whether they learn from the rows that networks see or from all training rows. Input: trial. A table
/// with the columns kernel and rmse.
flow::Artifact levels(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// A network beside the one of infinite width that has the same start and the same batches. The parameters are those of
/// the network. Inputs: trial, network. Arrays epoch, rmse (E) and diverged are the network's; limit.rmse (E) is that
/// of infinite width, and gap is D between the two at the last epoch.
flow::Artifact beside(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::authors
