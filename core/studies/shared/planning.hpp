// Plans the stages that several studies share: the splits of the tasks, the kernels' predictions on a split, and the
// networks trained on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/parameters.hpp"
#include "core/flow/plan_builder.hpp"
#include "core/studies/shared/regime.hpp"

namespace ntk::studies::shared {

/// The tasks of a study and how they are split: the parameters seed, tasks, training_points, test_points, [data.TASK].
struct Tasks {
    std::uint64_t seed;
    std::vector<std::string> names;
    std::size_t training_points, test_points;
    nlohmann::json
        data;  // task → {"task": …, "target": …, and where given "drop_missing", "one_hot", "without"}: those of a file
};

/// Throws an Error of the key.
Tasks read_tasks(flow::ParameterReader& top);

/// How many weights a network has, for costs. The default of ten inputs fits most tasks; costs need not be exact.
double weight_count(std::size_t width, std::size_t hidden_layers, std::size_t inputs = 10);

/// How many bytes training a network takes: the parameters, those at the start, the gradient and the optimizer's two
/// moments, and for each row the activations, their slopes and the back-propagated derivatives.
double training_memory(std::size_t width, std::size_t hidden_layers, std::size_t rows);

/// One draw of a task's data.
struct Draw {
    std::string part;    // Stage::part
    std::string place;   // begins the names of its stages, and names its random streams
    std::size_t number;  // Stage::draw
};

// Each of the following adds a stage to the plan and returns its index.

/// Adds the draw's split (see shared::split), named after its place, and before it the table of a task that is read
/// from a file.
std::size_t add_split(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task, const Draw& draw);

/// Adds the kernels' predictions on a split (see shared::kernel_regression), named PLACE/kernels.
std::size_t add_kernels(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, std::size_t split,
                        const std::vector<std::size_t>& hidden_layers, std::size_t steps);

/// Adds the rates that a split's kernels give (see shared::learning_rates), named PLACE/learning-rates.
std::size_t add_learning_rates(flow::PlanBuilder& builder, const Draw& draw, std::size_t kernels);

/// One of a study's depths: hidden_layers[index].
struct Depth {
    const std::vector<std::size_t>& hidden_layers;
    std::size_t index;
};

/// Adds one network trained on a split in a regime (see shared::train), named PLACE/NAME/hidden-layers=L/start=START.
/// `rates` is the stage with the rates of all the study's depths.
std::size_t add_training(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, const std::string& name,
                         const Regime& regime, Depth depth, std::size_t start, std::size_t split, std::size_t rates);

}  // namespace ntk::studies::shared
