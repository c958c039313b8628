#include <stdexcept>
#include <string>

#include "core/flow/parameters.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/plan_builder.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

// Costs are in operations of a large matrix product, beside which what these stages do is slow: measured by processor
// time on a machine with AVX-512, where such a product takes 75 Gop/s.
constexpr double kernel_cost = 4e4;   // of a pair of rows: the nine kernels
constexpr double solve_cost = 200.0;  // of n³: the regressions of a trial, an eigendecomposition
constexpr double update_cost = 35.0;  // of a row of the training set, an update of the infinite network
constexpr double weight_cost = 15.0;  // of a weight, a row of a batch of the finite one
constexpr double unit_cost = 700.0;   // of a hidden unit, the same

// Networks of one number of hidden layers.
struct Networks {
    std::size_t epochs;
    std::vector<std::size_t> widths;
    std::size_t trials, widest_trials;  // with targets as coded: of each width but the widest, and of that
    std::size_t root_trials;            // of the widest, with targets whose kernel has the root
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
    if (n.widths.size() < 2)
        throw std::invalid_argument("parameter \"" + name + "widths\" needs at least two widths to compare");
    return n;
}

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.seed = top.whole_number("seed", 0, std::size_t{1} << 31);
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
        std::vector<std::size_t> inputs;  // of the stage errors, in its order
        for (std::size_t t = 0; t < p_.trials; ++t) plan_trial(t, inputs);
        json groups = json::array();
        for (const std::size_t hidden : {std::size_t{1}, std::size_t{2}})
            for (const Group& group : groups_of(hidden)) {
                groups.push_back({{"hidden_layers", group.hidden_layers},
                                  {"width", group.width},
                                  {"law", group.law},
                                  {"trials", group.trials}});
                for (std::size_t t = 0; t < group.trials; ++t) inputs.push_back(plan_network(group, t));
            }
        const std::size_t errors =
            builder_.add("authors/errors", "authors-errors", {{"trials", p_.trials}, {"groups", groups}}, inputs);

        const json report = {{"seed", p_.seed},     {"trials", p_.trials},
                             {"points", p_.points}, {"inputs", p_.inputs},
                             {"batch", p_.batch},   {"rate", p_.rate},
                             {"groups", groups},    {"epochs", {p_.networks[0].epochs, p_.networks[1].epochs}}};
        for (const std::string name : {"errors", "waterfall", "width", "time", "targets"})
            builder_.add_result("authors", "figures/authors-" + name, "authors-figure-" + name, report, {errors});
        const double n = static_cast<double>(rows());
        json spectrum = report;
        spectrum["steps"] = {steps(1), steps(2)};
        builder_.add_result("authors", "figures/authors-spectrum", "authors-spectrum", spectrum, {trials_[0]},
                            22.0 * solve_cost * n * n * n, 8.0 * 25.0 * n * n);
        builder_.add_result("authors", "tables/authors-table", "authors-table", report, {errors});
        builder_.add_result("authors", "tables/claims", "authors-claims", report, {errors});
        builder_.add_result("authors", "numbers", "authors-numbers", report, {errors});
        return builder_.finish();
    }

private:
    static std::string place(std::size_t trial) { return "authors/trial=" + std::to_string(trial); }
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

    void plan_trial(std::size_t t, std::vector<std::size_t>& inputs) {
        const double all = static_cast<double>(p_.points), n = static_cast<double>(rows());
        const double train = static_cast<double>(p_.points - test_rows(p_.points));
        trials_.push_back(
            builder_.add(place(t), "authors-trial",
                         {{"seed", p_.seed}, {"stream", place(t)}, {"points", p_.points}, {"inputs", p_.inputs}}, {},
                         50.0 * all * all * all + kernel_cost * all * all, 8.0 * 20.0 * all * all));
        inputs.push_back(trials_.back());
        inputs.push_back(builder_.add(place(t) + "/regressions", "authors-regressions", json::object(),
                                      {trials_.back()}, solve_cost * train * train * train + kernel_cost * all * all,
                                      8.0 * 25.0 * all * all));
        for (const std::size_t hidden : {std::size_t{1}, std::size_t{2}}) {
            const std::string name = place(t) + "/infinite/hidden-layers=" + std::to_string(hidden);
            const double updates = static_cast<double>(steps(hidden) * p_.batch);
            inputs.push_back(builder_.add(name, "authors-infinite",
                                          {{"seed", p_.seed},
                                           {"stream", name},
                                           {"batches", batches(t)},
                                           {"hidden_layers", hidden},
                                           {"epochs", p_.networks[hidden - 1].epochs},
                                           {"rate", p_.rate},
                                           {"batch", p_.batch}},
                                          {trials_.back()}, solve_cost * n * n * n + 5.0 * update_cost * n * updates,
                                          8.0 * 12.0 * n * n));
        }
    }

    std::size_t plan_network(const Group& group, std::size_t t) {
        const std::string name = place(t) + "/" + group.name();
        const double weights = weight_count(group.width, group.hidden_layers, p_.inputs);
        const double units = static_cast<double>(group.width * group.hidden_layers);
        const double work = static_cast<double>(steps(group.hidden_layers) * p_.batch);
        return builder_.add(
            name, "authors-network",
            {{"seed", p_.seed},
             {"stream", name},
             {"batches", batches(t)},
             {"hidden_layers", group.hidden_layers},
             {"width", group.width},
             {"law", group.law},
             {"epochs", p_.networks[group.hidden_layers - 1].epochs},
             {"rate", p_.rate},
             {"batch", p_.batch}},
            {trials_[t]},
            (weight_cost * weights + unit_cost * units + update_cost * static_cast<double>(rows())) * work,
            training_memory(group.width, group.hidden_layers, p_.points));
    }

    Parameters p_;
    PlanBuilder builder_;
    std::vector<std::size_t> trials_;
};

}  // namespace

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::studies::authors
