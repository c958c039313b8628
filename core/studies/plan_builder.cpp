#include "core/studies/plan_builder.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/studies/shared/kernel_draw.hpp"

namespace ntk::studies {

using nlohmann::json;

// Ten times what the profile full has: beyond, a plan takes gigabytes, and nobody means it.
constexpr std::size_t most_stages = 500000;

// In bytes: a file's name, from which a task may have its own, is seldom longer.
constexpr std::size_t longest_name = 200;

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

Tasks read_tasks(flow::ParameterReader& top) {
    Tasks tasks;
    tasks.seed = top.whole_number("seed", 0, std::size_t{1} << 31);
    tasks.names = top.texts("tasks");
    tasks.training_points = top.whole_number("training_points", 4, 20000);
    tasks.test_points = top.whole_number("test_points", 2, 1000000);
    for (const std::string& task : tasks.names) check_name("tasks", task);
    tasks.data = json::object();
    for (const auto& [task, description] : top.optional_section("data").items()) {
        check_name("data", task);
        flow::ParameterReader entry(description, "data." + task + ".");
        entry.text("file");
        tasks.data[task] = {{"task", task}, {"target", entry.text("target")}};
        if (entry.given("sha256")) entry.text("sha256");
        for (const char* option : {"drop_missing", "one_hot"})
            if (entry.given(option) && entry.truth(option)) tasks.data[task][option] = true;
        if (entry.given("without")) tasks.data[task]["without"] = entry.texts("without");
        entry.refuse_unknown();
    }
    for (const std::string& task : tasks.names)
        if (!tasks.data.contains(task) && !data::is_synthetic(task) && task != kernel_draw_task)
            throw std::invalid_argument("parameter \"tasks\" names \"" + task +
                                        "\", which is neither a synthetic task nor " +
                                        "a file's: add a section [data." + task + "]");
    return tasks;
}

double weight_count(std::size_t width, std::size_t hidden_layers, std::size_t inputs) {
    const double w = static_cast<double>(width);
    return w * (static_cast<double>(inputs) + w * static_cast<double>(hidden_layers - 1));
}

double training_memory(std::size_t width, std::size_t hidden_layers, std::size_t rows) {
    const double activations = static_cast<double>(width * hidden_layers * rows);
    return 8.0 * (5.0 * weight_count(width, hidden_layers) + 3.0 * activations);
}

std::size_t PlanBuilder::add(const std::string& name, const std::string& function, const json& parameters,
                             const std::vector<std::size_t>& inputs, double cost, double memory) {
    if (stages_.size() == most_stages)
        throw std::invalid_argument("the study has more than " + std::to_string(most_stages) +
                                    " stages; choose fewer splits, starts, widths or depths");
    if (!names_.insert(name).second)
        throw std::invalid_argument("parameter \"tasks\" makes two stages named \"" + name +
                                    "\"; give the task another name");
    stages_.push_back({name, function, parameters, inputs, cost, memory});
    return stages_.size() - 1;
}

std::size_t PlanBuilder::add_result(const std::string& study, const std::string& result, const std::string& function,
                                    const json& parameters, const std::vector<std::size_t>& inputs, double cost,
                                    double memory) {
    const std::size_t index = add(study + "/" + result, function, parameters, inputs, cost, memory);
    stages_[index].study = study;
    stages_[index].result = result;
    return index;
}

std::size_t PlanBuilder::split(const Tasks& tasks, const std::string& task, const std::string& place) {
    std::vector<std::size_t> table;
    if (tasks.data.contains(task)) {
        if (tables_.count(task) == 0) tables_[task] = add("data/" + task, "dataset", tasks.data[task], {});
        table = {tables_[task]};
    }
    return add(place, "split",
               {{"task", task},
                {"seed", tasks.seed},
                {"stream", place},
                {"training_points", tasks.training_points},
                {"test_points", tasks.test_points}},
               table);
}

std::size_t PlanBuilder::kernels(const Tasks& tasks, const std::string& place, std::size_t split,
                                 const std::vector<std::size_t>& hidden_layers, std::size_t steps) {
    const double n = static_cast<double>(tasks.training_points);
    return add(
        place + "/kernels", "kernel-regression", {{"hidden_layers", hidden_layers}, {"steps", steps}}, {split},
        static_cast<double>(hidden_layers.size()) * (30.0 * n * n * n + 500.0 * n * n),
        16.0 * static_cast<double>(hidden_layers.size()) * n * (2.0 * n + static_cast<double>(tasks.test_points)));
}

std::size_t PlanBuilder::learning_rates(const std::string& place, std::size_t kernels) {
    return add(place + "/learning-rates", "learning-rates", json::object(), {kernels}, 0.0);
}

std::size_t PlanBuilder::training(const Tasks& tasks, const std::string& place, const std::string& name,
                                  const Regime& regime, Depth depth, std::size_t start, std::size_t split,
                                  std::size_t rates) {
    const std::size_t hidden = depth.hidden_layers[depth.index];
    const std::string full =
        place + "/" + name + "/hidden-layers=" + std::to_string(hidden) + "/start=" + std::to_string(start);
    json parameters = {{"regime", to_json(regime)}, {"hidden_layers", hidden}, {"seed", tasks.seed}, {"stream", full}};
    std::vector<std::size_t> inputs = {split};
    if (regime.rate_relative && regime.parameterization == network::Parameterization::ntk) {
        parameters["depth_index"] = depth.index;
        inputs.push_back(rates);
    }
    const double weights = weight_count(regime.width, hidden);
    const double passes = static_cast<double>(tasks.training_points) * static_cast<double>(regime.epochs);
    return add(full, "train", parameters, inputs, 6.0 * weights * passes,
               training_memory(regime.width, hidden, tasks.training_points + tasks.test_points));
}

}  // namespace ntk::studies
