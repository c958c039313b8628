#include <algorithm>
#include <stdexcept>

#include "core/studies/plan_builder.hpp"
#include "core/studies/spectra/spectra.hpp"

namespace ntk::studies::spectra {
namespace {

using nlohmann::json;

struct Parameters {
    Tasks tasks;
    std::vector<std::size_t> hidden_layers, flattening_layers;
    std::size_t splits, starts, depth_index;
    std::size_t spheres, sphere_points;  // training sets on the sphere, points of each
    Regime theorem;
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = read_tasks(top);
    if (p.tasks.training_points < leading_rank)
        throw std::invalid_argument("parameter \"training_points\" must be at least " + std::to_string(leading_rank) +
                                    ": the study reports the " + std::to_string(leading_rank) + " leading directions");
    p.hidden_layers = top.increasing("hidden_layers", 1, 100);
    p.splits = top.whole_number("splits", 2, 100000);

    flow::ParameterReader networks(top.section("networks"), "networks.");
    const std::size_t depth = networks.whole_number("hidden_layers", 1, 100);
    const auto found = std::find(p.hidden_layers.begin(), p.hidden_layers.end(), depth);
    if (found == p.hidden_layers.end())
        throw std::invalid_argument(
            "parameter \"networks.hidden_layers\" is not among \"hidden_layers\"; add it there");
    p.depth_index = static_cast<std::size_t>(found - p.hidden_layers.begin());
    p.starts = networks.whole_number("starts", 1, 1000);
    p.theorem.width = networks.whole_number("width", 1, 65536);
    p.theorem.epochs = networks.whole_number("steps", 1, 100000000);
    networks.refuse_unknown();

    flow::ParameterReader flattening(top.section("flattening"), "flattening.");
    p.flattening_layers = flattening.increasing("hidden_layers", 1, 100000);
    flattening.refuse_unknown();

    flow::ParameterReader sphere(top.section("sphere"), "sphere.");
    p.spheres = sphere.whole_number("splits", 2, 100000);
    p.sphere_points = sphere.whole_number("training_points", 4, 20000);
    sphere.refuse_unknown();
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        std::vector<std::size_t> spectra, flattening;
        for (const std::string& task : p_.tasks.names)
            for (std::size_t s = 0; s < p_.splits; ++s) plan_split(task, s, spectra, flattening);
        std::vector<std::size_t> all = spectra;
        all.insert(all.end(), flattening.begin(), flattening.end());
        for (std::size_t s = 0; s < p_.spheres; ++s) all.push_back(plan_sphere(s));

        const json report = {{"seed", p_.tasks.seed},
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
            builder_.add_result("spectra", "figures/spectra-" + quantity, "spectra-figure-spectra", figure, all);
        }
        builder_.add_result("spectra", "figures/kernel-flattening", "spectra-figure-flattening", report, all);
        builder_.add_result("spectra", "known-results", "spectra-known-results", report, all);
        builder_.add_result("spectra", "numbers", "spectra-numbers", report, all);
        return builder_.finish();
    }

private:
    void plan_split(const std::string& task, std::size_t s, std::vector<std::size_t>& spectra,
                    std::vector<std::size_t>& flattening) {
        const std::string place = "spectra/" + task + "/split=" + std::to_string(s);
        const auto split = builder_.split(p_.tasks, task, place);
        const double n = static_cast<double>(p_.tasks.training_points);
        const auto kernels = builder_.add(place + "/kernels", "spectra-kernels", {{"hidden_layers", p_.hidden_layers}},
                                          {split}, 30.0 * n * n * n * static_cast<double>(p_.hidden_layers.size()));
        spectra.push_back(kernels);
        const std::size_t depth = p_.hidden_layers[p_.depth_index];
        for (std::size_t start = 0; start < p_.starts; ++start) {
            const std::string name = place + "/start=" + std::to_string(start);
            spectra.push_back(
                builder_.add(name, "spectra-network",
                             {{"regime", to_json(p_.theorem)},
                              {"hidden_layers", depth},
                              {"depth_index", p_.depth_index},
                              {"seed", p_.tasks.seed},
                              {"stream", name}},
                             {split, kernels},
                             6.0 * weight_count(p_.theorem.width, depth) * n * static_cast<double>(p_.theorem.epochs),
                             training_memory(p_.theorem.width, depth, p_.tasks.training_points)));
        }
        flattening.push_back(builder_.add(place + "/flattening", "spectra-flattening",
                                          {{"hidden_layers", p_.flattening_layers}}, {split},
                                          250.0 * n * n * static_cast<double>(p_.flattening_layers.back())));
    }

    std::size_t plan_sphere(std::size_t s) {
        const std::string name = "spectra/sphere/split=" + std::to_string(s);
        const double n = static_cast<double>(p_.sphere_points), m = static_cast<double>(p_.tasks.test_points);
        return builder_.add(name, "spectra-sphere",
                            {{"seed", p_.tasks.seed},
                             {"stream", name},
                             {"training_points", p_.sphere_points},
                             {"test_points", p_.tasks.test_points},
                             {"hidden_layers", p_.hidden_layers}},
                            {}, 20.0 * n * n * n + 2000.0 * n * m);
    }

    Parameters p_;
    PlanBuilder builder_;
};

}  // namespace

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::studies::spectra
