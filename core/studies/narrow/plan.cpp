#include "core/flow/parameters.hpp"
#include "core/flow/plan_builder.hpp"
#include "core/studies/narrow/narrow.hpp"
#include "core/studies/shared/parameters.hpp"

namespace ntk::studies::narrow {
namespace {

using flow::Kind;
using nlohmann::json;

// Reads and checks all parameters.
json read(const json& study) {
    flow::ParameterReader top(study, "");
    top.text("study");
    json p = {{"seed", top.whole_number(parameter::seed)},
              {"points", top.whole_number("points", 2, 10000)},
              {"angles", top.whole_number("angles", 2, 10000)},
              {"grid", top.whole_number("grid", 2, 100)},
              {"steps", top.whole_number(parameter::steps)}};
    for (const std::string name : families) {
        flow::ParameterReader family(top.section(name), name + ".");
        p["networks"][name] = {{"depth", family.whole_number("depth", 1, 1000000)},
                               {"scale", family.positive_number("scale")},
                               {"rate", family.positive_number("rate")},
                               {"trials", family.whole_number("trials", 2, 100000)},
                               {"he_trials", family.whole_number("he_trials", 2, 100000)}};
        family.refuse_unknown();
    }
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {
        for (const std::string key : {"seed", "points", "angles", "grid", "steps"}) common_[key] = p_[key];
        n_ = p_["points"].get<double>();
        const double side = p_["grid"].get<double>();
        grid_ = side * side;
        angles_ = p_["angles"].get<double>();
    }

    std::vector<flow::Stage> plan() {
        limit_ = builder_.add({.name = "narrow/limit",
                               .kind = Kind::kernel,
                               .function = "narrow-limit",
                               .parameters = p_,
                               .cost = 50.0 * n_ * n_ * n_ + 8000.0 * n_ * (n_ + grid_),
                               .memory = 8.0 * n_ * (6.0 * n_ + grid_),
                               .numbers = 8.0 * angles_ + 3.0 * grid_});
        all_ = {{"limit", {}, limit_}};
        for (std::size_t family = 0; family < std::size(families); ++family)
            for (const bool he : {false, true}) plan_networks(family, he);
        builder_.add_result(Kind::figure, "narrow-kernel", "narrow-figure-kernel", p_, all_);
        builder_.add_result(Kind::figure, "narrow-training", "narrow-figure-training", p_, all_);
        const std::vector<flow::Input> measures = {{"measures",
                                                    {},
                                                    builder_.add({.name = "narrow/measures",
                                                                  .kind = Kind::errors,
                                                                  .function = "narrow-measures",
                                                                  .parameters = p_,
                                                                  .inputs = all_})}};
        builder_.add_result(Kind::figure, "narrow-depth", "narrow-figure-depth", p_, measures);
        builder_.add_result(Kind::gaps, "", "narrow-gaps", p_, measures);
        builder_.add_result(Kind::known_results, "", "narrow-known-results", p_, measures);
        std::vector<flow::Input> both = measures;
        both.push_back({"limit", {}, limit_});
        builder_.add_result(Kind::numbers, "", "narrow-numbers", p_, both);
        return builder_.finish();
    }

private:
    void plan_networks(std::size_t family, bool he) {
        const json& network = p_["networks"][families[family]];
        const std::string kind = he ? "he" : "network", depth = std::to_string(network["depth"].get<std::size_t>());
        const double layers = network["depth"].get<double>(), steps = p_["steps"].get<double>();
        for (std::size_t trial = 0; trial < network[he ? "he_trials" : "trials"].get<std::size_t>(); ++trial) {
            const std::string name = "narrow/" + kind + "/depth=" + depth + "/trial=" + std::to_string(trial);
            json parameters = common_;
            parameters.update({{"network", {{"depth", network["depth"]}}}, {"family", family}, {"stream", name}});
            if (!he) parameters["network"].update({{"scale", network["scale"]}, {"rate", network["rate"]}});
            // As measured: small layers reach a tenth of the speed of a large product.
            const double training = 800.0 * layers * n_ * steps, kernels = 300.0 * layers * n_ * (n_ + grid_);
            all_.push_back({kind,
                            {family, trial},
                            builder_.add({.name = name,
                                          .kind = Kind::network,
                                          .function = he ? "narrow-he-network" : "narrow-network",
                                          .parameters = parameters,
                                          .inputs = {{"limit", {}, limit_}},
                                          .cost = training + kernels,
                                          // Activations of the points, and of the grid beside them.
                                          .memory = 32.0 * layers * (n_ + (he ? n_ : grid_) + 15.0),
                                          .numbers = (he ? 0.0 : 2.0 * angles_) + 16.0,
                                          .part = std::string("depth ") + depth})});
        }
    }

    json p_, common_ = json::object();
    double n_ = 0.0, grid_ = 0.0, angles_ = 0.0;
    flow::PlanBuilder builder_{"narrow"};
    std::size_t limit_ = 0;
    std::vector<flow::Input> all_;  // the limit and all networks
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"narrow",
                           plan,
                           {{"narrow-limit", limit},
                            {"narrow-network", network},
                            {"narrow-he-network", he_network},
                            {"narrow-measures", measures},
                            {"narrow-figure-kernel", figure_kernel},
                            {"narrow-figure-training", figure_training},
                            {"narrow-figure-depth", figure_depth},
                            {"narrow-gaps", placed_gaps},
                            {"narrow-known-results", known_results_checked},
                            {"narrow-numbers", numbers}}};

}  // namespace ntk::studies::narrow
