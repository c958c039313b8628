// A study as pure stages. A host (the `ntk` command, the browser, a test) makes the plan, runs its stages in any order
// that respects their inputs, and keeps the artifacts where it likes.
//
//   artifact.hpp   what a stage emits
//   stage.hpp      what a stage is
//   plan.hpp       this: the stages of a study, and how one is run
//   stages/        the stages that several studies share
//   depth/ …       a folder a study: its parameters, its stages
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/stage.hpp"

namespace ntk::studies {

/// The stages of a study, inputs before those who need them.
///
/// `study` is the study file as JSON: "study" names the kind ("depth"), the rest are its parameters. A task named under
/// "data" ({"data": {TASK: {"file": …, "target": …, "sha256": …}}}) is read from that CSV file; its stage has the
/// function "dataset", the name "data/TASK" and the parameters {"task": TASK, "target": …}. Throws
/// std::invalid_argument with a one-line message naming the key for a missing, unknown or ill-typed parameter.
std::vector<flow::Stage> make_plan(const nlohmann::json& study);

/// Runs one stage; `inputs` are the artifacts of stage.inputs, in that order. Not for "dataset".
/// Throws std::runtime_error with a one-line message that names the cause.
flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs);

}  // namespace ntk::studies
