#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/judgement/table.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/width/runs.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {
namespace {

using nlohmann::json;

// value(r) for all replicates r, in ascending order.
template <class Value>
std::vector<double> over_replicates(const Runs& runs, Value value) {
    std::vector<double> result;
    for (std::size_t r = 0; r < runs.replicates; ++r) result.push_back(value(r));
    std::sort(result.begin(), result.end());
    return result;
}

judgement::Table& spread(judgement::Table& table, const std::string& column, const std::vector<double>& sorted) {
    return table.number(column, numeric::median(sorted)).number("low", sorted.front()).number("high", sorted.back());
}

}  // namespace

// Has medians and extremes over replicates.
flow::Artifact figure_equivalence_map(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    judgement::Table table;
    for (std::size_t w = 0; w < runs.widths.size(); ++w)
        for (std::size_t l = 0; l < runs.hidden_layers.size(); ++l) {
            double diverged = 0.0;
            for (std::size_t r = 0; r < runs.replicates; ++r) diverged += last(runs.relu(w, l, r), "diverged");
            table.number("width", static_cast<double>(runs.widths[w]))
                .number("hidden_layers", static_cast<double>(runs.hidden_layers[l]))
                .number("diverged", diverged);
            spread(table, "gap", over_replicates(runs, [&](std::size_t r) { return last(runs.relu(w, l, r), "gap"); }));
        }
    return table.finish();
}

flow::Artifact figure_in_time(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    const std::pair<const char*, const char*> quantities[] = {
        {"predictor gap D", "gap"}, {"training error", "training_error"}, {"kernel drift", "drift"}};
    judgement::Table table;
    for (const auto& quantity : quantities)
        for (std::size_t w = 0; w < runs.widths.size(); ++w) {
            const auto& steps = runs.relu(w, runs.shown, 0).arrays.at("step");
            for (std::size_t c = 0; c < steps.size(); ++c) {
                table.text("quantity", quantity.first)
                    .number("width", static_cast<double>(runs.widths[w]))
                    .number("step", steps(c));
                spread(table, "value", over_replicates(runs, [&](std::size_t r) {
                           return runs.relu(w, runs.shown, r).arrays.at(quantity.second)(c);
                       }));
            }
        }
    return table.finish();
}

// Has geometric means over replicates with their intervals, and a line. Its slope and intercept are the means of those
// that are fitted to each replicate.
flow::Artifact figure_derivation(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    struct Series {
        const char *panel, *activation, *name;
    };
    const Series all[] = {{"a", "ReLU", "nngp_error"}, {"b", "ReLU", "ntk_error"}, {"c", "ReLU", "drift"},
                          {"c", "erf", "drift"},       {"d", "ReLU", "gap"},       {"d", "erf", "gap"}};
    judgement::Table table;
    for (const Series& series : all) {
        const bool erf = std::string_view(series.activation) == "erf";
        const auto value = [&](std::size_t w, std::size_t r) {
            return last(erf ? runs.erf(w, r) : runs.relu(w, runs.shown, r), series.name);
        };
        const auto lines = lines_against_width(runs, value);
        const statistics::Sample slope = slope_sample(lines);
        const statistics::Interval slope_interval = statistics::confidence_interval(slope, judgement::confidence_alpha);
        double intercept = 0.0;
        for (const statistics::Line& line : lines) intercept += line.intercept / static_cast<double>(lines.size());
        for (std::size_t w = 0; w < runs.widths.size(); ++w) {
            const double width = static_cast<double>(runs.widths[w]);
            const statistics::Estimate mean = statistics::geometric_mean(
                statistics::summarize(over_replicates(runs, [&](std::size_t r) { return numeric::log(value(w, r)); })),
                judgement::confidence_alpha);
            table.text("panel", series.panel)
                .text("activation", series.activation)
                .number("width", width)
                .number("value", mean.value)
                .number("low", mean.interval.low)
                .number("high", mean.interval.high)
                .number("line", numeric::exp(intercept + slope.mean * numeric::log(width)))
                .number("slope", slope.mean)
                .number("slope_low", slope_interval.low)
                .number("slope_high", slope_interval.high);
        }
    }
    return table.finish();
}

// Has the shares of the gap, pooled over replicates: the sum of a part's inner products over the sum of the wholes'
// squares. The shares add up to 1. Replicates whose linearised network is unstable have no such parts and are counted
// apart. Where all are so, the shares are 0.
flow::Artifact figure_gap_split(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    const std::pair<const char*, const char*> parts[] = {{"the kernel moved", "part.moved"},
                                                         {"the kernel at the start is not the limit's", "part.start"},
                                                         {"stopped early", "part.stopped"}};
    judgement::Table table;
    for (std::size_t w = 0; w < runs.widths.size(); ++w)
        for (std::size_t l = 0; l < runs.hidden_layers.size(); ++l) {
            double unstable = 0.0;
            for (std::size_t r = 0; r < runs.replicates; ++r) unstable += last(runs.relu(w, l, r), "unstable");
            const auto total = [&](const char* name, bool all) {
                double sum = 0.0;
                for (std::size_t r = 0; r < runs.replicates; ++r)
                    if (all || last(runs.relu(w, l, r), "unstable") == 0.0) sum += last(runs.relu(w, l, r), name);
                return sum;
            };
            const double pooled = total("whole", false);
            const double gap = std::sqrt(total("whole", true) / static_cast<double>(runs.replicates));
            for (const auto& [label, name] : parts)
                table.text("part", label)
                    .number("width", static_cast<double>(runs.widths[w]))
                    .number("hidden_layers", static_cast<double>(runs.hidden_layers[l]))
                    .number("share", pooled > 0.0 ? total(name, false) / pooled : 0.0)
                    .number("gap", gap)
                    .number("unstable", unstable);
        }
    return table.finish();
}

}  // namespace ntk::studies::width
