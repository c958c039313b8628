#include <string>

#include "core/flow/parameters.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::authors {
namespace {

using flow::Kind;
using nlohmann::json;

// The costs of stages are given in operations of a large matrix product, which runs faster than what these stages do.
// They were measured by processor time on a machine with AVX-512, where such a product does 75 Gop/s.
constexpr double kernel_cost = 4e4;   // for a pair of rows: all nine kernels
constexpr double solve_cost = 200.0;  // times n³: the regressions of a trial and an eigendecomposition
constexpr double update_cost = 35.0;  // for a row of the training set: an update of the infinite network
constexpr double weight_cost = 15.0;  // for a weight and a row of a batch: a step of a finite network
constexpr double unit_cost = 700.0;   // for a hidden unit and a row of a batch: a step of a finite network

// The networks with one number of hidden layers.
struct Networks {
    std::size_t epochs;
    std::vector<std::size_t> widths;
    std::size_t trials, widest_trials;  // on targets as coded: trials of each width but the widest, and of the widest
    std::size_t root_trials;            // trials of the widest on targets whose kernel has the root
};

struct Parameters {
    std::size_t seed, trials, points, inputs, batch;
    double rate;
    Networks networks[2];
};

Networks read_networks(const json& section, const std::string& name, std::size_t trials) {
    flow::ParameterReader reader(section, name);
    Networks n;
    n.epochs = reader.whole_number("epochs", 1, 1000000);
    n.widths = reader.increasing("widths", 1, 65536);
    n.trials = reader.whole_number("trials", 2, trials);
    n.widest_trials = reader.whole_number("widest_trials", 2, n.trials);
    n.root_trials = reader.whole_number("root_trials", 2, trials);
    reader.refuse_unknown();
    if (n.widths.size() < 2) throw Error({.key = name + "widths", .problem = "needs at least two widths to compare"});
    return n;
}

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.seed = top.whole_number(parameter::seed);
    p.trials = top.whole_number("trials", 2, 10000);
    p.points = top.whole_number("points", 30, 5000);
    p.inputs = top.whole_number("inputs", 2, 1000);
    p.batch = top.whole_number("batch", 1, 5000);
    p.rate = top.positive_number("rate");
    p.networks[0] = read_networks(top.section("one_layer"), "one_layer.", p.trials);
    p.networks[1] = read_networks(top.section("two_layers"), "two_layers.", p.trials);
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {}

    std::vector<flow::Stage> plan() {
        for (std::size_t t = 0; t < p_.trials; ++t) plan_trial(t);
        json groups = json::array();
        for (const std::size_t hidden : {std::size_t{1}, std::size_t{2}})
            for (const Group& group : groups_of(hidden)) {
                const std::size_t g = groups.size();
                groups.push_back({{"hidden_layers", group.hidden_layers},
                                  {"width", group.width},
                                  {"law", group.law},
                                  {"trials", group.trials}});
                for (std::size_t t = 0; t < group.trials; ++t)
                    inputs_.push_back({"network", {g, t}, plan_network(group, t)});
            }
        const std::vector<flow::Input> errors = {
            {"errors",
             {},
             builder_.add({.name = "authors/errors",
                           .kind = Kind::errors,
                           .function = "authors-errors",
                           .parameters = {{"trials", p_.trials}, {"groups", groups}},
                           .inputs = inputs_})}};

        const json report = {{"seed", p_.seed},     {"trials", p_.trials},
                             {"points", p_.points}, {"inputs", p_.inputs},
                             {"batch", p_.batch},   {"rate", p_.rate},
                             {"groups", groups},    {"epochs", {p_.networks[0].epochs, p_.networks[1].epochs}}};
        for (const std::string name : {"errors", "waterfall", "width", "time", "targets"})
            builder_.add_result(Kind::figure, "authors-" + name, "authors-figure-" + name, report, errors);
        const double n = static_cast<double>(rows());
        json spectrum = report;
        spectrum["steps"] = {steps(1), steps(2)};
        builder_.add_result(Kind::figure, "authors-spectrum", "authors-spectrum", spectrum, {{"trial", {}, trials_[0]}},
                            22.0 * solve_cost * n * n * n, 8.0 * 25.0 * n * n);
        builder_.add_result(Kind::gaps, "", "authors-gaps", report, errors);
        builder_.add_result(Kind::table, "authors-table", "authors-table", report, errors);
        builder_.add_result(Kind::claims, "", "authors-claims", report, errors);
        builder_.add_result(Kind::numbers, "", "authors-numbers", report, errors);
        return builder_.finish();
    }

private:
    static std::string part(std::size_t trial) { return "trial=" + std::to_string(trial); }
    static std::string place(std::size_t trial) { return "authors/" + part(trial); }
    static std::string batches(std::size_t trial) { return place(trial) + "/batches"; }

    std::size_t rows() const { return network_rows(p_.points - test_rows(p_.points)); }
    std::size_t steps(std::size_t hidden_layers) const {
        return p_.networks[hidden_layers - 1].epochs * ((rows() + p_.batch - 1) / p_.batch);
    }

    std::vector<Group> groups_of(std::size_t hidden_layers) const {
        const Networks& n = p_.networks[hidden_layers - 1];
        std::vector<Group> groups;
        for (const std::size_t width : n.widths)
            groups.push_back({hidden_layers, width, 0, width == n.widths.back() ? n.widest_trials : n.trials});
        groups.push_back({hidden_layers, n.widths.back(), 1, n.root_trials});
        return groups;
    }

    void plan_trial(std::size_t t) {
        const double all = static_cast<double>(p_.points), n = static_cast<double>(rows());
        const double train = static_cast<double>(p_.points - test_rows(p_.points));
        trials_.push_back(builder_.add(
            {.name = place(t),
             .kind = Kind::split,
             .function = "authors-trial",
             .parameters = {{"seed", p_.seed}, {"stream", place(t)}, {"points", p_.points}, {"inputs", p_.inputs}},
             .cost = 50.0 * all * all * all + kernel_cost * all * all,
             .memory = 8.0 * 20.0 * all * all,
             .part = part(t),
             .draw = t}));
        inputs_.push_back({"trial", {t}, trials_.back()});
        inputs_.push_back({"regressions",
                           {t},
                           builder_.add({.name = place(t) + "/regressions",
                                         .kind = Kind::kernel,
                                         .function = "authors-regressions",
                                         .inputs = {{"trial", {}, trials_.back()}},
                                         .cost = solve_cost * train * train * train + kernel_cost * all * all,
                                         .memory = 8.0 * 25.0 * all * all,
                                         .part = part(t),
                                         .draw = t})});
        for (const std::size_t hidden : {std::size_t{1}, std::size_t{2}}) {
            const std::string name = place(t) + "/infinite/hidden-layers=" + std::to_string(hidden);
            const double updates = static_cast<double>(steps(hidden) * p_.batch);
            inputs_.push_back({"infinite",
                               {t, hidden - 1},
                               builder_.add({.name = name,
                                             .kind = Kind::kernel,
                                             .function = "authors-infinite",
                                             .parameters = {{"seed", p_.seed},
                                                            {"stream", name},
                                                            {"batches", batches(t)},
                                                            {"hidden_layers", hidden},
                                                            {"epochs", p_.networks[hidden - 1].epochs},
                                                            {"rate", p_.rate},
                                                            {"batch", p_.batch}},
                                             .inputs = {{"trial", {}, trials_.back()}},
                                             .cost = solve_cost * n * n * n + 5.0 * update_cost * n * updates,
                                             .memory = 8.0 * 12.0 * n * n,
                                             .part = part(t),
                                             .draw = t})});
        }
    }

    std::size_t plan_network(const Group& group, std::size_t t) {
        const std::string name = place(t) + "/" + group.name();
        const double weights = shared::weight_count(group.width, group.hidden_layers, p_.inputs);
        const double units = static_cast<double>(group.width * group.hidden_layers);
        const double work = static_cast<double>(steps(group.hidden_layers) * p_.batch);
        return builder_.add(
            {.name = name,
             .kind = Kind::network,
             .function = "authors-network",
             .parameters = {{"seed", p_.seed},
                            {"stream", name},
                            {"batches", batches(t)},
                            {"hidden_layers", group.hidden_layers},
                            {"width", group.width},
                            {"law", group.law},
                            {"epochs", p_.networks[group.hidden_layers - 1].epochs},
                            {"rate", p_.rate},
                            {"batch", p_.batch}},
             .inputs = {{"trial", {}, trials_[t]}},
             .cost = (weight_cost * weights + unit_cost * units + update_cost * static_cast<double>(rows())) * work,
             .memory = shared::training_memory(group.width, group.hidden_layers, p_.points),
             .part = part(t),
             .draw = t});
    }

    Parameters p_;
    flow::PlanBuilder builder_{"authors"};
    std::vector<std::size_t> trials_;
    std::vector<flow::Input> inputs_;  // the inputs of the stage errors
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"authors",
                           plan,
                           {{"authors-trial", trial},
                            {"authors-regressions", regressions},
                            {"authors-infinite", infinite},
                            {"authors-network", network},
                            {"authors-errors", errors},
                            {"authors-figure-errors", figure_errors},
                            {"authors-figure-waterfall", figure_waterfall},
                            {"authors-figure-width", figure_width},
                            {"authors-figure-time", figure_time},
                            {"authors-figure-targets", figure_targets},
                            {"authors-spectrum", spectrum_table},
                            {"authors-gaps", placed_gaps},
                            {"authors-table", table_errors},
                            {"authors-claims", table_claims},
                            {"authors-numbers", numbers},
                            {"authors-levels", levels},
                            {"authors-beside", beside}}};

}  // namespace ntk::studies::authors
