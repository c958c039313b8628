#include <utility>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/holm.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/depth/depth.hpp"
#include "core/studies/shared/predictors.hpp"

namespace ntk::studies::depth {
namespace {

using nlohmann::json;

// The same for all splits of a task.
double reuse_of(const flow::Artifact& errors) {
    return errors.arrays.at("reuse")(0, 0);
}

// The study's shape, and its errors by name.
class Errors {
public:
    Errors(const json& parameters, const flow::Inputs& inputs)
        : tasks(parameters.at("tasks").get<std::vector<std::string>>()),
          hidden_layers(parameters.at("hidden_layers").get<std::vector<std::size_t>>()),
          regimes(parameters.at("regimes").get<std::vector<std::string>>()),
          inputs_(inputs) {}

    // One value for each split. Controls have no depth; theirs are the same at every depth.
    statistics::Draws at(const std::string& name, std::size_t task, std::size_t depth) const {
        const auto& array = inputs_.at("errors", {task}).arrays.at(name);
        const std::size_t row = array.shape(0) == 1 ? 0 : depth;
        statistics::Draws result{std::vector<double>(array.shape(1)), reuse_of(inputs_.at("errors", {task}))};
        for (std::size_t s = 0; s < result.values.size(); ++s) result.values[s] = array(row, s);
        return result;
    }

    const std::vector<std::string> tasks;
    const std::vector<std::size_t> hidden_layers;
    const std::vector<std::string> regimes;

private:
    const flow::Inputs& inputs_;
};

template <class Visit>
void for_each_cell(const Errors& errors, std::size_t depths, Visit visit) {
    for (std::size_t t = 0; t < errors.tasks.size(); ++t)
        for (std::size_t l = 0; l < depths; ++l) visit(t, l);
}

}  // namespace

flow::Artifact figure_depth(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    const std::pair<const char*, std::string> predictors[] = {
        {shared::network_theory.label, shared::network_theory.errors()},
        {shared::network_practice.label, shared::network_practice.errors()},
        {shared::ntk_regression.label, shared::ntk_regression.errors(shared::interpolating)},
        {shared::nngp_regression.label, shared::nngp_regression.errors(shared::interpolating)}};
    judgement::Table table;
    for_each_cell(errors, errors.hidden_layers.size(), [&](std::size_t t, std::size_t l) {
        for (const auto& [label, name] : predictors) {
            const statistics::Sample sample = statistics::summarize(errors.at(name, t, l));
            table.text("task", errors.tasks[t])
                .text("predictor", label)
                .number("hidden_layers", static_cast<double>(errors.hidden_layers[l]))
                .number("nmse", sample.mean)
                .number("splits", static_cast<double>(sample.n))
                .interval(sample, judgement::confidence_alpha);
        }
    });
    return table.finish();
}

LayerAddedChanges layer_added_changes(const flow::Artifact& errors, const std::string& regime, std::size_t l) {
    const auto& network = errors.arrays.at("nmse.network." + regime);
    const auto& kernel = errors.arrays.at(shared::ntk_regression.errors(shared::interpolating));
    LayerAddedChanges changes;
    for (std::size_t s = 0; s < network.shape(1); ++s) {
        changes.network.push_back(network(l + 1, s) - network(l, s));
        changes.kernel.push_back(kernel(l + 1, s) - kernel(l, s));
        changes.delta.push_back(changes.network.back() - changes.kernel.back());
    }
    return changes;
}

// Has the cells of C1. A cell is a mismatch where the mean of δ is shown to lie outside the margin, a match where it is
// shown to lie inside, and else open. Each of these two families of tests is corrected by Holm's procedure over all
// cells of the regime.
flow::Artifact figure_layer_added(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    judgement::Table table;
    for (const std::string& regime : errors.regimes) {
        struct LayerAdded {
            std::size_t task, depth;
            statistics::Sample delta;
            double network, kernel;  // how their errors change by the added layer
        };
        std::vector<LayerAdded> cells;
        std::vector<double> outside, inside;
        for_each_cell(errors, errors.hidden_layers.size() - 1, [&](std::size_t t, std::size_t l) {
            const LayerAddedChanges changes = layer_added_changes(inputs.at("errors", {t}), regime, l);
            cells.push_back(
                {t, l, statistics::summarize(statistics::Draws{changes.delta, reuse_of(inputs.at("errors", {t}))}),
                 statistics::summarize(changes.network).mean, statistics::summarize(changes.kernel).mean});
            outside.push_back(statistics::p_outside(cells.back().delta, judgement::error_margin));
            inside.push_back(statistics::p_inside(cells.back().delta, judgement::error_margin));
        });
        const statistics::HolmResult mismatch = statistics::holm(outside, judgement::confidence_alpha),
                                     match = statistics::holm(inside, judgement::confidence_alpha);
        for (std::size_t c = 0; c < cells.size(); ++c) {
            table.text("regime", regime)
                .text("task", errors.tasks[cells[c].task])
                .number("hidden_layers", static_cast<double>(errors.hidden_layers[cells[c].depth]))
                .number("delta", cells[c].delta.mean)
                .number("network_change", cells[c].network)
                .number("kernel_change", cells[c].kernel)
                .interval(cells[c].delta, mismatch.level[c])
                .text("verdict", mismatch.rejected[c] ? "mismatch"
                                 : match.rejected[c]  ? "match"
                                                      : "open");
        }
    }
    return table.finish();
}

flow::Artifact layer_added_splits(const json& parameters, const flow::Inputs& inputs) {
    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<double>>();
    judgement::Table table;
    for (const auto& regime : parameters.at("regimes").get<std::vector<std::string>>())
        for (std::size_t l = 0; l + 1 < hidden_layers.size(); ++l) {
            const LayerAddedChanges changes = layer_added_changes(inputs.at("errors", {0}), regime, l);
            for (std::size_t s = 0; s < changes.delta.size(); ++s)
                table.text("regime", regime)
                    .number("hidden_layers", hidden_layers[l])
                    .number("split", static_cast<double>(s))
                    .number("network_change", changes.network[s])
                    .number("kernel_change", changes.kernel[s])
                    .number("delta", changes.delta[s])
                    .number("margin", judgement::error_margin);
        }
    return table.finish();
}

namespace {
// The network that stands beside the kernels of a setting in C2: that of theory beside the theorem's ridge of 0, that
// of practice beside the tuned ridge.
std::string network_of(const std::string& setting) {
    return (setting == shared::interpolating ? shared::network_theory : shared::network_practice).errors();
}
struct Compared {
    std::string label, name;
};
std::vector<Compared> compared_with_ntk(const char* setting) {
    std::vector<Compared> others = {{shared::nngp_regression.label, shared::nngp_regression.errors(setting)},
                                    {"network", network_of(setting)}};
    for (const auto& [control, kernel] : shared::control_kernels)
        others.push_back({control.label, control.errors(setting)});
    return others;
}
}  // namespace

flow::Artifact figure_kernels_alike(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    judgement::Table table;
    for (const char* setting : shared::settings)
        for_each_cell(errors, errors.hidden_layers.size(), [&](std::size_t t, std::size_t l) {
            const double ntk = statistics::summarize(errors.at(shared::ntk_regression.errors(setting), t, l)).mean;
            for (const Compared& other : compared_with_ntk(setting))
                table.text("setting", setting)
                    .text("task", errors.tasks[t])
                    .text("predictor", other.label)
                    .number("hidden_layers", static_cast<double>(errors.hidden_layers[l]))
                    .number("nmse_ntk", ntk)
                    .number("nmse", statistics::summarize(errors.at(other.name, t, l)).mean);
        });
    return table.finish();
}

// Has the cells of C2. A cell is "very close" where the 90 % interval of the mean log ratio lies inside ±log 1.1 (which
// stands for two one-sided tests), "apart" where it lies wholly outside, and else "open".
flow::Artifact table_closeness(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    const double margin = numeric::log(judgement::closeness_ratio);
    judgement::Table table;
    for (const char* setting : shared::settings)
        for_each_cell(errors, errors.hidden_layers.size(), [&](std::size_t t, std::size_t l) {
            const auto ntk = errors.at(shared::ntk_regression.errors(setting), t, l);
            for (const Compared& other : compared_with_ntk(setting)) {
                auto ratio = errors.at(other.name, t, l);
                for (std::size_t s = 0; s < ratio.values.size(); ++s)
                    ratio.values[s] = numeric::log(ratio.values[s] / ntk.values[s]);
                const statistics::Sample sample = statistics::summarize(ratio);
                const bool close = statistics::p_inside(sample, margin) <= judgement::equivalence_alpha;
                const bool apart = statistics::p_outside(sample, margin) <= judgement::equivalence_alpha;
                table.text("setting", setting)
                    .text("task", errors.tasks[t])
                    .text("predictor", other.label)
                    .number("hidden_layers", static_cast<double>(errors.hidden_layers[l]))
                    .number("log_ratio", sample.mean)
                    .number("splits", static_cast<double>(sample.n))
                    .interval(sample, judgement::equivalence_alpha)
                    .text("verdict", close   ? "very close"
                                     : apart ? "apart"
                                             : "open");
            }
        });
    return table.finish();
}

// Has the cells of C3. The theorem "fails" in a cell where the lower end of D's interval exceeds the threshold, and
// "holds" where the upper end is below it.
flow::Artifact figure_gap(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    judgement::Table table;
    for (const std::string& regime : errors.regimes)
        for_each_cell(errors, errors.hidden_layers.size(), [&](std::size_t t, std::size_t l) {
            const statistics::Sample sample = statistics::summarize(errors.at("gap." + regime, t, l));
            const statistics::Interval interval = statistics::confidence_interval(sample, judgement::confidence_alpha);
            table.text("regime", regime)
                .text("task", errors.tasks[t])
                .number("hidden_layers", static_cast<double>(errors.hidden_layers[l]))
                .number("gap", sample.mean)
                .interval(sample, judgement::confidence_alpha)
                .text("verdict", interval.low > judgement::gap_threshold    ? "fails"
                                 : interval.high < judgement::gap_threshold ? "holds"
                                                                            : "open");
        });
    return table.finish();
}

}  // namespace ntk::studies::depth
