#include "core/studies/ladder/ladder.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::ladder {

namespace {

using flow::Kind;
using nlohmann::json;
using Rungs = std::vector<std::pair<std::string, shared::Regime>>;

// Finds the rungs of which something is published. They are known by what they drop, whatever a study file calls them.
json published_rungs(const shared::Regime& theory, const Rungs& rungs) {
    shared::Regime start_kept = theory, tenfold_rate = theory;
    start_kept.start_subtracted = false;
    tenfold_rate.rate = 10.0 * theory.rate;
    json found = json::object();
    for (std::size_t r = 0; r < rungs.size(); ++r) {
        if (rungs[r].second == start_kept) found["start_kept"] = r;
        if (rungs[r].second == tenfold_rate) found["tenfold_rate"] = r;
    }
    return found;
}

std::vector<flow::Stage> plan(const json& study) {
    flow::ParameterReader top(study, "");
    top.text("study");
    const shared::Tasks tasks = shared::read_tasks(top);
    const std::vector<std::size_t> hidden_layers = {top.whole_number(parameter::hidden_layers)};
    const std::size_t width = top.whole_number(parameter::width);
    const std::size_t splits = top.whole_number(parameter::splits);
    const std::size_t starts = top.whole_number(parameter::starts);

    const shared::Regime theory = shared::read_theory(top.section("theory"), width);
    Rungs rungs = {{"theory", theory}};
    flow::ParameterReader descriptions(top.section("rung"), "rung.");
    for (const std::string& name : top.texts("rungs")) {
        flow::check_name("rungs", name);
        if (name == "theory")
            throw Error({.key = "rungs", .value = name, .problem = "names \"theory\", which is always there"});
        rungs.emplace_back(name, shared::read_regime(descriptions.section(name), "rung." + name + ".", width));
    }
    descriptions.refuse_unknown();
    top.refuse_unknown();

    flow::PlanBuilder builder("ladder");
    json names = json::array();
    for (const auto& [name, regime] : rungs) names.push_back(name);
    const json common = {{"tasks", tasks.names}, {"rungs", names}, {"splits", splits}, {"starts", starts}};
    std::vector<std::size_t> of_tasks;
    for (const std::string& task : tasks.names) {
        std::vector<flow::Input> inputs;
        for (std::size_t s = 0; s < splits; ++s) {
            const shared::Draw draw{task, "ladder/" + task + "/split=" + std::to_string(s), s};
            const auto split = add_split(builder, tasks, task, draw);
            const auto kernels = add_kernels(builder, tasks, draw, task, split, hidden_layers, theory.epochs);
            const auto rates = add_learning_rates(builder, draw, kernels);
            inputs.push_back({"split", {s}, split});
            inputs.push_back({"kernels", {s}, kernels});
            for (std::size_t r = 0; r < rungs.size(); ++r)
                for (std::size_t start = 0; start < starts; ++start)
                    inputs.push_back({"network",
                                      {s, r, start},
                                      add_training(builder, tasks, draw, task, rungs[r].first, rungs[r].second,
                                                   {hidden_layers, 0}, start, split, rates)});
        }
        of_tasks.push_back(builder.add({.name = "ladder/" + task + "/errors",
                                        .kind = Kind::errors,
                                        .function = "ladder-errors",
                                        .parameters = tasks.with_origin(common, task),
                                        .inputs = inputs,
                                        .part = task}));
    }
    const std::vector<flow::Input> errors = flow::in_order("errors", of_tasks);
    builder.add_result(Kind::figure, "ladder", "ladder-figure-ladder", common, errors);
    builder.add_result(Kind::gaps, "", "ladder-gaps", common, errors);
    json quoted = common;
    quoted.update({{"hidden_layers", hidden_layers[0]}, {"width", width}, {"steps", theory.epochs}});
    builder.add_result(Kind::numbers, "", "ladder-numbers", quoted, errors);
    json judged = common;
    judged.update(published_rungs(theory, rungs));
    builder.add_result(Kind::known_results, "", "ladder-known-results", judged, errors);
    return builder.finish();
}

}  // namespace

const flow::Study study = {"ladder",
                           plan,
                           {{"ladder-errors", errors},
                            {"ladder-figure-ladder", figure_ladder},
                            {"ladder-gaps", placed_gaps},
                            {"ladder-numbers", numbers},
                            {"ladder-known-results", known_results_checked}}};

}  // namespace ntk::studies::ladder
