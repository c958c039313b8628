// Putting a plan together, stage by stage.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/stage.hpp"

namespace ntk::flow {

/// Refuses a user's name for a task or a rung that cannot be part of stages' names: an empty one, one of more than 200
/// bytes, one with a slash or control characters. Throws std::invalid_argument naming the key.
void check_name(const std::string& key, const std::string& name);

/// The stages as inputs of one role, the i-th at place {i}.
std::vector<Input> in_order(const std::string& role, const std::vector<std::size_t>& stages);

class PlanBuilder {
public:
    /// For the stages of the study of this name.
    explicit PlanBuilder(std::string study) : study_(std::move(study)) {}

    /// Appends a stage and returns its index. Throws std::invalid_argument where there is a stage of that name.
    std::size_t add(Stage stage);

    /// The index of the stage of this name, which is appended if it is not there. Data only: studies share it.
    std::size_t add_data(Stage stage);

    /// Appends a stage whose artifact is for readers; its name follows from study, kind and label.
    std::size_t add_result(Kind kind, const std::string& label, const std::string& function,
                           const nlohmann::json& parameters, const std::vector<Input>& inputs, double cost = 1e6,
                           double memory = 1e6);

    std::vector<Stage> finish() { return std::move(stages_); }

private:
    std::string study_;
    std::vector<Stage> stages_;
    std::map<std::string, std::size_t> index_;  // by name
};

}  // namespace ntk::flow
