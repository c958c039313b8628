// A study as pure stages. A host (the `ntk` command, the browser, a test) makes the plan, runs its stages in any order
// that respects their inputs, and keeps the artifacts where it likes. A stage knows neither where its inputs come from
// nor where its outputs go.
//
//   artifact.hpp   what a stage emits
//   plan.hpp       this: the stages of a study, and how one is run
//   stages/        the stages that several studies share
//   depth/ …       a folder a study: its parameters, its stages
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/studies/artifact.hpp"

namespace ntk {

/// What a stage takes: the artifacts of Stage::inputs, in that order.
using Inputs = std::vector<const Artifact*>;

struct Stage {
    /// Unique within a plan, readable: "depth/diabetes/split=0/theory/hidden-layers=2/start=1".
    std::string name;
    /// What it computes; run_stage looks it up. "dataset" is the host's part: the table of a CSV file.
    std::string function;
    /// All that the result depends on beside the inputs.
    nlohmann::json parameters;
    /// Indices into the plan of the stages whose artifacts it takes; each is smaller than the stage's own.
    std::vector<std::size_t> inputs;
    /// Floating-point operations, roughly, for scheduling, progress bars and estimates; changes no result.
    double cost = 1.0;
    /// Bytes that it takes at once, roughly, beside inputs and result; for estimates.
    double memory = 0.0;
};

/// The stages of a study, inputs before those who need them.
///
/// `study` is the study file as JSON: "study" names the kind ("depth"), the rest are its parameters. A task named under
/// "data" ({"data": {TASK: {"file": …, "target": …, "sha256": …}}}) is read from that CSV file; its stage has the
/// function "dataset", the name "data/TASK" and the parameters {"task": TASK, "target": …}. Throws
/// std::invalid_argument with a one-line message naming the key for a missing, unknown or ill-typed parameter.
std::vector<Stage> make_plan(const nlohmann::json& study);

/// Runs one stage; `inputs` are the artifacts of stage.inputs, in that order. Not for "dataset".
/// Throws std::runtime_error with a one-line message that names the cause.
Artifact run_stage(const Stage& stage, const Inputs& inputs);

}  // namespace ntk
