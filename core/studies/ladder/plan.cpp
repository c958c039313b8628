#include <stdexcept>

#include "core/studies/ladder/ladder.hpp"
#include "core/studies/plan_builder.hpp"
#include "core/studies/shared/regime.hpp"

namespace ntk::studies::ladder {

using nlohmann::json;

std::vector<flow::Stage> plan(const json& study) {
    flow::ParameterReader top(study, "");
    top.text("study");
    const Tasks tasks = read_tasks(top);
    const std::vector<std::size_t> hidden_layers = {top.whole_number("hidden_layers", 1, 100)};
    const std::size_t width = top.whole_number("width", 1, 65536);
    const std::size_t splits = top.whole_number("splits", 2, 100000);
    const std::size_t starts = top.whole_number("starts", 1, 1000);

    const Regime theory = read_theory(top.section("theory"), width);
    std::vector<std::pair<std::string, Regime>> rungs = {{"theory", theory}};
    flow::ParameterReader descriptions(top.section("rung"), "rung.");
    for (const std::string& name : top.texts("rungs")) {
        check_name("rungs", name);
        if (name == "theory")
            throw std::invalid_argument("parameter \"rungs\" names \"theory\", which is always there");
        rungs.emplace_back(name, read_regime(descriptions.section(name), "rung." + name + ".", width));
    }
    descriptions.refuse_unknown();
    top.refuse_unknown();

    PlanBuilder builder;
    json names = json::array();
    for (const auto& [name, regime] : rungs) names.push_back(name);
    const json common = {{"tasks", tasks.names}, {"rungs", names}, {"splits", splits}, {"starts", starts}};
    std::vector<std::size_t> errors;
    for (const std::string& task : tasks.names) {
        std::vector<std::size_t> inputs;
        for (std::size_t s = 0; s < splits; ++s) {
            const std::string place = "ladder/" + task + "/split=" + std::to_string(s);
            const auto split = builder.split(tasks, task, place);
            const auto kernels = builder.kernels(tasks, place, split, hidden_layers, theory.epochs);
            const auto rates = builder.learning_rates(place, kernels);
            inputs.push_back(split);
            inputs.push_back(kernels);
            for (const auto& [name, regime] : rungs)
                for (std::size_t start = 0; start < starts; ++start)
                    inputs.push_back(
                        builder.training(tasks, place, name, regime, {hidden_layers, 0}, start, split, rates));
        }
        errors.push_back(builder.add("ladder/" + task + "/errors", "ladder-errors", common, inputs));
    }
    builder.add_result("ladder", "figures/ladder", "ladder-figure-ladder", common, errors);
    json quoted = common;
    quoted.update({{"hidden_layers", hidden_layers[0]}, {"width", width}, {"steps", theory.epochs}});
    builder.add_result("ladder", "numbers", "ladder-numbers", quoted, errors);
    builder.add_result("ladder", "known-results", "ladder-known-results", common, errors);
    return builder.finish();
}

}  // namespace ntk::studies::ladder
