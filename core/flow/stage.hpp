// A stage of a study: what it is called, what it computes from what. A stage knows neither where its inputs come from
// nor where its outputs go.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

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
    /// Where the artifact is for readers: the study whose result it is, and which: "figures/NAME", "tables/NAME",
    /// "numbers" or "known-results". Both are empty where it only serves other stages. The name does not tell: it may
    /// hold texts that users give.
    std::string study = {}, result = {};
};

}  // namespace ntk::flow
