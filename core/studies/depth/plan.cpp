#include "core/studies/depth/depth.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::depth {
namespace {

using flow::Kind;
using nlohmann::json;

struct Parameters {
    shared::Tasks tasks;
    std::vector<std::size_t> hidden_layers;
    std::size_t splits, kernel_splits, starts;
    std::vector<std::pair<std::string, shared::Regime>> regimes;  // by name: theory, practice and the variants
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = shared::read_tasks(top);
    p.hidden_layers = top.increasing(parameter::hidden_layers);
    if (p.hidden_layers.size() < 2)
        throw Error({.key = "hidden_layers", .problem = "needs at least two depths to compare"});
    const std::size_t width = top.whole_number(parameter::width);
    p.splits = top.whole_number(parameter::splits);
    p.kernel_splits = top.given("kernel_splits") ? top.whole_number("kernel_splits", p.splits, 100000) : p.splits;
    p.starts = top.whole_number(parameter::starts);

    p.regimes.emplace_back("theory", shared::read_theory(top.section("theory"), width));
    p.regimes.emplace_back("practice", shared::read_regime(top.section("practice"), "practice.", width));
    for (const auto& [name, description] : top.optional_section("variants").items()) {
        if (name == "theory" || name == "practice")
            throw Error(
                {.key = "variants." + name, .problem = "has the name of a regime", .remedies = {{"choose another"}}});
        p.regimes.emplace_back(name, shared::read_regime(description, "variants." + name + ".", width));
    }
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {
        json regimes = json::array();
        for (const auto& [name, regime] : p_.regimes) regimes.push_back(name);
        common_ = {{"tasks", p_.tasks.names}, {"hidden_layers", p_.hidden_layers}, {"regimes", regimes},
                   {"splits", p_.splits},     {"kernel_splits", p_.kernel_splits}, {"starts", p_.starts}};
    }

    std::vector<flow::Stage> plan() {
        std::vector<std::size_t> tasks;
        for (const std::string& task : p_.tasks.names) tasks.push_back(plan_task(task));
        const std::vector<flow::Input> errors = flow::in_order("errors", tasks);
        builder_.add_result(Kind::figure, "depth", "depth-figure-depth", common_, errors);
        const auto added =
            builder_.add_result(Kind::figure, "layer-added", "depth-figure-layer-added", common_, errors);
        builder_.add_result(Kind::figure, "kernels-alike", "depth-figure-kernels-alike", common_, errors);
        const auto gap = builder_.add_result(Kind::figure, "gap", "depth-figure-gap", common_, errors);
        const auto closeness = builder_.add_result(Kind::table, "closeness", "depth-table-closeness", common_, errors);
        const std::vector<flow::Input> cells = {
            {"layer added", {}, added}, {"closeness", {}, closeness}, {"gap", {}, gap}};
        builder_.add_result(Kind::claims, "", "depth-table-claims", {{"regimes", common_["regimes"]}}, cells);
        builder_.add_result(Kind::gaps, "", "depth-gaps", {{"regimes", common_["regimes"]}}, {{"gap", {}, gap}});
        builder_.add_result(Kind::known_results, "", "depth-known-results", json::object(),
                            {{"closeness", {}, closeness}});
        plan_numbers(errors, cells);
        return builder_.finish();
    }

private:
    void plan_numbers(const std::vector<flow::Input>& errors, std::vector<flow::Input> inputs) {
        json quoted = common_;
        quoted.update({{"seed", p_.tasks.seed},
                       {"training_points", p_.tasks.training_points},
                       {"test_points", p_.tasks.test_points},
                       {"theory", to_json(p_.regimes[0].second)},
                       {"practice", to_json(p_.regimes[1].second)}});
        inputs.insert(inputs.end(), errors.begin(), errors.end());
        builder_.add_result(Kind::numbers, "", "depth-numbers", quoted, inputs);
    }

    // Plans a task's stages and returns the index of its errors.
    std::size_t plan_task(const std::string& task) {
        std::vector<flow::Input> inputs;
        for (std::size_t s = 0; s < p_.kernel_splits; ++s) {
            const shared::Draw draw{task, "depth/" + task + "/split=" + std::to_string(s), s};
            const auto split = add_split(builder_, p_.tasks, task, draw);
            const auto kernels =
                add_kernels(builder_, p_.tasks, draw, task, split, p_.hidden_layers, p_.regimes[0].second.epochs);
            inputs.push_back({"split", {s}, split});
            inputs.push_back({"kernels", {s}, kernels});
            if (s >= p_.splits) continue;
            const auto rates = add_learning_rates(builder_, draw, kernels);
            for (std::size_t r = 0; r < p_.regimes.size(); ++r)
                for (std::size_t l = 0; l < p_.hidden_layers.size(); ++l)
                    for (std::size_t start = 0; start < p_.starts; ++start) {
                        const auto& [name, regime] = p_.regimes[r];
                        inputs.push_back({"network",
                                          {s, r, l, start},
                                          add_training(builder_, p_.tasks, draw, task, name, regime,
                                                       {p_.hidden_layers, l}, start, split, rates)});
                    }
        }
        return builder_.add({.name = "depth/" + task + "/errors",
                             .kind = Kind::errors,
                             .function = "depth-errors",
                             .parameters = p_.tasks.with_origin(common_, task),
                             .inputs = inputs,
                             .part = task});
    }

    Parameters p_;
    json common_;
    flow::PlanBuilder builder_{"depth"};
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"depth",
                           plan,
                           {{"depth-errors", errors},
                            {"depth-figure-depth", figure_depth},
                            {"depth-figure-layer-added", figure_layer_added},
                            {"depth-figure-kernels-alike", figure_kernels_alike},
                            {"depth-figure-gap", figure_gap},
                            {"depth-table-closeness", table_closeness},
                            {"depth-table-claims", table_claims},
                            {"depth-gaps", placed_gaps},
                            {"depth-known-results", known_results_checked},
                            {"depth-numbers", numbers},
                            {"depth-errors-joined", errors_joined},
                            {"depth-errors-so-far", errors_so_far},
                            {"depth-layer-added-splits", layer_added_splits}}};

}  // namespace ntk::studies::depth
