#include "core/studies/circle/circle.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::circle {
namespace {

using flow::Kind;
using nlohmann::json;

// Reads the networks of an experiment: two widths, and how many starts of each.
json read_widths(flow::ParameterReader& experiment, const std::string& section) {
    json widths;
    for (const std::string name : families) {
        flow::ParameterReader family(experiment.section(name), section + name + ".");
        widths[name] = {{"width", family.whole_number(parameter::width)},
                        {"starts", family.whole_number("starts", 2, 100000)}};
        family.refuse_unknown();
    }
    return widths;
}

// Reads and checks all parameters.
json read(const json& study) {
    flow::ParameterReader top(study, "");
    top.text("study");
    json p = {{"seed", top.whole_number(parameter::seed)},
              {"angles", top.whole_number("angles", 2, 10000)},
              {"hidden_layers", top.whole_number(parameter::hidden_layers)},
              {"weight_variance", top.positive_number("weight_variance")},
              {"bias_variance", top.positive_number("bias_variance")},
              {"rate", top.positive_number("rate")}};
    for (const std::string name : {"kernels", "functions"}) {
        flow::ParameterReader experiment(top.section(name), name + ".");
        p[name] = read_widths(experiment, name + ".");
        p[name]["steps"] = experiment.whole_number(parameter::steps);
        if (name == "kernels") p["inputs"] = experiment.whole_number("inputs", 1, 20000);
        experiment.refuse_unknown();
    }
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {
        for (const std::string key : {"seed", "angles", "hidden_layers", "weight_variance", "bias_variance", "rate"})
            common_[key] = p_[key];
    }

    std::vector<flow::Stage> plan() {
        json limit = common_;
        limit["steps"] = p_["functions"]["steps"];
        all_ = {{"limit",
                 {},
                 builder_.add(
                     {.name = "circle/limit", .kind = Kind::kernel, .function = "circle-limit", .parameters = limit})}};
        plan_networks("kernel", p_["kernels"], {{"inputs", p_["inputs"]}}, p_["inputs"]);
        plan_networks("function", p_["functions"], json::object(), 4);
        const json runs = {{"kernels", p_["kernels"]}, {"functions", p_["functions"]}};
        builder_.add_result(Kind::figure, "circle-kernel", "circle-figure-kernel", runs, all_);
        builder_.add_result(Kind::figure, "circle-functions", "circle-figure-functions", runs, all_);
        const std::vector<flow::Input> measures = {{"measures",
                                                    {},
                                                    builder_.add({.name = "circle/measures",
                                                                  .kind = Kind::errors,
                                                                  .function = "circle-measures",
                                                                  .parameters = runs,
                                                                  .inputs = all_})}};
        builder_.add_result(Kind::known_results, "", "circle-known-results", runs, measures);
        builder_.add_result(Kind::numbers, "", "circle-numbers", p_, measures);
        return builder_.finish();
    }

private:
    // Plans each network of an experiment that trains on `rows` rows.
    void plan_networks(const std::string& what, const json& experiment, const json& more, std::size_t rows) {
        for (std::size_t family = 0; family < std::size(families); ++family) {
            const json& shape = experiment[families[family]];
            const auto width = shape["width"].get<std::size_t>(), starts = shape["starts"].get<std::size_t>();
            for (std::size_t start = 0; start < starts; ++start) {
                const std::string name =
                    "circle/" + what + "/width=" + std::to_string(width) + "/start=" + std::to_string(start);
                json parameters = common_;
                parameters.update(more);
                parameters.update({{"width", width}, {"stream", name}, {"steps", experiment["steps"]}});
                const auto hidden = p_["hidden_layers"].get<std::size_t>();
                const double steps = experiment["steps"].get<double>();
                const double weights = shared::weight_count(width, hidden, 2);
                all_.push_back({what,
                                {family, start},
                                builder_.add({.name = name,
                                              .kind = Kind::network,
                                              .function = "circle-" + what,
                                              .parameters = parameters,
                                              .cost = shared::training_cost(weights, static_cast<double>(rows), steps),
                                              .memory = shared::training_memory(width, hidden, rows),
                                              .part = what})});
            }
        }
    }

    json p_, common_;
    flow::PlanBuilder builder_{"circle"};
    std::vector<flow::Input> all_;  // the limit and all networks
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"circle",
                           plan,
                           {{"circle-limit", limit},
                            {"circle-kernel", kernel},
                            {"circle-function", function},
                            {"circle-measures", measures},
                            {"circle-figure-kernel", figure_kernel},
                            {"circle-figure-functions", figure_functions},
                            {"circle-known-results", known_results_checked},
                            {"circle-numbers", numbers}}};

}  // namespace ntk::studies::circle
