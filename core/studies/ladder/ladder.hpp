// The study `ladder` (the paper, "What breaks it"): from what the theorem assumes to what people do, one assumption
// dropped at a time and then all together, on several tasks at one depth.
//
//   plan.cpp     parameters, stages
//   errors.cpp   trainings → errors and gaps of a task
//   report.cpp   errors of all tasks → figure, numbers, known results
#pragma once

#include "core/flow/study.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::ladder {

extern const flow::Study study;

/// A task's errors by rung (R; the first is theory) and split (S). Inputs, for each split:
/// split {s}, kernels {s}, the kernel regressions, network {s, rung, start}. Arrays, means over starts: nmse, gap (D to
/// the NTK trained for theory's steps), gap.limit (D to the NTK trained for ever), diverged (a count); gap.ensemble: D
/// of the mean of the starts' predictions; nmse.ntk (S).
flow::Artifact errors(const nlohmann::json& parameters, const flow::Inputs& inputs);

// Inputs of these: errors {t} of each task, in the order of parameters["tasks"].

/// A row a rung and task, and one of all tasks (task ""): the geometric mean of D, with its interval over
/// splits.
flow::Artifact figure_ladder(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// What Lee et al. (2020) found of centring, ensembles and large rates, beside ours; parameters start_kept and
/// tenfold_rate, where there are such rungs, say which they are.
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::ladder
