// A study is one experiment with its figures. Each folder of core/studies exports one.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/stage.hpp"

namespace ntk::flow {

/// Computes a stage's artifact from its parameters and inputs. Where it cannot, it throws and says why; run_stage
/// (core/studies/registry.hpp) adds the stage.
using Function = Artifact (*)(const nlohmann::json& parameters, const Inputs& inputs);

struct NamedFunction {
    const char* name;  // Stage::function
    Function function;
};

struct Study {
    const char* name;  // the value of the key "study" in a study file
    /// The stages, inputs before those who need them. `study` is the study file as JSON: see make_plan.
    std::vector<Stage> (*plan)(const nlohmann::json& study);
    /// The functions that its stages name, except those of core/studies/shared, and those that hosts call without a
    /// plan.
    std::vector<NamedFunction> functions;
};

}  // namespace ntk::flow
