// Putting a plan together: what the plans of several studies share.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/parameters.hpp"
#include "core/flow/stage.hpp"
#include "core/studies/shared/regime.hpp"

namespace ntk::studies {

/// The tasks of a study and how they are split: the parameters seed, tasks, training_points, test_points, [data.TASK].
struct Tasks {
    std::uint64_t seed;
    std::vector<std::string> names;
    std::size_t training_points, test_points;
    nlohmann::json
        data;  // task → {"task": …, "target": …, and where given "drop_missing", "one_hot", "without"}: those of a file
};

/// Refuses a user's name for a task or a rung that cannot be part of stages' names: an empty one, one of more than 200
/// bytes, one with a slash or control characters. Throws std::invalid_argument naming the key.
void check_name(const std::string& key, const std::string& name);

/// Throws std::invalid_argument naming the key.
Tasks read_tasks(flow::ParameterReader& top);

/// How many weights a network has; ten inputs unless said otherwise, as most tasks have: for costs it does not matter.
double weight_count(std::size_t width, std::size_t hidden_layers, std::size_t inputs = 10);

/// Bytes that training a network takes: parameters, those at the start, gradient, two moments; activations, slopes and
/// derivatives of so many rows.
double training_memory(std::size_t width, std::size_t hidden_layers, std::size_t rows);

class PlanBuilder {
public:
    /// Appends a stage and returns its index. Throws std::invalid_argument where there is a stage of that name.
    std::size_t add(const std::string& name, const std::string& function, const nlohmann::json& parameters,
                    const std::vector<std::size_t>& inputs, double cost = 1e6, double memory = 1e6);

    /// Appends a stage whose artifact is for readers (see Stage::result) under the name STUDY/RESULT.
    std::size_t add_result(const std::string& study, const std::string& result, const std::string& function,
                           const nlohmann::json& parameters, const std::vector<std::size_t>& inputs, double cost = 1e6,
                           double memory = 1e6);

    /// The split of a task, named and drawn by `place`, and before it the task's table if it is read from a file.
    std::size_t split(const Tasks& tasks, const std::string& task, const std::string& place);

    /// The kernels' predictions on a split (see stages::kernel_regression), PLACE/kernels.
    std::size_t kernels(const Tasks& tasks, const std::string& place, std::size_t split,
                        const std::vector<std::size_t>& hidden_layers, std::size_t steps);

    /// The rates that a split's kernels give (see stages::learning_rates), PLACE/learning-rates.
    std::size_t learning_rates(const std::string& place, std::size_t kernels);

    /// One network trained on a split in a regime (see stages::train), PLACE/NAME/hidden-layers=L/start=START; L is
    /// depth.hidden_layers[depth.index], `rates` the stage with the rates of those depths.
    struct Depth {
        const std::vector<std::size_t>& hidden_layers;
        std::size_t index;
    };
    std::size_t training(const Tasks& tasks, const std::string& place, const std::string& name, const Regime& regime,
                         Depth depth, std::size_t start, std::size_t split, std::size_t rates);

    std::vector<flow::Stage> finish() { return std::move(stages_); }

private:
    std::vector<flow::Stage> stages_;
    std::set<std::string> names_;
    std::map<std::string, std::size_t> tables_;
};

}  // namespace ntk::studies
