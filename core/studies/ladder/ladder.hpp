// The study `ladder` (the paper, "One assumption at a time"): it goes from what the theorem assumes to what people do,
// with one assumption dropped at a time and then all together, on several tasks at one depth. A rung is a regime of the
// ladder; the first is the theorem's own.
//
//   plan.cpp     the parameters and the stages
//   errors.cpp   the errors and gaps of a task, from trainings
//   report.cpp   the figure, the numbers and the known results, from the errors of all tasks
#pragma once

#include "core/flow/study.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::ladder {

extern const flow::Study study;

/// A task's errors on R rungs and S splits. Inputs for each split: split {s}, the kernel regressions kernels {s}, and
/// the trained networks network {s, rung, start}. Arrays
///   nmse (R, S)           means over starts
///   gap, gap.limit (R, S) the predictor gap D from the NTK, trained for as many steps as the theorem's own regime has,
///                         and without end; means over starts
///   gap.ensemble (R, S)   D of the mean of the starts' predictions, from the NTK trained as for `gap`
///   diverged (R, S)       how many starts diverged
///   nmse.ntk (S)          of the NTK trained as for `gap`
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The inputs of these are errors {t} of each task, in the order of parameters["tasks"].

/// The geometric mean of D with its interval over splits. There is a row for each rung and task, and one for each rung
/// over all tasks, whose task is "".
flow::Artifact figure_ladder(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// What Lee et al. (2020) found of centring, ensembles and large rates, beside our results. Where there are rungs that
/// keep the start or take ten times the rate, the parameters start_kept and tenfold_rate say which they are.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// For each rung, the geometric mean of D over tasks.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::ladder
