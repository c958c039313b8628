#include <algorithm>
#include <stdexcept>

#include "core/flow/parameters.hpp"
#include "core/studies/plan_builder.hpp"
#include "core/studies/width/runs.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {
namespace {

using nlohmann::json;

struct Parameters {
    Tasks tasks;  // one
    std::vector<std::size_t> widths, hidden_layers;
    std::size_t shown_hidden_layers, replicates, steps;
    std::vector<std::size_t> rate_widths;
    std::size_t rate_steps;
    std::vector<std::size_t> fluctuation_widths, fluctuation_hidden_layers;
    std::size_t fluctuation_networks;
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = read_tasks(top);
    p.widths = top.increasing("widths", 1, 65536);
    p.hidden_layers = top.increasing("hidden_layers", 1, 100);
    p.shown_hidden_layers = top.whole_number("shown_hidden_layers", 1, 100);
    p.replicates = top.whole_number("replicates", 2, 100000);
    p.steps = top.whole_number("steps", 1, 100000000);

    flow::ParameterReader rates(top.section("rates"), "rates.");
    p.rate_widths = rates.increasing("widths", 1, 65536);
    // At 4 times the largest stable rate the linearised network grows 7-fold a step: 7^300 is still a double.
    p.rate_steps = rates.whole_number("steps", 1, 300);
    rates.refuse_unknown();

    flow::ParameterReader fluctuation(top.section("fluctuation"), "fluctuation.");
    p.fluctuation_widths = fluctuation.increasing("widths", 1, 65536);
    p.fluctuation_hidden_layers = fluctuation.increasing("hidden_layers", 1, 100);
    p.fluctuation_networks = fluctuation.whole_number("networks", 2, 100000000);
    fluctuation.refuse_unknown();
    top.refuse_unknown();

    if (p.tasks.names.size() != 1) throw std::invalid_argument("parameter \"tasks\" must name one task in this study");
    if (p.widths.size() < 2 || p.hidden_layers.size() < 2)
        throw std::invalid_argument("parameters \"widths\" and \"hidden_layers\" need at least two values each");
    if (p.fluctuation_widths.size() * p.fluctuation_hidden_layers.size() < 2)
        throw std::invalid_argument("section \"fluctuation\" needs at least two shapes to compare");
    if (!std::binary_search(p.hidden_layers.begin(), p.hidden_layers.end(), p.shown_hidden_layers))
        throw std::invalid_argument("parameter \"shown_hidden_layers\" must be one of \"hidden_layers\"");
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        for (std::size_t r = 0; r < p_.replicates; ++r)
            splits_.push_back(builder_.split(p_.tasks, p_.tasks.names[0], place(r)));
        // In the order of class Runs.
        std::vector<std::size_t> inputs;
        for (const std::size_t width : p_.widths)
            for (const std::size_t hidden : p_.hidden_layers)
                for (std::size_t r = 0; r < p_.replicates; ++r)
                    inputs.push_back(training("relu", width, hidden, r, 0.5, p_.steps, "relu"));
        for (const std::size_t width : p_.widths)
            for (std::size_t r = 0; r < p_.replicates; ++r)
                inputs.push_back(training("erf", width, p_.shown_hidden_layers, r, 0.5, p_.steps, "erf"));
        for (const double multiple : rate_multiples)
            for (const std::size_t width : p_.rate_widths)
                for (std::size_t r = 0; r < p_.replicates; ++r)
                    inputs.push_back(training("rate=" + json(multiple).dump(), width, p_.shown_hidden_layers, r,
                                              multiple, p_.rate_steps, "relu"));

        const auto shown = std::find(p_.hidden_layers.begin(), p_.hidden_layers.end(), p_.shown_hidden_layers) -
                           p_.hidden_layers.begin();
        json common = {{"widths", p_.widths},
                       {"hidden_layers", p_.hidden_layers},
                       {"rate_widths", p_.rate_widths},
                       {"replicates", p_.replicates},
                       {"shown", shown}};
        builder_.add_result("width", "figures/equivalence-map", "width-figure-equivalence-map", common, inputs);
        builder_.add_result("width", "figures/in-time", "width-figure-in-time", common, inputs);
        builder_.add_result("width", "figures/derivation", "width-figure-derivation", common, inputs);
        builder_.add_result("width", "figures/gap-split", "width-figure-gap-split", common, inputs);

        for (const std::size_t width : p_.fluctuation_widths)
            for (const std::size_t hidden : p_.fluctuation_hidden_layers) inputs.push_back(fluctuation(width, hidden));
        common.update({{"seed", p_.tasks.seed},
                       {"task", p_.tasks.names[0]},
                       {"training_points", p_.tasks.training_points},
                       {"test_points", p_.tasks.test_points},
                       {"steps", p_.steps},
                       {"rate_steps", p_.rate_steps},
                       {"fluctuation_widths", p_.fluctuation_widths},
                       {"fluctuation_hidden_layers", p_.fluctuation_hidden_layers},
                       {"fluctuation_networks", p_.fluctuation_networks}});
        builder_.add_result("width", "known-results", "width-known-results", common, inputs);
        builder_.add_result("width", "numbers", "width-numbers", common, inputs);
        return builder_.finish();
    }

private:
    static std::string place(std::size_t replicate) { return "width/replicate=" + std::to_string(replicate); }

    std::size_t training(const std::string& family, std::size_t width, std::size_t hidden, std::size_t replicate,
                         double rate_multiple, std::size_t steps, const std::string& activation) {
        const std::string name = place(replicate) + "/" + family + "/hidden-layers=" + std::to_string(hidden) +
                                 "/width=" + std::to_string(width);
        const double n = static_cast<double>(p_.tasks.training_points);
        return builder_.add(name, "width-train",
                            {{"seed", p_.tasks.seed},
                             {"stream", name},
                             {"width", width},
                             {"hidden_layers", hidden},
                             {"activation", activation},
                             {"rate_multiple", rate_multiple},
                             {"steps", steps}},
                            {splits_[replicate]},
                            6.0 * weight_count(width, hidden) * n * static_cast<double>(steps + 20) + 40.0 * n * n * n,
                            training_memory(width, hidden, p_.tasks.training_points + p_.tasks.test_points));
    }

    std::size_t fluctuation(std::size_t width, std::size_t hidden) {
        const std::string name =
            "width/fluctuation/hidden-layers=" + std::to_string(hidden) + "/width=" + std::to_string(width);
        return builder_.add(name, "width-fluctuation",
                            {{"seed", p_.tasks.seed},
                             {"stream", name},
                             {"networks", p_.fluctuation_networks},
                             {"width", width},
                             {"hidden_layers", hidden}},
                            {}, 100.0 * weight_count(width, hidden) * static_cast<double>(p_.fluctuation_networks));
    }

    Parameters p_;
    PlanBuilder builder_;
    std::vector<std::size_t> splits_;  // by replicate
};

}  // namespace

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::studies::width
