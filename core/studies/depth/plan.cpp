#include <algorithm>
#include <stdexcept>

#include "core/studies/depth/depth.hpp"
#include "core/studies/plan_builder.hpp"
#include "core/studies/shared/regime.hpp"

namespace ntk::studies::depth {
namespace {

using nlohmann::json;

struct Parameters {
    Tasks tasks;
    std::vector<std::size_t> hidden_layers;
    std::size_t splits, kernel_splits, starts;
    std::vector<std::pair<std::string, Regime>> regimes;  // theory, practice, variants by name
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = read_tasks(top);
    p.hidden_layers = top.increasing("hidden_layers", 1, 100);
    if (p.hidden_layers.size() < 2)
        throw std::invalid_argument("parameter \"hidden_layers\" needs at least two depths to compare");
    const std::size_t width = top.whole_number("width", 1, 65536);
    p.splits = top.whole_number("splits", 2, 100000);
    p.kernel_splits = top.given("kernel_splits") ? top.whole_number("kernel_splits", p.splits, 100000) : p.splits;
    p.starts = top.whole_number("starts", 1, 1000);

    p.regimes.emplace_back("theory", read_theory(top.section("theory"), width));
    p.regimes.emplace_back("practice", read_regime(top.section("practice"), "practice.", width));
    for (const auto& [name, description] : top.optional_section("variants").items()) {
        if (name == "theory" || name == "practice")
            throw std::invalid_argument("parameter \"variants." + name + "\" has the name of a regime; choose another");
        p.regimes.emplace_back(name, read_regime(description, "variants." + name + ".", width));
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
        std::vector<std::size_t> errors;
        for (const std::string& task : p_.tasks.names) errors.push_back(plan_task(task));
        builder_.add_result("depth", "figures/depth", "depth-figure-depth", common_, errors);
        const auto added =
            builder_.add_result("depth", "figures/layer-added", "depth-figure-layer-added", common_, errors);
        builder_.add_result("depth", "figures/kernels-alike", "depth-figure-kernels-alike", common_, errors);
        const auto gap = builder_.add_result("depth", "figures/gap", "depth-figure-gap", common_, errors);
        const auto closeness =
            builder_.add_result("depth", "tables/closeness", "depth-table-closeness", common_, errors);
        builder_.add_result("depth", "tables/claims", "depth-table-claims", {{"regimes", common_["regimes"]}},
                            {added, closeness, gap});
        builder_.add_result("depth", "known-results", "depth-known-results", json::object(), {closeness});
        plan_report(errors, {added, closeness, gap});
        return builder_.finish();
    }

private:
    void plan_report(const std::vector<std::size_t>& errors, std::vector<std::size_t> inputs) {
        json quoted = common_;
        quoted.update({{"seed", p_.tasks.seed},
                       {"training_points", p_.tasks.training_points},
                       {"test_points", p_.tasks.test_points},
                       {"theory", to_json(p_.regimes[0].second)},
                       {"practice", to_json(p_.regimes[1].second)}});
        inputs.insert(inputs.end(), errors.begin(), errors.end());
        builder_.add_result("depth", "numbers", "depth-numbers", quoted, inputs);
    }

    // Returns the index of the task's errors.
    std::size_t plan_task(const std::string& task) {
        std::vector<std::size_t> inputs;
        for (std::size_t s = 0; s < p_.kernel_splits; ++s) {
            const std::string place = "depth/" + task + "/split=" + std::to_string(s);
            const auto split = builder_.split(p_.tasks, task, place);
            const auto kernels =
                builder_.kernels(p_.tasks, place, split, p_.hidden_layers, p_.regimes[0].second.epochs);
            inputs.push_back(split);
            inputs.push_back(kernels);
            if (s >= p_.splits) continue;
            const auto rates = builder_.learning_rates(place, kernels);
            for (const auto& [name, regime] : p_.regimes)
                for (std::size_t l = 0; l < p_.hidden_layers.size(); ++l)
                    for (std::size_t start = 0; start < p_.starts; ++start)
                        inputs.push_back(builder_.training(p_.tasks, place, name, regime, {p_.hidden_layers, l}, start,
                                                           split, rates));
        }
        return builder_.add("depth/" + task + "/errors", "depth-errors", common_, inputs);
    }

    Parameters p_;
    json common_;
    PlanBuilder builder_;
};

}  // namespace

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::studies::depth
