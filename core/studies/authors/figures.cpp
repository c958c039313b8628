#include <string>
#include <utility>
#include <vector>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/methods.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/authors/width_fit.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

// How the panels of the figures name the targets of a law.
std::string panel(std::size_t law) {
    return std::string("targets from ") + law_names[law];
}

}  // namespace

flow::Artifact figure_errors(const json& parameters, const flow::Inputs& inputs) {
    const Observations observations(parameters, inputs.at("errors"));
    judgement::Table table;
    for (std::size_t column = 0; column < column_count; ++column) {
        double order = 0.0;
        for (const Method& method : methods(observations, column)) {
            for (std::size_t t = 0; t < method.rmse.size(); ++t)
                table.text("column", settings[column].name)
                    .text("method", method.name)
                    .text("family", method.family)
                    .number("layers", static_cast<double>(method.hidden_layers))
                    .number("width", static_cast<double>(method.width))
                    .number("order", order)
                    .number("trial", static_cast<double>(t))
                    .number("rmse", method.rmse[t]);
            order += 1.0;
        }
    }
    return table.finish();
}

// Has the geometric means over trials, and the power of the width that WidthFit fits.
flow::Artifact figure_width(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& errors = inputs.at("errors");
    judgement::Table table;
    for (const std::size_t hidden_layers : {std::size_t{1}, std::size_t{2}}) {
        const WidthFit fit(parameters, errors, hidden_layers, "limit.gap");
        for (const Group& group : fit.groups) {
            auto gaps = over_trials(errors, group.name() + "/limit.gap");
            for (double& gap : gaps) gap = numeric::log(gap);
            const statistics::Estimate mean =
                statistics::geometric_mean(statistics::summarize(gaps), judgement::confidence_alpha);
            table.number("layers", static_cast<double>(hidden_layers))
                .number("width", static_cast<double>(group.width))
                .number("gap", mean.value)
                .number("low", mean.interval.low)
                .number("high", mean.interval.high)
                .number("trials", static_cast<double>(group.trials))
                .number("fitted", fit.at(group.width));
        }
    }
    return table.finish();
}

// Has the curve of one trial, and beside it the mean over trials with its interval.
flow::Artifact figure_time(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& errors = inputs.at("errors");
    const Observations observations(parameters, errors);
    const auto stops = parameters.at("epochs").get<std::vector<double>>();
    judgement::Table table;
    const auto point = [&](std::size_t law, const std::string& series, std::size_t layers, const char* kind,
                           double epoch, bool end_of_time, const std::vector<double>& rmse) {
        const statistics::Sample sample = statistics::summarize(rmse);
        table.text("law", panel(law))
            .text("series", series)
            .number("layers", static_cast<double>(layers))
            .text("kind", kind)
            .number("epoch", epoch)
            .text("end_of_time", end_of_time ? "yes" : "no")
            .number("rmse", sample.mean)
            .interval(sample, judgement::confidence_alpha)
            .number("trials", static_cast<double>(sample.n));
    };
    for (std::size_t law = 0; law < law_count; ++law) {
        for (const std::size_t layers : {std::size_t{1}, std::size_t{2}}) {
            const std::string number = std::to_string(layers);
            const std::string series = "infinite width, " + number + (layers == 1 ? " hidden layer" : " hidden layers");
            const auto& epoch = errors.arrays.at("epoch." + number);
            const std::size_t end = epoch.size();
            for (std::size_t e = 0; e <= end; ++e) {
                // The limit of endless training is drawn where the next power of two would be.
                const double at = e < end ? epoch(e) : 2.0 * epoch(end - 1);
                const auto rmse = over_trials(errors, "time." + number, law, e);
                point(law, series, layers, "infinite", at, e == end, rmse);
                if (e < end && epoch(e) == stops[layers - 1]) point(law, series, layers, "stop", at, false, rmse);
            }
        }
        for (const Group& group : groups_of(parameters)) {
            if (group.law != law || group.width != observations.widest(group.hidden_layers, law).width) continue;
            const auto& epoch = errors.arrays.at(group.name() + "/epoch");
            for (std::size_t e = 0; e < epoch.size(); ++e)
                point(law,
                      "width " + std::to_string(group.width) + ", " + std::to_string(group.hidden_layers) +
                          (group.hidden_layers == 1 ? " hidden layer" : " hidden layers"),
                      group.hidden_layers, "finite", epoch(e), false, over_trials(errors, group.name() + "/time", e));
        }
    }
    for (std::size_t s = 0; s < setting_count; ++s)
        for (std::size_t k = 0; k < kernel_count; ++k)
            point(settings[s].law,
                  std::string(kernel_names[k]) +
                      (k != k1 && settings[s].correlation == Correlation::as_coded ? " as coded" : ""),
                  kernel_layers(k), "level", 1.0, false, observations.kernel(s, k));
    return table.finish();
}

// Has the cells of the claims in every setting, for the network of infinite width.
flow::Artifact figure_targets(const json& parameters, const flow::Inputs& inputs) {
    const Observations observations(parameters, inputs.at("errors"));
    judgement::Table table;
    const auto show = [&](std::size_t setting, const char* claim, const std::vector<Cell>& cells,
                          const std::string& judged) {
        for (const Cell& cell : cells)
            table.text("law", settings[setting].name)
                .text("claim", claim)
                .text("family", cell.what)
                .number("layers", static_cast<double>(cell.hidden_layers))
                .number("value", cell.sample.mean)
                .number("low", cell.interval.low)
                .number("high", cell.interval.high)
                .text("verdict", cell.verdict)
                .text("judged", judged);
    };
    for (std::size_t s = 0; s < setting_count; ++s) {
        const Judged c1 = observations.layer_added(s, Width::infinite), c2 = observations.closeness(s);
        const Judged c3 = observations.gap(s, Width::infinite);
        show(s, "C1", c1.cells, c1.verdict);
        show(s, "C2", c2.cells, c2.verdict);
        show(s, "C2", observations.closeness_cells(s, true), c2.verdict);
        show(s, "C3", c3.cells, c3.verdict);
    }
    return table.finish();
}

}  // namespace ntk::studies::authors
