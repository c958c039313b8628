// Plans the stages that several studies share: the splits of the tasks, the kernels' predictions on a split, and the
// networks trained on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/parameters.hpp"
#include "core/flow/plan_builder.hpp"
#include "core/studies/shared/regime.hpp"

namespace ntk::studies::shared {

/// How large a table is.
struct Size {
    std::size_t rows, columns;
};

/// The tasks of a study and how they are split: the parameters seed, tasks, training_points, test_points, [data.TASK].
struct Tasks {
    std::uint64_t seed;
    std::vector<std::string> names;
    std::size_t training_points, test_points;
    std::optional<std::size_t> most_test_points;  // of tables; where missing, all that is left
    nlohmann::json
        data;  // task → {"task": …, "target": …, and where given "drop_missing", "one_hot", "without"}: those of a file

    /// Parameters with "one_table": whether all splits of the task are of one table, or each draws new data.
    nlohmann::json with_origin(nlohmann::json parameters, const std::string& task) const;
    std::map<std::string, Size> sizes = {};  // of the tables that the host has read; for costs

    /// Training points, test points and inputs of a task, for costs: ten inputs where they are not known.
    struct Shape {
        double n, m, d;
    };
    Shape shape(const std::string& task) const;
};

/// A section [data.TASK] may say how many rows and columns its table has, which changes no result but makes costs
/// known; a host that has read the table adds them. Throws an Error of the key.
Tasks read_tasks(flow::ParameterReader& top);

/// How many weights a network has, for costs. The default of ten inputs fits most tasks; costs need not be exact.
double weight_count(std::size_t width, std::size_t hidden_layers, std::size_t inputs = 10);

/// What `steps` steps of training cost, each on `rows` rows, in operations of a large matrix product.
double training_cost(double weights, double rows, double steps,
                     training::Optimizer optimizer = training::Optimizer::gradient_descent);

/// Bytes that training a network takes: parameters, those at the start, gradient, two moments; activations, slopes and
/// derivatives of so many rows.
double training_memory(std::size_t width, std::size_t hidden_layers, std::size_t rows, std::size_t inputs = 10);

/// One draw of a task's data.
struct Draw {
    std::string part;    // Stage::part
    std::string place;   // begins the names of its stages, and names its random streams
    std::size_t number;  // Stage::draw
};

/// What a stage needs that draws a split of a task (see shared::split). Its random streams are named after `place`. The
/// plan gets the table of a task that is read from a file.
struct SplitStage {
    nlohmann::json parameters;
    std::vector<flow::Input> inputs;
};
SplitStage split_stage(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task,
                       const std::string& place);

// Each of the following adds a stage to the plan and returns its index.

/// Adds the table of a task that is read from a file, where the plan does not have it yet.
std::size_t add_table(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task);

/// Adds the draw's split (see shared::split), named after its place, and before it the table of a task that is read
/// from a file.
std::size_t add_split(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task, const Draw& draw);

/// The kernels' predictions on a split (see shared::kernel_regression), PLACE/kernels.
std::size_t add_kernels(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, const std::string& task,
                        std::size_t split, const std::vector<std::size_t>& hidden_layers, std::size_t steps);

/// Adds the rates that a split's kernels give (see shared::learning_rates), named PLACE/learning-rates.
std::size_t add_learning_rates(flow::PlanBuilder& builder, const Draw& draw, std::size_t kernels);

/// One network trained on a task's split in a regime (see shared::train), PLACE/NAME/hidden-layers=L/start=START; L is
/// depth.hidden_layers[depth.index], `rates` the stage with the rates of those depths.
struct Depth {
    const std::vector<std::size_t>& hidden_layers;
    std::size_t index;
};
std::size_t add_training(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, const std::string& task,
                         const std::string& name, const Regime& regime, Depth depth, std::size_t start,
                         std::size_t split, std::size_t rates);

}  // namespace ntk::studies::shared
