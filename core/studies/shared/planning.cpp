#include "core/studies/shared/planning.hpp"

#include <algorithm>

#include "core/error/error.hpp"
#include "core/studies/shared/kernel_draw.hpp"
#include "core/studies/shared/parameters.hpp"

namespace ntk::studies::shared {

using flow::Kind;
using nlohmann::json;

namespace {

// A fifth of fewer is less than one.
constexpr std::size_t least_points_to_stop = 5;

}  // namespace

Tasks read_tasks(flow::ParameterReader& top) {
    Tasks tasks;
    tasks.seed = top.whole_number(parameter::seed);
    tasks.names = top.texts("tasks");
    tasks.training_points = top.whole_number(parameter::training_points);
    tasks.test_points = top.whole_number("test_points", 2, 1000000);
    for (const std::string& task : tasks.names) flow::check_name("tasks", task);
    if (top.given(parameter::most_test_points.key))
        tasks.most_test_points = top.whole_number(parameter::most_test_points);
    tasks.data = json::object();
    for (const auto& [task, description] : top.optional_section("data").items()) {
        flow::check_name("data", task);
        flow::ParameterReader entry(description, "data." + task + ".");
        entry.text("file");
        tasks.data[task] = {{"task", task}, {"target", entry.text("target")}};
        if (entry.given("sha256")) entry.text("sha256");
        for (const char* option : {"drop_missing", "one_hot"})
            if (entry.given(option) && entry.truth(option)) tasks.data[task][option] = true;
        if (entry.given("without")) tasks.data[task]["without"] = entry.texts("without");
        if (entry.given("rows") || entry.given("columns"))
            tasks.sizes[task] = {entry.whole_number("rows", 1, parameter::many),
                                 entry.whole_number("columns", 1, parameter::many)};
        entry.refuse_unknown();
    }
    for (const std::string& task : tasks.names)
        if (!tasks.data.contains(task) && !data::is_synthetic(task) && task != kernel_draw_task)
            throw Error({.key = "tasks",
                         .value = task,
                         .problem = "names " + shown(task) + ", which is neither a synthetic task nor a file's",
                         .remedies = {{"add a section [data." + shortened(task) + "]"}}});
    return tasks;
}

json Tasks::with_origin(json parameters, const std::string& task) const {
    parameters["one_table"] = data.contains(task);
    return parameters;
}

Tasks::Shape Tasks::shape(const std::string& task) const {
    const double n = static_cast<double>(training_points);
    const auto size = sizes.find(task);
    if (size == sizes.end()) return {n, static_cast<double>(test_points), 10.0};
    const std::size_t rows = size->second.rows;
    const std::size_t left = rows > training_points ? rows - training_points : 0;
    return {n, static_cast<double>(std::min(left, most_test_points.value_or(left))),
            static_cast<double>(size->second.columns)};
}

double weight_count(std::size_t width, std::size_t hidden_layers, std::size_t inputs) {
    const double w = static_cast<double>(width);
    return w * (static_cast<double>(inputs) + w * static_cast<double>(hidden_layers - 1));
}

double training_cost(double weights, double rows, double steps, training::Optimizer optimizer) {
    // As measured: the products of a step reach 0.8 of the speed of a large one, and to update the weights takes as
    // long as so many rows more, mostly to read and write what is kept of each weight.
    const double update_rows = optimizer == training::Optimizer::adam ? 36.0 : 12.0;
    return 7.5 * weights * (rows + update_rows) * steps;
}

double training_memory(std::size_t width, std::size_t hidden_layers, std::size_t rows, std::size_t inputs) {
    const double activations = static_cast<double>(width * hidden_layers * rows);
    return 8.0 * (5.0 * weight_count(width, hidden_layers, inputs) + 3.0 * activations);
}

std::size_t add_table(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task) {
    return builder.add_data({.name = "data/" + task,
                             .kind = Kind::data,
                             .function = "dataset",
                             .parameters = tasks.data.at(task),
                             .part = "data"});
}

SplitStage split_stage(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task,
                       const std::string& place) {
    SplitStage stage{{{"task", task},
                      {"seed", tasks.seed},
                      {"stream", place},
                      {"training_points", tasks.training_points},
                      {"test_points", tasks.test_points}},
                     {}};
    if (!tasks.data.contains(task)) return stage;
    stage.inputs.push_back({"table", {}, add_table(builder, tasks, task)});
    if (tasks.most_test_points) stage.parameters[parameter::most_test_points.key] = *tasks.most_test_points;
    return stage;
}

std::size_t add_split(flow::PlanBuilder& builder, const Tasks& tasks, const std::string& task, const Draw& draw) {
    const SplitStage stage = split_stage(builder, tasks, task, draw.place);
    const auto [n, m, d] = tasks.shape(task);
    return builder.add({.name = draw.place,
                        .kind = Kind::split,
                        .function = "split",
                        .parameters = stage.parameters,
                        .inputs = stage.inputs,
                        .cost = 20.0 * (n + m) * d,
                        .memory = 16.0 * (n + m) * d,
                        .numbers = (n + m) * (d + 2.0),
                        .part = draw.part,
                        .draw = draw.number});
}

std::size_t add_kernels(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, const std::string& task,
                        std::size_t split, const std::vector<std::size_t>& hidden_layers, std::size_t steps) {
    const auto [n, m, d] = tasks.shape(task);
    const double depths = static_cast<double>(hidden_layers.size());
    // As measured. Each depth has two kernels, and there are two controls, whose distances are not products.
    const double spectra = 50.0 * (2.0 * depths + 2.0) * n * n * n;
    const double pair = 8000.0 + 160.0 * d + 120.0 * static_cast<double>(hidden_layers.back());
    return builder.add({.name = draw.place + "/kernels",
                        .kind = Kind::kernel,
                        .function = "kernel-regression",
                        .parameters = {{"hidden_layers", hidden_layers}, {"steps", steps}},
                        .inputs = {{"split", {}, split}},
                        .cost = spectra + pair * n * (n + m),
                        .memory = 16.0 * depths * n * (2.0 * n + m),
                        .numbers = (5.0 * depths + 4.0) * m,
                        .part = draw.part,
                        .draw = draw.number});
}

std::size_t add_learning_rates(flow::PlanBuilder& builder, const Draw& draw, std::size_t kernels) {
    return builder.add({.name = draw.place + "/learning-rates",
                        .kind = Kind::kernel,
                        .function = "learning-rates",
                        .inputs = {{"kernels", {}, kernels}},
                        .cost = 0.0,
                        .part = draw.part,
                        .draw = draw.number});
}

std::size_t add_training(flow::PlanBuilder& builder, const Tasks& tasks, const Draw& draw, const std::string& task,
                         const std::string& name, const Regime& regime, Depth depth, std::size_t start,
                         std::size_t split, std::size_t rates) {
    const std::size_t hidden = depth.hidden_layers[depth.index];
    if (regime.early_stopping && tasks.training_points < least_points_to_stop)
        throw Error({.key = "training_points",
                     .value = std::to_string(tasks.training_points),
                     .limit = "at least " + std::to_string(least_points_to_stop) +
                              " with early_stopping, which keeps a fifth of them back"});
    const std::string full =
        draw.place + "/" + name + "/hidden-layers=" + std::to_string(hidden) + "/start=" + std::to_string(start);
    json parameters = {{"regime", to_json(regime)}, {"hidden_layers", hidden}, {"seed", tasks.seed}, {"stream", full}};
    std::vector<flow::Input> inputs = {{"split", {}, split}};
    if (regime.rate_relative && regime.parameterization == network::Parameterization::ntk) {
        parameters["depth_index"] = depth.index;
        inputs.push_back({"rates", {}, rates});
    }
    const auto [n, m, d] = tasks.shape(task);
    const std::size_t inputs_count = static_cast<std::size_t>(d);
    const double rows = regime.batch > 0 ? std::min(static_cast<double>(regime.batch), n) : n;
    const double steps = static_cast<double>(regime.epochs) * n / rows;
    const double weights = weight_count(regime.width, hidden, inputs_count);
    return builder.add({.name = full,
                        .kind = Kind::network,
                        .function = "train",
                        .parameters = parameters,
                        .inputs = inputs,
                        .cost = training_cost(weights, rows, steps, regime.optimizer) + 2.0 * weights * m,
                        .memory = training_memory(regime.width, hidden, static_cast<std::size_t>(n + m), inputs_count),
                        .numbers = m,
                        .part = draw.part,
                        .draw = draw.number});
}

}  // namespace ntk::studies::shared
