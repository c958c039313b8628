#include <algorithm>

#include "core/studies/compression/compression.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::compression {
namespace {

using flow::Kind;
using nlohmann::json;

struct Parameters {
    shared::Tasks tasks;  // tables, whose training_points are those of tables
    std::size_t hidden_layers, replicates, rows_per_dimension;
    std::vector<std::size_t> dimensions, network_dimensions;
    double mean, spread;
    std::size_t width, draws;
    std::vector<double> zeros;
};

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = shared::read_tasks(top);
    for (const std::string& task : p.tasks.names)
        if (!p.tasks.data.contains(task))
            throw Error({.key = "tasks", .value = task, .problem = "names a task without a table"});
    p.hidden_layers = top.whole_number("hidden_layers", 1, 3);
    p.replicates = top.whole_number("replicates", 2, 100000);

    flow::ParameterReader mixture(top.section("mixture"), "mixture.");
    p.dimensions = mixture.increasing("dimensions", 2, 20000);
    if (p.dimensions.size() < 2) throw Error({.key = "mixture.dimensions", .problem = "needs two, to fit a power to"});
    p.rows_per_dimension = mixture.whole_number("rows_per_dimension", 2, 100);
    p.mean = mixture.positive_number("mean");
    p.spread = mixture.positive_number("spread");
    mixture.refuse_unknown();

    flow::ParameterReader networks(top.section("networks"), "networks.");
    p.network_dimensions = networks.increasing("dimensions", 2, 20000);
    for (const std::size_t dimension : p.network_dimensions)
        if (std::find(p.dimensions.begin(), p.dimensions.end(), dimension) == p.dimensions.end())
            throw Error({.key = "networks.dimensions",
                         .value = std::to_string(dimension),
                         .problem = "is not among the dimensions of the mixtures",
                         .remedies = {{"add it there", "mixture.dimensions"}}});
    p.width = networks.whole_number(parameter::width);
    p.draws = networks.whole_number("draws", 1, std::size_t{1} << 20);
    if ((p.draws & (p.draws - 1)) != 0)
        throw Error({.key = "networks.draws", .value = std::to_string(p.draws), .limit = "a power of two"});
    p.zeros = networks.numbers("zeros", 8);
    for (std::size_t k = 0; k < p.zeros.size(); ++k)
        if (!(0.0 <= p.zeros[k] && p.zeros[k] < 1.0) || (k > 0 && !(p.zeros[k - 1] < p.zeros[k])))
            throw Error({.key = "networks.zeros", .limit = "increasing shares from 0 to less than 1"});
    networks.refuse_unknown();
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        json places = json::array();
        for (const std::size_t dimension : p_.dimensions) {
            const bool networks = std::find(p_.network_dimensions.begin(), p_.network_dimensions.end(), dimension) !=
                                  p_.network_dimensions.end();
            const std::size_t rows = dimension * p_.rows_per_dimension;
            plan_place(places.size(),
                       {"mixture/dimension=" + std::to_string(dimension),
                        "mixture",
                        {{"dimension", dimension}, {"mean", p_.mean}, {"spread", p_.spread}},
                        {},
                        rows,
                        p_.tasks.test_points,
                        dimension},
                       networks);
            places.push_back({{"name", "mixture"}, {"dimension", dimension}, {"one_table", false}});
        }
        for (const std::string& task : p_.tasks.names) {
            const auto [n, m, d] = p_.tasks.shape(task);
            plan_place(places.size(),
                       {task,
                        task,
                        json::object(),
                        {{"table", {}, shared::add_table(builder_, p_.tasks, task)}},
                        p_.tasks.training_points,
                        static_cast<std::size_t>(m),
                        static_cast<std::size_t>(d)},
                       true);
            places.push_back({{"name", task}, {"dimension", 0}, {"one_table", true}});
        }
        const json report = {{"seed", p_.tasks.seed},
                             {"places", places},
                             {"hidden_layers", p_.hidden_layers},
                             {"replicates", p_.replicates},
                             {"rows_per_dimension", p_.rows_per_dimension},
                             {"test_points", p_.tasks.test_points},
                             {"training_points", p_.tasks.training_points},
                             {"mean", p_.mean},
                             {"spread", p_.spread},
                             {"width", p_.width},
                             {"draws", p_.draws},
                             {"zeros", p_.zeros}};
        for (const std::string figure : {"distance", "networks", "spectra"})
            builder_.add_result(Kind::figure, "compression-" + figure, "compression-figure-" + figure, report, all_);
        builder_.add_result(Kind::gaps, "", "compression-gaps", report, all_);
        builder_.add_result(Kind::known_results, "", "compression-known-results", report, all_);
        builder_.add_result(Kind::numbers, "", "compression-numbers", report, all_);
        return builder_.finish();
    }

private:
    // Where problems come from, and how large they are.
    struct Place {
        std::string name, part;
        json parameters;
        std::vector<flow::Input> table;
        std::size_t training, test, inputs;
    };

    void plan_place(std::size_t k, const Place& place, bool with_networks) {
        const double n = static_cast<double>(place.training), d = static_cast<double>(place.inputs),
                     rows = n + static_cast<double>(place.test);
        for (std::size_t r = 0; r < p_.replicates; ++r) {
            const std::string name = "compression/" + place.name + "/replicate=" + std::to_string(r);
            json parameters = place.parameters;
            parameters.update({{"seed", p_.tasks.seed},
                               {"stream", name},
                               {"training_points", place.training},
                               {"hidden_layers", p_.hidden_layers},
                               {"spectra", false}});
            if (place.table.empty())
                parameters["test_points"] = place.test;
            else if (p_.tasks.most_test_points)
                parameters[parameter::most_test_points.key] = *p_.tasks.most_test_points;
            const bool spectra = r == 0 && place.inputs == p_.network_dimensions.back() && place.table.empty();
            parameters["spectra"] = spectra;
            // As measured: a pair of rows for each kernel and layer, eigenvalues, and the solutions.
            all_.push_back({"limit",
                            {k, r},
                            builder_.add({.name = name + "/limit",
                                          .kind = Kind::kernel,
                                          .function = "compression-limit",
                                          .parameters = parameters,
                                          .inputs = place.table,
                                          .cost = rows * rows * (d + 8000.0) + 400.0 * n * n * n,
                                          .memory = 8.0 * (4.0 * rows * rows + 6.0 * n * n + rows * d),
                                          .numbers = spectra ? 100.0 : 16.0,
                                          .part = place.part,
                                          .draw = r})});
            if (!with_networks) continue;
            const double width = static_cast<double>(p_.width), layers = static_cast<double>(p_.hidden_layers),
                         families = static_cast<double>(p_.zeros.size()) + 2.0, draws = static_cast<double>(p_.draws);
            double checkpoints = 1.0;
            for (std::size_t at = 1; at < p_.draws; at *= 2) checkpoints += 1.0;
            const double weights = width * (d + width * (layers - 1.0));
            parameters.update({{"width", p_.width}, {"draws", p_.draws}, {"zeros", p_.zeros}});
            all_.push_back(
                {"networks",
                 {k, r},
                 builder_.add({.name = name + "/networks",
                               .kind = Kind::network,
                               .function = "compression-networks",
                               .parameters = parameters,
                               .inputs = place.table,
                               .cost = families * (draws * (weights * (7.0 * rows + 1200.0) +
                                                            rows * rows * width * (7.0 * layers + 4.0)) +
                                                   40.0 * checkpoints * n * n * n),
                               .memory = 8.0 * (8.0 * rows * rows + 3.0 * weights + 4.0 * layers * rows * width),
                               .numbers = families * (2.0 * checkpoints + 7.0) + (spectra ? 100.0 : 0.0),
                               .part = place.part,
                               .draw = r})});
        }
    }

    Parameters p_;
    flow::PlanBuilder builder_{"compression"};
    std::vector<flow::Input> all_;  // the inputs of all results
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"compression",
                           plan,
                           {{"compression-limit", limit},
                            {"compression-networks", networks},
                            {"compression-figure-distance", figure_distance},
                            {"compression-figure-networks", figure_networks},
                            {"compression-figure-spectra", figure_spectra},
                            {"compression-gaps", placed_gaps},
                            {"compression-known-results", known_results_checked},
                            {"compression-numbers", numbers}}};

}  // namespace ntk::studies::compression
