#include "core/flow/plan_builder.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ntk::flow {
namespace {

// Ten times what the profile full has: beyond, a plan takes gigabytes, and nobody means it.
constexpr std::size_t most_stages = 500000;

// In bytes: a file's name, from which a task may have its own, is seldom longer.
constexpr std::size_t longest_name = 200;

// What follows the study's name in a result's: its part, and the rest.
std::pair<std::string, std::string> place_of(Kind kind, const std::string& label) {
    switch (kind) {
        case Kind::figure:
            return {"figures", "/" + label};
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
        throw std::invalid_argument("parameter \"" + key + "\" has a name " + what + "; choose another");
    };
    if (name.empty()) refuse("without a letter");
    if (name.size() > longest_name)
        refuse("of " + std::to_string(name.size()) + " bytes, more than " + std::to_string(longest_name));
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
        throw std::invalid_argument("the study has more than " + std::to_string(most_stages) +
                                    " stages; choose fewer splits, starts, widths or depths");
    if (!index_.emplace(stage.name, stages_.size()).second)
        throw std::invalid_argument("parameter \"tasks\" makes two stages named \"" + stage.name +
                                    "\"; give the task another name");
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
