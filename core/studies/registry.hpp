// The list of all studies. A host (the `ntk` command, the browser, a test) makes a study's plan, runs its stages in
// any order that respects their inputs, and keeps the artifacts where it likes.
//
//   registry.hpp   this file: all studies, and how a stage is run
//   compare.hpp    the studies of a table of the user's own
//   shared/        the stages that several studies have
//   depth/ …       one folder for each study, which exports one flow::Study
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/error/error.hpp"
#include "core/flow/study.hpp"

namespace ntk::studies {

/// All studies, by name.
const std::vector<const flow::Study*>& all_studies();

/// The plan of a study: its stages, inputs before the stages that take them.
///
/// `study` is the study file as JSON: its key "study" names the study ("depth"), the other keys are its parameters. A
/// task under "data" ({"data": {TASK: {"file": …, "target": …, "sha256": …}}}) is read from that CSV file by a stage of
/// Kind::data, whose parameters name the task. Throws an Error of the key for a parameter that is missing, unknown or
/// of the wrong type.
std::vector<flow::Stage> make_plan(const nlohmann::json& study);

/// Runs one stage and returns its artifact. Throws an Error whose facts name the stage, or the file and line of a
/// user's table.
flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs);

}  // namespace ntk::studies
