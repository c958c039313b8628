#include "core/flow/plan_builder.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "core/error/error.hpp"

namespace ntk::flow {
namespace {

// Ten times as many stages as the profile full has. A larger plan would take gigabytes of memory, so it is taken for a
// mistake.
constexpr std::size_t most_stages = 500000;

// In bytes. A task may be named after a file, and file names are seldom longer.
constexpr std::size_t longest_name = 200;

// How a result's name goes on after the study's: the part that it is listed under (Stage::part), and what follows that.
std::pair<std::string, std::string> place_of(Kind kind, const std::string& label) {
    switch (kind) {
        case Kind::figure:
            return {"figures", "/" + label};
        case Kind::gaps:
            return {"figures", std::string("/") + gaps_figure};
        case Kind::table:
            return {"tables", "/" + label};
        case Kind::claims:
            return {"tables", "/claims"};
        case Kind::known_results:
            return {"", "known-results"};
        case Kind::numbers:
            return {"", "numbers"};
        default:
            throw std::logic_error("an artifact of this kind is not for readers");
    }
}

}  // namespace

void check_name(const std::string& key, const std::string& name) {
    const auto refuse = [&](const std::string& what) {
        throw Error({.key = key, .value = name, .problem = "has a name " + what, .remedies = {{"choose another"}}});
    };
    if (name.empty()) refuse("without a letter");
    if (name.size() > longest_name) refuse(fmt::format("of {} bytes, more than {}", name.size(), longest_name));
    if (name.find('/') != name.npos) refuse("with a slash, which parts the names of stages");
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        refuse("with a control character");
}

std::vector<Input> in_order(const std::string& role, const std::vector<std::size_t>& stages) {
    std::vector<Input> inputs;
    for (std::size_t i = 0; i < stages.size(); ++i) inputs.push_back({role, {i}, stages[i]});
    return inputs;
}

std::size_t PlanBuilder::add(Stage stage) {
    if (stages_.size() == most_stages)
        throw Error({.limit = fmt::format("{} stages", most_stages),
                     .problem = fmt::format("the study has more than {} stages", most_stages),
                     .remedies = {{"choose fewer splits, starts, widths or depths"}}});
    if (!index_.emplace(stage.name, stages_.size()).second)
        throw Error({.key = "tasks",
                     .value = stage.name,
                     .problem = "makes two stages named " + shown(stage.name),
                     .remedies = {{"give the task another name"}}});
    if (stage.kind != Kind::data) stage.study = study_;
    stages_.push_back(std::move(stage));
    return stages_.size() - 1;
}

std::size_t PlanBuilder::add_data(Stage stage) {
    const auto found = index_.find(stage.name);
    return found != index_.end() ? found->second : add(std::move(stage));
}

std::size_t PlanBuilder::add_result(Kind kind, const std::string& label, const std::string& function,
                                    const nlohmann::json& parameters, const std::vector<Input>& inputs, double cost,
                                    double memory) {
    const auto [part, rest] = place_of(kind, label);
    return add({.name = study_ + "/" + part + rest,
                .kind = kind,
                .function = function,
                .parameters = parameters,
                .inputs = inputs,
                .cost = cost,
                .memory = memory,
                .part = part,
                .label = label});
}

}  // namespace ntk::flow
