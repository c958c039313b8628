#include <algorithm>

#include <fmt/format.h>

#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"
#include "core/studies/spectra/spectra.hpp"

namespace ntk::studies::spectra {
namespace {

using flow::Kind;
using nlohmann::json;

struct Parameters {
    shared::Tasks tasks;
    std::vector<std::size_t> hidden_layers, flattening_layers;
    std::size_t splits, starts, depth_index;
    std::size_t spheres, sphere_points;  // how many training sets on the sphere, and how many points each has
    shared::Regime theorem;
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = shared::read_tasks(top);
    if (p.tasks.training_points < leading_rank)
        throw Error(
            {.key = "training_points",
             .value = std::to_string(p.tasks.training_points),
             .limit = fmt::format("at least {0}, as the study reports the {0} leading directions", leading_rank)});
    p.hidden_layers = top.increasing(parameter::hidden_layers);
    p.splits = top.whole_number(parameter::splits);

    flow::ParameterReader networks(top.section("networks"), "networks.");
    const std::size_t depth = networks.whole_number(parameter::hidden_layers);
    const auto found = std::find(p.hidden_layers.begin(), p.hidden_layers.end(), depth);
    if (found == p.hidden_layers.end())
        throw Error({.key = "networks.hidden_layers",
                     .value = std::to_string(depth),
                     .problem = "is not among the depths of the kernels",
                     .remedies = {{"add it there", "hidden_layers"}}});
    p.depth_index = static_cast<std::size_t>(found - p.hidden_layers.begin());
    p.starts = networks.whole_number(parameter::starts);
    p.theorem.width = networks.whole_number(parameter::width);
    p.theorem.epochs = networks.whole_number(parameter::steps);
    networks.refuse_unknown();

    flow::ParameterReader flattening(top.section("flattening"), "flattening.");
    p.flattening_layers = flattening.increasing("hidden_layers", 1, 100000);
    flattening.refuse_unknown();

    flow::ParameterReader sphere(top.section("sphere"), "sphere.");
    p.spheres = sphere.whole_number(parameter::splits);
    p.sphere_points = sphere.whole_number("training_points", 4, 20000);
    sphere.refuse_unknown();
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        for (std::size_t t = 0; t < p_.tasks.names.size(); ++t)
            for (std::size_t s = 0; s < p_.splits; ++s) plan_split(t, s);
        for (std::size_t s = 0; s < p_.spheres; ++s) plan_sphere(s);

        json one_table = json::array();
        for (const std::string& task : p_.tasks.names) one_table.push_back(p_.tasks.data.contains(task));
        const json report = {{"seed", p_.tasks.seed},
                             {"one_table", one_table},
                             {"tasks", p_.tasks.names},
                             {"training_points", p_.tasks.training_points},
                             {"hidden_layers", p_.hidden_layers},
                             {"flattening_layers", p_.flattening_layers},
                             {"splits", p_.splits},
                             {"starts", p_.starts},
                             {"depth_index", p_.depth_index},
                             {"regime", to_json(p_.theorem)},
                             {"spheres", p_.spheres},
                             {"sphere_points", p_.sphere_points}};
        for (const std::string quantity : {"eigenvalues", "target"}) {
            json figure = report;
            figure["quantity"] = quantity;
            builder_.add_result(Kind::figure, "spectra-" + quantity, "spectra-figure-spectra", figure, all_);
        }
        builder_.add_result(Kind::figure, "kernel-flattening", "spectra-figure-flattening", report, all_);
        builder_.add_result(Kind::known_results, "", "spectra-known-results", report, all_);
        builder_.add_result(Kind::numbers, "", "spectra-numbers", report, all_);
        return builder_.finish();
    }

private:
    void plan_split(std::size_t t, std::size_t s) {
        const std::string& task = p_.tasks.names[t];
        const shared::Draw draw{task, "spectra/" + task + "/split=" + std::to_string(s), s};
        const auto split = add_split(builder_, p_.tasks, task, draw);
        if (s == 0) all_.push_back({"split", {t}, split});
        const double n = static_cast<double>(p_.tasks.training_points);
        const auto kernels = builder_.add({.name = draw.place + "/kernels",
                                           .kind = Kind::kernel,
                                           .function = "spectra-kernels",
                                           .parameters = {{"hidden_layers", p_.hidden_layers}},
                                           .inputs = {{"split", {}, split}},
                                           .cost = 30.0 * n * n * n * static_cast<double>(p_.hidden_layers.size()),
                                           .part = task,
                                           .draw = s});
        all_.push_back({"kernels", {t, s}, kernels});
        const std::size_t depth = p_.hidden_layers[p_.depth_index];
        for (std::size_t start = 0; start < p_.starts; ++start) {
            const std::string name = draw.place + "/start=" + std::to_string(start);
            const double weights = shared::weight_count(p_.theorem.width, depth);
            all_.push_back(
                {"network",
                 {t, s, start},
                 builder_.add({.name = name,
                               .kind = Kind::network,
                               .function = "spectra-network",
                               .parameters = {{"regime", to_json(p_.theorem)},
                                              {"hidden_layers", depth},
                                              {"depth_index", p_.depth_index},
                                              {"seed", p_.tasks.seed},
                                              {"stream", name}},
                               .inputs = {{"split", {}, split}, {"kernels", {}, kernels}},
                               .cost = shared::training_cost(weights, n, static_cast<double>(p_.theorem.epochs)),
                               .memory = shared::training_memory(p_.theorem.width, depth, p_.tasks.training_points),
                               .part = task,
                               .draw = s})});
        }
        all_.push_back({"flattening",
                        {t, s},
                        builder_.add({.name = draw.place + "/flattening",
                                      .kind = Kind::kernel,
                                      .function = "spectra-flattening",
                                      .parameters = {{"hidden_layers", p_.flattening_layers}},
                                      .inputs = {{"split", {}, split}},
                                      .cost = 250.0 * n * n * static_cast<double>(p_.flattening_layers.back()),
                                      .part = task,
                                      .draw = s})});
    }

    void plan_sphere(std::size_t s) {
        const std::string name = "spectra/sphere/split=" + std::to_string(s);
        const double n = static_cast<double>(p_.sphere_points), m = static_cast<double>(p_.tasks.test_points);
        all_.push_back({"sphere",
                        {s},
                        builder_.add({.name = name,
                                      .kind = Kind::kernel,
                                      .function = "spectra-sphere",
                                      .parameters = {{"seed", p_.tasks.seed},
                                                     {"stream", name},
                                                     {"training_points", p_.sphere_points},
                                                     {"test_points", p_.tasks.test_points},
                                                     {"hidden_layers", p_.hidden_layers}},
                                      .cost = 20.0 * n * n * n + 2000.0 * n * m,
                                      .part = "sphere",
                                      .draw = s})});
    }

    Parameters p_;
    flow::PlanBuilder builder_{"spectra"};
    std::vector<flow::Input> all_;  // the inputs of all results
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"spectra",
                           plan,
                           {{"spectra-kernels", kernel_spectra},
                            {"spectra-network", network_spectra},
                            {"spectra-flattening", flattening},
                            {"spectra-sphere", sphere},
                            {"spectra-figure-spectra", figure_spectra},
                            {"spectra-figure-flattening", figure_flattening},
                            {"spectra-known-results", known_results_checked},
                            {"spectra-numbers", numbers}}};

}  // namespace ntk::studies::spectra
