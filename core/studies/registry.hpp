// The studies that there are. A host (the `ntk` command, the browser, a test) makes a study's plan, runs its stages in
// any order that respects their inputs, and keeps the artifacts where it likes.
//
//   registry.hpp   this: all studies, and how a stage is run
//   compare.hpp    the studies of a table of the user's own
//   shared/        the stages that several studies have
//   depth/ …       a folder a study, which exports one flow::Study
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies {

/// All studies, by name.
const std::vector<const flow::Study*>& all_studies();

/// The stages of a study, inputs before those who need them.
///
/// `study` is the study file as JSON: "study" names which it is ("depth"), the rest are its parameters. A task named
/// under "data" ({"data": {TASK: {"file": …, "target": …, "sha256": …}}}) is read from that CSV file, by a stage of
/// Kind::data whose parameters name the task. Throws std::invalid_argument with a one-line message naming the key for a
/// missing, unknown or ill-typed parameter.
std::vector<flow::Stage> make_plan(const nlohmann::json& study);

/// Runs one stage. Throws std::runtime_error with a one-line message that names the stage and the cause.
flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs);

}  // namespace ntk::studies
