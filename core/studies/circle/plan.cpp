#include "core/studies/circle/circle.hpp"
#include "core/studies/plan_builder.hpp"

namespace ntk::studies::circle {
namespace {

using nlohmann::json;

// Networks of two widths, each several times.
json read_widths(flow::ParameterReader& experiment, const std::string& section) {
    json widths;
    for (const std::string name : {"narrow", "wide"}) {
        flow::ParameterReader family(experiment.section(name), section + name + ".");
        widths[name] = {{"width", family.whole_number("width", 1, 65536)},
                        {"starts", family.whole_number("starts", 2, 100000)}};
        family.refuse_unknown();
    }
    return widths;
}

// All parameters, checked.
json read(const json& study) {
    flow::ParameterReader top(study, "");
    top.text("study");
    json p = {{"seed", top.whole_number("seed", 0, std::size_t{1} << 31)},
              {"angles", top.whole_number("angles", 2, 10000)},
              {"hidden_layers", top.whole_number("hidden_layers", 1, 100)},
              {"weight_variance", top.positive_number("weight_variance")},
              {"bias_variance", top.positive_number("bias_variance")},
              {"rate", top.positive_number("rate")}};
    for (const std::string name : {"kernels", "functions"}) {
        flow::ParameterReader experiment(top.section(name), name + ".");
        p[name] = read_widths(experiment, name + ".");
        p[name]["steps"] = experiment.whole_number("steps", 1, 100000000);
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
        std::vector<std::size_t> all = {builder_.add("circle/limit", "circle-limit", limit, {})};
        plan_networks("kernel", p_["kernels"], {{"inputs", p_["inputs"]}}, p_["inputs"], all);
        plan_networks("function", p_["functions"], json::object(), 4, all);
        const json runs = {{"kernels", p_["kernels"]}, {"functions", p_["functions"]}};
        builder_.add_result("circle", "figures/circle-kernel", "circle-figure-kernel", runs, all);
        builder_.add_result("circle", "figures/circle-functions", "circle-figure-functions", runs, all);
        const auto measures = builder_.add("circle/measures", "circle-measures", runs, all);
        builder_.add_result("circle", "known-results", "circle-known-results", runs, {measures});
        builder_.add_result("circle", "numbers", "circle-numbers", p_, {measures});
        return builder_.finish();
    }

private:
    // Each network of an experiment, which trains on so many rows; appends their indices to `all`.
    void plan_networks(const std::string& what, const json& experiment, const json& more, std::size_t rows,
                       std::vector<std::size_t>& all) {
        for (const std::string family : {"narrow", "wide"}) {
            const auto width = experiment[family]["width"].get<std::size_t>();
            const auto starts = experiment[family]["starts"].get<std::size_t>();
            for (std::size_t start = 0; start < starts; ++start) {
                const std::string name =
                    "circle/" + what + "/width=" + std::to_string(width) + "/start=" + std::to_string(start);
                json parameters = common_;
                parameters.update(more);
                parameters.update({{"width", width}, {"stream", name}, {"steps", experiment["steps"]}});
                const auto hidden = p_["hidden_layers"].get<std::size_t>();
                // With few rows a step is as long as it takes to read and write the weights.
                const double passes = static_cast<double>(rows + 16) * experiment["steps"].get<double>();
                all.push_back(builder_.add(name, "circle-" + what, parameters, {},
                                           6.0 * weight_count(width, hidden, 2) * passes,
                                           training_memory(width, hidden, rows)));
            }
        }
    }

    json p_, common_;
    PlanBuilder builder_;
};

}  // namespace

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::studies::circle
