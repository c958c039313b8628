#include <algorithm>
#include <cmath>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/studies/spectra/spectra.hpp"

namespace ntk::studies::spectra {
namespace {

using nlohmann::json;

// The rules by which the published statements are judged, fixed before any run of the profile paper. Every interval is
// over splits.
constexpr double weak_ratio = 0.5;  // at most this much of the correlations' deviation may be left
constexpr double quarter = 0.25;    // the deep limit of the NTK's correlations
constexpr double quarter_margin = 0.02;

// Everything that the study has found.
class Results {
public:
    Results(const json& parameters, const flow::Inputs& inputs)
        : tasks(parameters.at("tasks").get<std::vector<std::string>>()),
          hidden_layers(parameters.at("hidden_layers").get<std::vector<std::size_t>>()),
          flattening_layers(parameters.at("flattening_layers").get<std::vector<std::size_t>>()),
          splits(parameters.at("splits").get<std::size_t>()),
          starts(parameters.at("starts").get<std::size_t>()),
          depth_index(parameters.at("depth_index").get<std::size_t>()),
          spheres(inputs.all("sphere")),
          inputs_(inputs) {
        for (std::size_t t = 0; t < tasks.size(); ++t)
            reuse_.push_back(shared::reuse_of_training_rows({{"one_table", parameters.at("one_table").at(t)}},
                                                            inputs.at("split", {t})));
    }

    // One value a split of KERNEL.QUANTITY at entry i of the depth that networks have; for a network's kernel the mean
    // over starts.
    statistics::Draws spectrum(std::size_t task, const std::string& kernel, const std::string& quantity,
                               std::size_t i) const {
        std::vector<double> values;
        for (std::size_t s = 0; s < splits; ++s) {
            if (kernel == "nngp" || kernel == "ntk") {
                const auto& array = inputs_.at("kernels", {task, s}).arrays.at(kernel + "." + quantity);
                values.push_back(array.dimension() == 2 ? array(depth_index, i) : array(depth_index));
                continue;
            }
            double sum = 0.0;
            for (std::size_t k = 0; k < starts; ++k) {
                const auto& array = inputs_.at("network", {task, s, k}).arrays.at(kernel + "." + quantity);
                sum += array.dimension() == 1 ? array(i) : array();
            }
            values.push_back(sum / static_cast<double>(starts));
        }
        return {values, reuse_[task]};
    }

    std::vector<double> ranks() const {
        const auto& array = inputs_.at("kernels", {0, 0}).arrays.at("rank");
        return {array.begin(), array.end()};
    }

    // One value a split.
    statistics::Draws flattening(std::size_t task, const std::string& name, std::size_t l) const {
        std::vector<double> values;
        for (std::size_t s = 0; s < splits; ++s)
            values.push_back(inputs_.at("flattening", {task, s}).arrays.at(name)(l));
        return {values, reuse_[task]};
    }

    std::vector<double> sphere(const std::string& name, std::size_t l) const {
        std::vector<double> values;
        for (const flow::Artifact* split : spheres) values.push_back(split->arrays.at(name)(l));
        return values;
    }

    std::size_t diverged() const {
        double sum = 0.0;
        for (const flow::Artifact* network : inputs_.all("network")) sum += network->arrays.at("diverged")();
        return static_cast<std::size_t>(sum);
    }

    const std::vector<std::string> tasks;
    const std::vector<std::size_t> hidden_layers, flattening_layers;
    const std::size_t splits, starts, depth_index;
    const std::vector<const flow::Artifact*> spheres;

private:
    const flow::Inputs& inputs_;
    std::vector<double> reuse_;  // by task
};

struct Kernel {
    const char *name, *label;
};
constexpr Kernel compared[] = {
    {"nngp", "NNGP"}, {"ntk", "NTK"}, {"before", "network, at the start"}, {"after", "network, trained"}};

// How a control kernel's error on the sphere compares with the NTK's, over the depths.
struct Closeness {
    std::size_t close = 0, apart = 0, depths;
    std::vector<double> gaps;  // mean predictor gap at each depth

    Closeness(const Results& results, const std::string& control) : depths(results.hidden_layers.size()) {
        const double margin = numeric::log(judgement::closeness_ratio);
        for (std::size_t l = 0; l < depths; ++l) {
            gaps.push_back(statistics::summarize(results.sphere(control + ".gap", l)).mean);
            const statistics::Sample s = statistics::summarize(results.sphere(control + ".log_ratio", l));
            if (statistics::p_inside(s, margin) <= judgement::equivalence_alpha) ++close;
            if (statistics::p_outside(s, margin) <= judgement::equivalence_alpha) ++apart;
        }
    }
    std::string verdict() const { return 2 * close > depths ? "agrees" : 2 * apart > depths ? "disagrees" : "open"; }
    std::string gap_range() const {
        const auto [least, most] = std::minmax_element(gaps.begin(), gaps.end());
        return judgement::fixed(*least, 2) + " to " + judgement::fixed(*most, 2);
    }
};

std::string shown(const statistics::Draws& values, int decimals) {
    return judgement::with_interval(statistics::summarize(values), decimals);
}

std::string ratio(const statistics::Draws& logarithms, int decimals) {
    return judgement::with_interval(
        statistics::geometric_mean(statistics::summarize(logarithms), judgement::confidence_alpha), decimals);
}

// log of what is left, at the greatest depth, of the deviation that the NTK's correlations have at the least.
statistics::Draws left(const Results& results, std::size_t task) {
    const auto shallow = results.flattening(task, "ntk.deviation", 0);
    auto deep = results.flattening(task, "ntk.deviation", results.flattening_layers.size() - 1);
    for (std::size_t s = 0; s < deep.values.size(); ++s)
        deep.values[s] = numeric::log(deep.values[s] / shallow.values[s]);
    return deep;
}

}  // namespace

flow::Artifact figure_spectra(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    const auto quantity = parameters.at("quantity").get<std::string>();
    const std::vector<double> ranks = results.ranks();
    judgement::Table table;
    for (std::size_t t = 0; t < results.tasks.size(); ++t)
        for (const Kernel& kernel : compared)
            for (std::size_t i = 0; i < ranks.size(); ++i)
                table.text("task", results.tasks[t])
                    .text("kernel", kernel.label)
                    .number("rank", ranks[i])
                    .number("value", statistics::summarize(results.spectrum(t, kernel.name, quantity, i)).mean);
    return table.finish();
}

flow::Artifact figure_flattening(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Table table;
    for (std::size_t t = 0; t < results.tasks.size(); ++t)
        for (const Kernel& kernel : {compared[0], compared[1]})
            for (std::size_t l = 0; l < results.flattening_layers.size(); ++l) {
                const std::string name = kernel.name;
                const double mean = statistics::summarize(results.flattening(t, name + ".mean", l)).mean;
                const double deviation = statistics::summarize(results.flattening(t, name + ".deviation", l)).mean;
                table.text("task", results.tasks[t])
                    .text("kernel", kernel.label)
                    .number("hidden_layers", static_cast<double>(results.flattening_layers[l]))
                    .number("correlation", mean)
                    .number("low", mean - deviation)
                    .number("high", mean + deviation);
            }
    return table.finish();
}

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    std::vector<judgement::KnownResult> rows;
    const Closeness laplace(results, "laplace"), gaussian(results, "gaussian");
    rows.push_back({"On a sphere, regression with the Laplace kernel errs as with the NTK.", "geifman2020", false,
                    "the two “perform almost identically”",
                    "NMSE within ten per cent of the NTK's at " + judgement::part_of(laplace.close, laplace.depths) +
                        " depths (Gaussian kernel: " + std::to_string(gaussian.close) + "); predictor gap " +
                        laplace.gap_range() + " (" + gaussian.gap_range() + ")",
                    laplace.verdict(), ""});

    const std::size_t last = results.flattening_layers.size() - 1;
    const std::string depths = std::to_string(results.flattening_layers[0]) + " to " +
                               std::to_string(results.flattening_layers[last]) + " hidden layers";
    for (std::size_t t = 0; t < results.tasks.size(); ++t) {
        const statistics::Interval i =
            statistics::confidence_interval(statistics::summarize(left(results, t)), judgement::confidence_alpha);
        rows.push_back({"The NTK of a deep network depends on the data only weakly.", "xiao2020", false,
                        "“only weak data dependence” in the limit of depth",
                        results.tasks[t] + ": " + ratio(left(results, t), 3) +
                            " of the standard deviation of its correlations is left from " + depths,
                        i.high < numeric::log(weak_ratio)  ? "agrees"
                        : i.low > numeric::log(weak_ratio) ? "disagrees"
                                                           : "open",
                        "kernel-flattening"});
    }
    for (std::size_t t = 0; t < results.tasks.size(); ++t) {
        const auto deep = results.flattening(t, "ntk.mean", last);
        const statistics::Interval i =
            statistics::confidence_interval(statistics::summarize(deep), judgement::confidence_alpha);
        // Correlations that are still on their way have not reached the limit, which is no disagreement.
        rows.push_back({"In that limit all correlations of the ReLU's NTK are 1/4, not 1.", "xiao2020", true, "0.25",
                        results.tasks[t] + ": mean " + shown(deep, 3) + " at " +
                            std::to_string(results.flattening_layers[last]) + " hidden layers",
                        quarter - quarter_margin < i.low && i.high < quarter + quarter_margin ? "agrees"
                        : i.high < quarter - quarter_margin                                   ? "disagrees"
                                                                                              : "open",
                        "kernel-flattening"});
    }
    return judgement::known_results(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Numbers numbers;
    for (const std::string key : {"seed", "splits", "starts"})
        numbers.say_count(key, parameters.at(key).get<std::size_t>());
    numbers.say_count("training-points", parameters.at("training_points").get<std::size_t>());
    numbers.say_count("width", parameters.at("regime").at("width").get<std::size_t>());
    numbers.say_count("steps", parameters.at("regime").at("epochs").get<std::size_t>());
    numbers.say_count("hidden-layers", results.hidden_layers[results.depth_index]);
    numbers.say_count("networks.count", results.tasks.size() * results.splits * results.starts);
    numbers.say_count("networks.diverged", results.diverged());

    const std::vector<double> ranks = results.ranks();
    const auto leading = std::find(ranks.begin(), ranks.end(), static_cast<double>(leading_rank));
    const auto at = static_cast<std::size_t>(leading - ranks.begin());
    numbers.say_count("leading-rank", leading_rank);
    const std::size_t last = results.flattening_layers.size() - 1;
    numbers.say_count("flattening.least-depth", results.flattening_layers.front());
    numbers.say_count("flattening.most-depth", results.flattening_layers.back());
    for (std::size_t t = 0; t < results.tasks.size(); ++t) {
        const std::string task = results.tasks[t] + ".";
        for (const Kernel& kernel : compared) {
            const std::string name = task + kernel.name;
            auto share = results.spectrum(t, kernel.name, "target", at);
            for (double& value : share.values) value *= 100.0;
            numbers.say(name + ".leading", shown(share, 0));
            numbers.say(name + ".alignment", shown(results.spectrum(t, kernel.name, "alignment", 0), 2));
        }
        auto turned = results.spectrum(t, "after", "alignment", 0);
        const auto before = results.spectrum(t, "before", "alignment", 0);
        for (std::size_t s = 0; s < turned.values.size(); ++s) turned.values[s] -= before.values[s];
        numbers.say(task + "alignment-gained", shown(turned, 2));
        for (const std::string kernel : {"nngp", "ntk"}) {
            const std::string name = task + kernel + ".deep-";
            numbers.say(name + "mean", shown(results.flattening(t, kernel + ".mean", last), 3));
        }
        numbers.say(task + "ntk.left", ratio(left(results, t), 3));
    }

    numbers.say_count("sphere.splits", results.spheres.size());
    numbers.say_count("sphere.training-points", parameters.at("sphere_points").get<std::size_t>());
    numbers.say_count("sphere.depths", results.hidden_layers.size());
    for (const std::string control : {"laplace", "gaussian"}) {
        const std::string name = "sphere." + control + ".";
        const Closeness closeness(results, control);
        numbers.say_count(name + "close", closeness.close);
        numbers.say(name + "verdict", closeness.verdict());
        numbers.say(name + "gaps", closeness.gap_range());
    }
    return numbers.finish();
}

}  // namespace ntk::studies::spectra
