#include <stdexcept>

#include "core/data/tasks.hpp"
#include "core/studies/depth.hpp"
#include "core/studies/parameters.hpp"

namespace ntk::depth {
namespace {

using nlohmann::json;

struct Parameters {
    std::uint64_t seed;
    std::vector<std::string> tasks;
    std::vector<std::size_t> hidden_layers;
    std::size_t width, splits, starts, training_points, test_points;
    std::size_t steps;          // theory
    std::size_t epochs, batch;  // practice
    double rate;
    json data;  // task → {"target": …}: tasks that are read from a file
};

Parameters read(const json& study) {
    Parameters p;
    ParameterReader top(study, "");
    top.text("study");
    p.seed = top.whole_number("seed", 0, std::size_t{1} << 31);
    p.tasks = top.texts("tasks");
    p.hidden_layers = top.increasing("hidden_layers", 1, 100);
    if (p.hidden_layers.size() < 2)
        throw std::invalid_argument("parameter \"hidden_layers\" needs at least two depths to compare");
    p.width = top.whole_number("width", 1, 65536);
    p.splits = top.whole_number("splits", 2, 100000);
    p.starts = top.whole_number("starts", 1, 1000);
    p.training_points = top.whole_number("training_points", 4, 20000);
    p.test_points = top.whole_number("test_points", 2, 1000000);

    ParameterReader theory(top.section("theory"), "theory.");
    p.steps = theory.whole_number("steps", 1, 100000000);
    theory.refuse_unknown();

    ParameterReader practice(top.section("practice"), "practice.");
    p.epochs = practice.whole_number("epochs", 1, 10000000);
    p.batch = practice.whole_number("batch", 1, 20000);
    p.rate = practice.positive_number("rate");
    practice.refuse_unknown();

    p.data = json::object();
    const json& data = top.optional_section("data");
    for (const auto& [task, description] : data.items()) {
        ParameterReader entry(description, "data." + task + ".");
        entry.text("file");
        p.data[task] = {{"task", task}, {"target", entry.text("target")}};
        if (description.contains("sha256")) entry.text("sha256");
        entry.refuse_unknown();
    }
    top.refuse_unknown();

    for (const std::string& task : p.tasks)
        if (!p.data.contains(task) && !is_synthetic(task))
            throw std::invalid_argument("parameter \"tasks\" names \"" + task +
                                        "\", which is neither a synthetic task nor " +
                                        "a file's: add a section [data." + task + "]");
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)) {
        common_ = {
            {"tasks", p_.tasks}, {"hidden_layers", p_.hidden_layers}, {"splits", p_.splits}, {"starts", p_.starts}};
    }

    std::vector<Stage> plan() {
        std::vector<std::size_t> errors;
        for (const std::string& task : p_.tasks) errors.push_back(plan_task(task));
        add("depth/figures/depth", "figure-depth", common_, errors);
        const auto added = add("depth/figures/layer-added", "figure-layer-added", common_, errors);
        add("depth/figures/kernels-alike", "figure-kernels-alike", common_, errors);
        const auto gap = add("depth/figures/gap", "figure-gap", common_, errors);
        const auto closeness = add("depth/tables/closeness", "table-closeness", common_, errors);
        const auto claims = add("depth/tables/claims", "table-claims", json::object(), {added, closeness, gap});

        json quoted = common_;
        quoted.update({{"seed", p_.seed},
                       {"width", p_.width},
                       {"training_points", p_.training_points},
                       {"test_points", p_.test_points},
                       {"steps", p_.steps},
                       {"epochs", p_.epochs},
                       {"batch", p_.batch},
                       {"rate", p_.rate}});
        std::vector<std::size_t> inputs = {added, closeness, gap, claims};
        inputs.insert(inputs.end(), errors.begin(), errors.end());
        add("depth/numbers", "numbers", quoted, inputs);
        return std::move(stages_);
    }

private:
    std::size_t add(const std::string& name, const std::string& function, const json& parameters,
                    const std::vector<std::size_t>& inputs, double cost = 1e6) {
        stages_.push_back({name, function, parameters, inputs, cost});
        return stages_.size() - 1;
    }

    // Returns the index of the task's errors.
    std::size_t plan_task(const std::string& task) {
        std::vector<std::size_t> table;
        if (p_.data.contains(task)) table = {add("data/" + task, "dataset", p_.data[task], {})};
        std::vector<std::size_t> inputs;
        for (std::size_t s = 0; s < p_.splits; ++s) plan_split(task, s, table, inputs);
        return add("depth/" + task + "/errors", "errors", common_, inputs);
    }

    void plan_split(const std::string& task, std::size_t s, const std::vector<std::size_t>& table,
                    std::vector<std::size_t>& inputs) {
        const std::string place = "depth/" + task + "/split=" + std::to_string(s);
        const auto split = add(place, "split",
                               {{"task", task},
                                {"seed", p_.seed},
                                {"stream", place},
                                {"training_points", p_.training_points},
                                {"test_points", p_.test_points}},
                               table);
        const double n = static_cast<double>(p_.training_points);
        const auto kernels =
            add(place + "/kernels", "kernel-regression", {{"hidden_layers", p_.hidden_layers}, {"steps", p_.steps}},
                {split}, static_cast<double>(p_.hidden_layers.size()) * (30.0 * n * n * n + 500.0 * n * n));
        const auto rates = add(place + "/learning-rates", "learning-rates", json::object(), {kernels}, 0.0);
        inputs.push_back(split);
        inputs.push_back(kernels);
        for (const std::string regime : {"theory", "practice"})
            for (const std::size_t hidden : p_.hidden_layers)
                for (std::size_t start = 0; start < p_.starts; ++start)
                    inputs.push_back(plan_training(place, regime, hidden, start, split, rates));
    }

    std::size_t plan_training(const std::string& place, const std::string& regime, std::size_t hidden,
                              std::size_t start, std::size_t split, std::size_t rates) {
        const std::string name =
            place + "/" + regime + "/hidden-layers=" + std::to_string(hidden) + "/start=" + std::to_string(start);
        json parameters = {
            {"regime", regime}, {"hidden_layers", hidden}, {"width", p_.width}, {"seed", p_.seed}, {"stream", name}};
        const bool theory = regime == "theory";
        if (theory)
            parameters["steps"] = p_.steps;
        else
            parameters.update({{"epochs", p_.epochs}, {"batch", p_.batch}, {"rate", p_.rate}});
        const double w = static_cast<double>(p_.width);
        const double weights = w * (10.0 + w * static_cast<double>(hidden - 1));
        const double passes =
            static_cast<double>(p_.training_points) * static_cast<double>(theory ? p_.steps : p_.epochs);
        // Only the theory regime's rate comes from the kernel; it is the network's own depth's.
        std::vector<std::size_t> inputs = {split};
        if (theory) inputs.push_back(rates);
        if (theory) parameters["depth_index"] = depth_index(hidden);
        return add(name, "train", parameters, inputs, 6.0 * weights * passes);
    }

    std::size_t depth_index(std::size_t hidden) const {
        for (std::size_t i = 0;; ++i)
            if (p_.hidden_layers[i] == hidden) return i;
    }

    Parameters p_;
    json common_;
    std::vector<Stage> stages_;
};

}  // namespace

std::vector<Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace ntk::depth
