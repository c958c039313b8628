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

/// What a stage's artifact is. Hosts go by this, never by the stage's name, which may hold texts that users give.
enum class Kind {
    data,           // a user's table, which the host supplies (Inputs::supply)
    split,          // a training set and a test set
    kernel,         // of kernels: matrices, regressions, spectra
    network,        // a network, trained
    errors,         // how predictions err, of many runs
    figure,         // for readers: the rows of a figure
    table,          // for readers: a table
    claims,         // for readers: verdicts, which hosts gather from all studies
    known_results,  // for readers: published results beside ours, gathered too
    numbers         // for readers: the texts that the paper quotes
};
NLOHMANN_JSON_SERIALIZE_ENUM(Kind, {{Kind::data, "data"},
                                    {Kind::split, "split"},
                                    {Kind::kernel, "kernel"},
                                    {Kind::network, "network"},
                                    {Kind::errors, "errors"},
                                    {Kind::figure, "figure"},
                                    {Kind::table, "table"},
                                    {Kind::claims, "claims"},
                                    {Kind::known_results, "known results"},
                                    {Kind::numbers, "numbers"}})

/// Whether an artifact of this kind is for readers rather than for other stages.
constexpr bool is_result(Kind kind) {
    return kind >= Kind::figure;
}

/// What a stage takes from another: the role that the artifact plays, its place among those of that role, and the index
/// of the stage in the plan, which is smaller than that of the stage that takes it.
struct Input {
    std::string role;
    std::vector<std::size_t> index;
    std::size_t stage = 0;

    bool operator==(const Input&) const = default;
};

struct Stage {
    /// Unique within a plan, readable: "depth/diabetes/split=0/theory/hidden-layers=2/start=1". No host takes it apart.
    std::string name;
    Kind kind = Kind::errors;
    /// What it computes; run_stage (core/studies/registry.hpp) looks it up.
    std::string function = {};
    /// All that the result depends on beside the inputs.
    nlohmann::json parameters = nlohmann::json::object();
    std::vector<Input> inputs = {};
    /// Floating-point operations, roughly, for scheduling, progress bars and estimates; changes no result.
    double cost = 1e6;
    /// Bytes that it takes at once, roughly, beside inputs and result; for estimates.
    double memory = 1e6;
    /// Numbers in its artifact, roughly, for estimates of what the store takes.
    double numbers = 1e3;
    /// The part of the study that it belongs to, by which lists are grouped: a task, say. Empty: the study as a whole.
    std::string part = {};
    /// Which draw of the data it belongs to (split, replicate, trial), where it belongs to one.
    std::optional<std::size_t> draw = {};
    /// Of a figure or a table: its name.
    std::string label = {};
    /// The study whose it is; PlanBuilder sets it. Empty for data, which studies share.
    std::string study = {};
};

/// What a stage is listed under: its study, and there its part.
inline std::string group(const Stage& stage) {
    return stage.study + (stage.study.empty() || stage.part.empty() ? "" : "/") + stage.part;
}

}  // namespace ntk::flow
