// A study: what a folder of core/studies exports.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/stage.hpp"

namespace ntk::flow {

/// What a stage computes. Throws where it cannot: the message says why, run_stage adds where.
using Function = Artifact (*)(const nlohmann::json& parameters, const Inputs& inputs);

struct NamedFunction {
    const char* name;  // Stage::function
    Function function;
};

struct Study {
    const char* name;  // the value of the key "study" in a study file
    /// The stages, inputs before those who need them. `study` is the study file as JSON: see make_plan.
    std::vector<Stage> (*plan)(const nlohmann::json& study);
    /// What its stages compute, beside what studies share, and what hosts ask for without a plan.
    std::vector<NamedFunction> functions;
};

}  // namespace ntk::flow
