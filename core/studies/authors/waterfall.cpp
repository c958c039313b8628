#include <string>
#include <vector>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/authors/waterfall.hpp"

namespace ntk::studies::authors {

using nlohmann::json;

Waterfall::Waterfall(const flow::Artifact& errors, const Group& group, const std::string& measure) {
    const std::string name = group.name() + "/rungs." + measure;
    std::vector<double> before;
    for (std::size_t r = 0; r < rung_count; ++r) {
        const std::vector<double> now = over_trials(errors, name, r);
        total.push_back(statistics::summarize(now));
        std::vector<double> change = now;
        if (r > 0)
            for (std::size_t t = 0; t < now.size(); ++t) change[t] = now[t] - before[t];
        changes.push_back(statistics::summarize(change));
        before = now;
    }
}

flow::Artifact figure_waterfall(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& errors = inputs.at("errors");
    const Observations observations(parameters, errors);
    judgement::Table table;
    for (const std::size_t layers : {std::size_t{1}, std::size_t{2}})
        for (const std::string measure : {"error", "gap"}) {
            const Group& group = observations.widest(layers, 0);
            const Waterfall waterfall(errors, group, measure);
            double order = 0.0;
            const auto bar = [&](const std::string& rung, const statistics::Sample& sample, double start, double end,
                                 bool total) {
                table.number("layers", static_cast<double>(layers))
                    .number("width", static_cast<double>(group.width))
                    .number("trials", static_cast<double>(group.trials))
                    .number("order", order)
                    .text("rung", rung)
                    .text("measure", measure)
                    .number("value", sample.mean)
                    .interval(sample, judgement::confidence_alpha)
                    .number("start", start)
                    .number("end", end)
                    .text("total", total ? "yes" : "no");
                order += 1.0;
            };
            bar(rungs[0], waterfall.total[0], 0.0, waterfall.total[0].mean, true);
            for (std::size_t r = 1; r < rung_count; ++r)
                bar(rungs[r], waterfall.changes[r], waterfall.total[r - 1].mean, waterfall.total[r].mean, false);
            bar("what is left: finite width", waterfall.total.back(), 0.0, waterfall.total.back().mean, true);
        }
    return table.finish();
}

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& errors = inputs.at("errors");
    const Observations observations(parameters, errors);
    std::vector<judgement::PlacedGap> rows;
    for (const std::size_t layers : {std::size_t{1}, std::size_t{2}}) {
        const Group& group = observations.widest(layers, 0);
        const Waterfall waterfall(errors, group, "gap");
        const std::string network =
            (layers == 1 ? "one layer of " : "two layers of ") + std::to_string(group.width) + ", ";
        const auto row = [&](const char* compared, const statistics::Sample& sample) {
            rows.push_back({"The authors’ experiment", network + compared, sample.mean,
                            statistics::confidence_interval(sample, judgement::confidence_alpha)});
        };
        row("as published", waterfall.total.front());
        row("like for like", waterfall.total.back());
    }
    return judgement::placed_gaps(rows);
}

}  // namespace ntk::studies::authors
