// Runs plans stage by stage, as every host does.
#pragma once

#include <vector>

#include "core/studies/registry.hpp"

/// The inputs of a stage among the artifacts of the plan's stages so far.
inline ntk::flow::Inputs inputs_of(const ntk::flow::Stage& stage, const std::vector<ntk::flow::Artifact>& artifacts) {
    ntk::flow::Inputs inputs;
    for (const auto& [role, index, from] : stage.inputs) inputs.add(role, index, artifacts.at(from));
    return inputs;
}

/// Runs a plan and returns each stage's artifact. Tasks must be synthetic; there are no tables.
inline std::vector<ntk::flow::Artifact> run_plan(const std::vector<ntk::flow::Stage>& plan) {
    std::vector<ntk::flow::Artifact> artifacts;
    for (const ntk::flow::Stage& stage : plan)
        artifacts.push_back(ntk::studies::run_stage(stage, inputs_of(stage, artifacts)));
    return artifacts;
}
