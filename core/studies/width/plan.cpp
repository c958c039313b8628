#include <algorithm>

#include "core/flow/parameters.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"
#include "core/studies/width/runs.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {
namespace {

using flow::Kind;
using nlohmann::json;

struct Parameters {
    shared::Tasks tasks;  // a single task
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
    p.tasks = shared::read_tasks(top);
    p.widths = top.increasing("widths", 1, 65536);
    p.hidden_layers = top.increasing(parameter::hidden_layers);
    p.shown_hidden_layers = top.whole_number("shown_hidden_layers", 1, 100);
    p.replicates = top.whole_number("replicates", 2, 100000);
    p.steps = top.whole_number(parameter::steps);

    flow::ParameterReader rates(top.section("rates"), "rates.");
    p.rate_widths = rates.increasing("widths", 1, 65536);
    // At 4 times the largest stable rate the linearised network grows 7-fold in each step, and 7^300 is still a double.
    p.rate_steps = rates.whole_number("steps", 1, 300);
    rates.refuse_unknown();

    flow::ParameterReader fluctuation(top.section("fluctuation"), "fluctuation.");
    p.fluctuation_widths = fluctuation.increasing("widths", 1, 65536);
    p.fluctuation_hidden_layers = fluctuation.increasing(parameter::hidden_layers);
    p.fluctuation_networks = fluctuation.whole_number("networks", 2, 100000000);
    fluctuation.refuse_unknown();
    top.refuse_unknown();

    if (p.tasks.names.size() != 1) throw Error({.key = "tasks", .problem = "must name one task in this study"});
    if (p.widths.size() < 2) throw Error({.key = "widths", .problem = "needs at least two widths"});
    if (p.hidden_layers.size() < 2) throw Error({.key = "hidden_layers", .problem = "needs at least two depths"});
    if (p.fluctuation_widths.size() * p.fluctuation_hidden_layers.size() < 2)
        throw Error({.key = "fluctuation", .problem = "needs at least two shapes to compare"});
    if (!std::binary_search(p.hidden_layers.begin(), p.hidden_layers.end(), p.shown_hidden_layers))
        throw Error({.key = "shown_hidden_layers",
                     .value = std::to_string(p.shown_hidden_layers),
                     .problem = "is not among the depths",
                     .remedies = {{"take one of those", "hidden_layers"}}});
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        for (std::size_t r = 0; r < p_.replicates; ++r)
            splits_.push_back(add_split(builder_, p_.tasks, p_.tasks.names[0], {part(r), place(r), r}));
        std::vector<flow::Input> inputs;
        for (std::size_t w = 0; w < p_.widths.size(); ++w)
            for (std::size_t l = 0; l < p_.hidden_layers.size(); ++l)
                for (std::size_t r = 0; r < p_.replicates; ++r)
                    inputs.push_back({"relu",
                                      {w, l, r},
                                      training("relu", p_.widths[w], p_.hidden_layers[l], r, 0.5, p_.steps, "relu")});
        for (std::size_t w = 0; w < p_.widths.size(); ++w)
            for (std::size_t r = 0; r < p_.replicates; ++r)
                inputs.push_back(
                    {"erf", {w, r}, training("erf", p_.widths[w], p_.shown_hidden_layers, r, 0.5, p_.steps, "erf")});
        for (std::size_t k = 0; k < rate_count; ++k)
            for (std::size_t w = 0; w < p_.rate_widths.size(); ++w)
                for (std::size_t r = 0; r < p_.replicates; ++r)
                    inputs.push_back({"rate",
                                      {k, w, r},
                                      training("rate=" + json(rate_multiples[k]).dump(), p_.rate_widths[w],
                                               p_.shown_hidden_layers, r, rate_multiples[k], p_.rate_steps, "relu")});

        const auto shown = std::find(p_.hidden_layers.begin(), p_.hidden_layers.end(), p_.shown_hidden_layers) -
                           p_.hidden_layers.begin();
        json common = {{"widths", p_.widths},
                       {"hidden_layers", p_.hidden_layers},
                       {"rate_widths", p_.rate_widths},
                       {"replicates", p_.replicates},
                       {"shown", shown}};
        builder_.add_result(Kind::figure, "equivalence-map", "width-figure-equivalence-map", common, inputs);
        builder_.add_result(Kind::figure, "in-time", "width-figure-in-time", common, inputs);
        builder_.add_result(Kind::figure, "derivation", "width-figure-derivation", common, inputs);
        builder_.add_result(Kind::figure, "gap-split", "width-figure-gap-split", common, inputs);
        builder_.add_result(Kind::gaps, "", "width-gaps", common, inputs);

        for (std::size_t w = 0; w < p_.fluctuation_widths.size(); ++w)
            for (std::size_t l = 0; l < p_.fluctuation_hidden_layers.size(); ++l)
                inputs.push_back(
                    {"fluctuation", {w, l}, fluctuation(p_.fluctuation_widths[w], p_.fluctuation_hidden_layers[l])});
        common.update({{"seed", p_.tasks.seed},
                       {"task", p_.tasks.names[0]},
                       {"training_points", p_.tasks.training_points},
                       {"test_points", p_.tasks.test_points},
                       {"steps", p_.steps},
                       {"rate_steps", p_.rate_steps},
                       {"fluctuation_widths", p_.fluctuation_widths},
                       {"fluctuation_hidden_layers", p_.fluctuation_hidden_layers},
                       {"fluctuation_networks", p_.fluctuation_networks}});
        builder_.add_result(Kind::known_results, "", "width-known-results", common, inputs);
        builder_.add_result(Kind::numbers, "", "width-numbers", common, inputs);
        return builder_.finish();
    }

private:
    static std::string part(std::size_t replicate) { return "replicate=" + std::to_string(replicate); }
    static std::string place(std::size_t replicate) { return "width/" + part(replicate); }

    std::size_t training(const std::string& family, std::size_t width, std::size_t hidden, std::size_t replicate,
                         double rate_multiple, std::size_t steps, const std::string& activation) {
        const std::string name = place(replicate) + "/" + family + "/hidden-layers=" + std::to_string(hidden) +
                                 "/width=" + std::to_string(width);
        const double n = static_cast<double>(p_.tasks.training_points);
        const double training =
            shared::training_cost(shared::weight_count(width, hidden), n, static_cast<double>(steps + 20));
        return builder_.add(
            {.name = name,
             .kind = Kind::network,
             .function = "width-train",
             .parameters = {{"seed", p_.tasks.seed},
                            {"stream", name},
                            {"width", width},
                            {"hidden_layers", hidden},
                            {"activation", activation},
                            {"rate_multiple", rate_multiple},
                            {"steps", steps}},
             .inputs = {{"split", {}, splits_[replicate]}},
             .cost = training + 40.0 * n * n * n,
             .memory = shared::training_memory(width, hidden, p_.tasks.training_points + p_.tasks.test_points),
             .part = part(replicate),
             .draw = replicate});
    }

    std::size_t fluctuation(std::size_t width, std::size_t hidden) {
        const std::string name =
            "width/fluctuation/hidden-layers=" + std::to_string(hidden) + "/width=" + std::to_string(width);
        return builder_.add(
            {.name = name,
             .kind = Kind::kernel,
             .function = "width-fluctuation",
             .parameters = {{"seed", p_.tasks.seed},
                            {"stream", name},
                            {"networks", p_.fluctuation_networks},
                            {"width", width},
                            {"hidden_layers", hidden}},
             .cost = 100.0 * shared::weight_count(width, hidden) * static_cast<double>(p_.fluctuation_networks),
             .part = "fluctuation"});
    }

    Parameters p_;
    flow::PlanBuilder builder_{"width"};
    std::vector<std::size_t> splits_;  // the stages of the splits, by replicate
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"width",
                           plan,
                           {{"width-train", train},
                            {"width-fluctuation", fluctuation},
                            {"width-figure-equivalence-map", figure_equivalence_map},
                            {"width-figure-in-time", figure_in_time},
                            {"width-figure-derivation", figure_derivation},
                            {"width-figure-gap-split", figure_gap_split},
                            {"width-gaps", placed_gaps},
                            {"width-known-results", known_results_checked},
                            {"width-numbers", numbers}}};

}  // namespace ntk::studies::width
