// A stage of a study: one step that computes an artifact from parameters and from the artifacts of other stages. It
// knows neither where its inputs come from nor where its artifact goes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/flow/inputs.hpp"

namespace ntk::flow {

/// What a stage's artifact is. A host (the command, the page) decides by this and never by the stage's name, which may
/// hold texts that users give. The last six kinds are for readers.
enum class Kind {
    data,           // a user's table, which the host supplies (Inputs::supply)
    split,          // a training set and a test set
    kernel,         // what kernels give: matrices, regressions, spectra
    network,        // a trained network
    errors,         // the errors of the predictions of many runs
    figure,         // the rows of a figure
    gaps,           // predictor gaps of a study, which hosts put beside those of all studies in one figure
    table,          // the rows of a table
    claims,         // verdicts on claims, which hosts gather from all studies
    known_results,  // published results beside ours, which hosts gather from all studies
    numbers         // the texts that the paper quotes
};
NLOHMANN_JSON_SERIALIZE_ENUM(Kind, {{Kind::data, "data"},
                                    {Kind::split, "split"},
                                    {Kind::kernel, "kernel"},
                                    {Kind::network, "network"},
                                    {Kind::errors, "errors"},
                                    {Kind::figure, "figure"},
                                    {Kind::gaps, "gaps"},
                                    {Kind::table, "table"},
                                    {Kind::claims, "claims"},
                                    {Kind::known_results, "known results"},
                                    {Kind::numbers, "numbers"}})

/// The name of the figure that the artifacts of Kind::gaps make together, over all studies.
inline constexpr const char* gaps_figure = "where-it-holds";

/// Whether an artifact of this kind is for readers rather than for other stages.
constexpr bool is_result(Kind kind) {
    return kind >= Kind::figure;
}

/// An artifact that a stage takes from another stage.
struct Input {
    std::string role;                // what it is to the stage that takes it: "split"
    std::vector<std::size_t> index;  // its place among the inputs of that role
    std::size_t stage = 0;           // the other stage's place in the plan, before that of the stage that takes it

    bool operator==(const Input&) const = default;
};

struct Stage {
    /// Unique within a plan and readable: "depth/diabetes/split=0/theory/hidden-layers=2/start=1". No host takes it
    /// apart.
    std::string name;
    Kind kind = Kind::errors;
    /// The name of the function that computes the artifact; run_stage (core/studies/registry.hpp) looks it up.
    std::string function = {};
    /// Everything that the result depends on besides the inputs.
    nlohmann::json parameters = nlohmann::json::object();
    std::vector<Input> inputs = {};
    /// A rough count of floating-point operations, for scheduling, progress bars and estimates. It changes no result.
    double cost = 1e6;
    /// A rough count of the bytes that it needs at once, besides inputs and result, for estimates.
    double memory = 1e6;
    /// Numbers in its artifact, roughly, for estimates of what the store takes.
    double numbers = 1e3;
    /// The part of the study that it belongs to, by which lists are grouped: a task, say. Empty: the study as a whole.
    std::string part = {};
    /// The number of the draw of the data (split, replicate, trial) that it belongs to, where it belongs to one.
    std::optional<std::size_t> draw = {};
    /// The name of the figure or the table that it makes; empty for other kinds.
    std::string label = {};
    /// The study that it belongs to, which PlanBuilder sets. Empty for data, which studies share.
    std::string study = {};
};

/// The heading that a stage is listed under: "STUDY/PART", or "STUDY" where it has no part.
inline std::string group(const Stage& stage) {
    return stage.study + (stage.study.empty() || stage.part.empty() ? "" : "/") + stage.part;
}

}  // namespace ntk::flow
