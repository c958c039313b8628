// Runs plans stage by stage, as every host does.
#pragma once

#include <string_view>
#include <vector>

#include "core/studies/registry.hpp"

/// The inputs of a stage among the artifacts of the plan's stages so far.
inline ntk::flow::Inputs inputs_of(const ntk::flow::Stage& stage, const std::vector<ntk::flow::Artifact>& artifacts) {
    ntk::flow::Inputs inputs;
    for (const auto& [role, index, from] : stage.inputs) inputs.add(role, index, artifacts.at(from));
    return inputs;
}

/// The artifact of each stage; `csv` is the table of each task that is not synthetic.
inline std::vector<ntk::flow::Artifact> run_plan(const std::vector<ntk::flow::Stage>& plan, std::string_view csv = {}) {
    std::vector<ntk::flow::Artifact> artifacts;
    for (const ntk::flow::Stage& stage : plan) {
        ntk::flow::Inputs inputs = inputs_of(stage, artifacts);
        if (stage.kind == ntk::flow::Kind::data) inputs.supply({csv, "table.csv"});
        artifacts.push_back(ntk::studies::run_stage(stage, inputs));
    }
    return artifacts;
}
