// Puts a plan together, stage by stage. A plan is a study's list of stages, inputs before the stages that take them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/stage.hpp"

namespace ntk::flow {

/// Throws an Error of the key where a user's name for a task or a rung cannot be part of a stage's name: where it is
/// empty, longer than 200 bytes, or has a slash or control characters.
void check_name(const std::string& key, const std::string& name);

/// Makes inputs of one role from these stages: the i-th stage stands at place {i}.
std::vector<Input> in_order(const std::string& role, const std::vector<std::size_t>& stages);

class PlanBuilder {
public:
    /// Builds the plan of the study of this name.
    explicit PlanBuilder(std::string study) : study_(std::move(study)) {}

    /// Appends a stage and returns its index. Throws an Error where there is a stage of that name.
    std::size_t add(Stage stage);

    /// The index of the stage of this name, which is appended where it is not there yet. For stages of Kind::data
    /// alone, which studies share.
    std::size_t add_data(Stage stage);

    /// Appends a stage whose artifact is for readers (is_result). Its name follows from study, kind and label.
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
