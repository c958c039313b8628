#include "core/studies/authors/claims.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"
#include "core/statistics/holm.hpp"
#include "core/studies/authors/authors.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

// The differences a − b by trial, for the trials that both have.
std::vector<double> difference(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> result(std::min(a.size(), b.size()));
    for (std::size_t t = 0; t < result.size(); ++t) result[t] = a[t] - b[t];
    return result;
}

Judged judge_layer_added(std::vector<Cell> cells) {
    std::vector<double> outside, inside;
    for (const Cell& cell : cells) {
        outside.push_back(statistics::p_outside(cell.sample, judgement::rmse_margin));
        inside.push_back(statistics::p_inside(cell.sample, judgement::rmse_margin));
    }
    const statistics::HolmResult mismatch = statistics::holm(outside, judgement::confidence_alpha),
                                 match = statistics::holm(inside, judgement::confidence_alpha);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        cells[c].interval = statistics::confidence_interval(cells[c].sample, mismatch.level[c]);
        cells[c].verdict = mismatch.rejected[c] ? "mismatch" : match.rejected[c] ? "match" : "open";
    }
    Judged judged{std::move(cells), "open", ""};
    const std::size_t all = judged.cells.size(), mismatches = judged.count("mismatch"), matches = judged.count("match");
    if (mismatches > matches && 3 * mismatches >= all) judged.verdict = "reproduced";
    if (matches > mismatches && 3 * matches >= all) judged.verdict = "not reproduced";
    judged.detail = "a layer more changes the RMSE of network and kernel by amounts that differ by";
    for (const Cell& cell : judged.cells)
        judged.detail += (&cell == judged.cells.data() ? " " : ", ") + judgement::fixed(cell.sample.mean, 3) + " (" +
                         cell.what + ")";
    judged.detail += ": " + judgement::part_of(mismatches, all) + (all == 1 ? " cell" : " cells") + " a mismatch, " +
                     std::to_string(matches) + " a match";
    return judged;
}

Judged judge_gap(std::vector<Cell> cells) {
    std::vector<double> gaps;
    for (Cell& cell : cells) {
        cell.interval = statistics::confidence_interval(cell.sample, judgement::confidence_alpha);
        cell.verdict = cell.interval.low > judgement::gap_threshold    ? "fails"
                       : cell.interval.high < judgement::gap_threshold ? "holds"
                                                                       : "open";
        gaps.push_back(cell.sample.mean);
    }
    Judged judged{std::move(cells), "open", ""};
    const std::size_t all = judged.cells.size(), fails = judged.count("fails"), holds = judged.count("holds");
    if (2 * fails > all) judged.verdict = "reproduced";
    if (2 * holds > all) judged.verdict = "not reproduced";
    const auto [least, most] = std::minmax_element(gaps.begin(), gaps.end());
    judged.detail = "gap " + judgement::fixed(*least, 2) + " to " + judgement::fixed(*most, 2) +
                    ", above the threshold in " + judgement::part_of(fails, all) + " cells, below it in " +
                    std::to_string(holds);
    return judged;
}

}  // namespace

std::size_t Judged::count(const std::string& wanted) const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.verdict == wanted; }));
}

Observations::Observations(const json& parameters, const flow::Artifact& errors)
    : groups_(groups_of(parameters)), errors_(errors) {}

const Group& Observations::widest(std::size_t hidden_layers, std::size_t law) const {
    const Group* widest = nullptr;
    for (const Group& group : groups_)
        if (group.hidden_layers == hidden_layers && group.law == law && (!widest || group.width > widest->width))
            widest = &group;
    if (!widest) throw std::runtime_error("no network was trained on these targets");
    return *widest;
}

std::vector<double> Observations::network(std::size_t setting, std::size_t hidden_layers, Width width) const {
    const std::size_t law = settings[setting].law;
    if (width == Width::infinite) return over_trials(errors_, "infinite", law, hidden_layers - 1);
    return over_trials(errors_, widest(hidden_layers, law).name() + "/rmse");
}

std::vector<double> Observations::kernel(std::size_t setting, std::size_t kernel) const {
    return over_trials(errors_, "kernels", setting, kernel);
}

Judged Observations::layer_added(std::size_t setting, Width width) const {
    const auto of_network = difference(network(setting, 2, width), network(setting, 1, width));
    std::vector<Cell> cells;
    for (std::size_t family = 0; family < family_count; ++family) {
        const auto of_kernel =
            difference(kernel(setting, kernel_of_family(family, 2)), kernel(setting, kernel_of_family(family, 1)));
        cells.push_back({family_names[family], 1, statistics::summarize(difference(of_network, of_kernel)), {}, ""});
    }
    return judge_layer_added(std::move(cells));
}

Judged Observations::layer_added_like_for_like() const {
    const auto less_limit = [&](std::size_t hidden_layers) {
        const std::string name = widest(hidden_layers, 0).name();
        return difference(over_trials(errors_, name + "/rmse"), over_trials(errors_, name + "/limit.rmse"));
    };
    return judge_layer_added(
        {{"the infinite network", 1, statistics::summarize(difference(less_limit(2), less_limit(1))), {}, ""}});
}

std::vector<Cell> Observations::closeness_cells(std::size_t setting, bool control) const {
    const double margin = numeric::log(judgement::closeness_ratio);
    std::vector<Cell> cells;
    for (const std::size_t hidden_layers : {std::size_t{1}, std::size_t{2}})
        for (std::size_t family = 0; family < family_count; ++family) {
            auto ratio = kernel(setting, control ? k1 : gp1 + hidden_layers - 1);
            const auto ntk = kernel(setting, kernel_of_family(family, hidden_layers));
            for (std::size_t t = 0; t < ratio.size(); ++t) ratio[t] = numeric::log(ratio[t] / ntk[t]);
            const statistics::Sample sample = statistics::summarize(ratio);
            cells.push_back({(control ? "K1 and " : "GP and ") + std::string(family_names[family]), hidden_layers,
                             sample, statistics::confidence_interval(sample, judgement::equivalence_alpha),
                             statistics::p_inside(sample, margin) <= judgement::equivalence_alpha    ? "very close"
                             : statistics::p_outside(sample, margin) <= judgement::equivalence_alpha ? "apart"
                                                                                                     : "open"});
        }
    return cells;
}

Judged Observations::closeness(std::size_t setting) const {
    Judged judged{closeness_cells(setting, false), "open", ""};
    const Judged control{closeness_cells(setting, true), "", ""};
    const std::size_t all = judged.cells.size(), close = judged.count("very close"), apart = judged.count("apart");
    const bool most = 2 * close > all;
    if (most && close > control.count("very close"))
        judged.verdict = "reproduced";
    else if (most || 2 * apart > all)
        judged.verdict = "not reproduced";
    judged.detail = "very close to the NTKs: GP in " + judgement::part_of(close, all) + " cells, apart in " +
                    std::to_string(apart) + "; the control K1 close in " + std::to_string(control.count("very close"));
    return judged;
}

Judged Observations::gap(std::size_t setting, Width width) const {
    const std::size_t law = settings[setting].law;
    const auto columns = columns_of(law);
    const auto place = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), setting) - columns.begin());
    std::vector<Cell> cells;
    for (const std::size_t hidden_layers : {std::size_t{1}, std::size_t{2}})
        for (std::size_t family = 0; family < family_count; ++family)
            cells.push_back({family_names[family],
                             hidden_layers,
                             statistics::summarize(
                                 width == Width::infinite
                                     ? over_trials(errors_, "infinite.gap", setting, hidden_layers - 1, family)
                                     : over_trials(errors_, widest(hidden_layers, law).name() + "/gap", place, family)),
                             {},
                             ""});
    return judge_gap(std::move(cells));
}

Judged Observations::gap_like_for_like() const {
    std::vector<Cell> cells;
    for (const std::size_t hidden_layers : {std::size_t{1}, std::size_t{2}})
        cells.push_back({"the infinite network",
                         hidden_layers,
                         statistics::summarize(over_trials(errors_, widest(hidden_layers, 0).name() + "/limit.gap")),
                         {},
                         ""});
    return judge_gap(std::move(cells));
}

flow::Artifact table_claims(const json& parameters, const flow::Inputs& inputs) {
    const Observations observations(parameters, inputs.at("errors"));
    judgement::Table table;
    const auto row = [&](const char* claim, const std::string& where, const Judged& judged, const std::string& more) {
        table.text("claim", claim)
            .text("where", where)
            .text("verdict", judged.verdict)
            .text("detail", judged.detail + more);
    };
    const auto infinite = [](const Judged& judged) { return "; of infinite width: " + judged.verdict; };
    const auto where = [](std::size_t setting) {
        return "the authors’ experiment, " + std::string(settings[setting].name);
    };
    const std::string like_for_like = "the authors’ experiment, like for like";
    for (std::size_t s = 0; s < column_count; ++s)
        row("C1", where(s), observations.layer_added(s, Width::finite),
            infinite(observations.layer_added(s, Width::infinite)));
    row("C1", like_for_like, observations.layer_added_like_for_like(), "");
    for (std::size_t s = 0; s < column_count; ++s) row("C2", where(s), observations.closeness(s), "");
    for (std::size_t s = 0; s < column_count; ++s)
        row("C3", where(s), observations.gap(s, Width::finite), infinite(observations.gap(s, Width::infinite)));
    row("C3", like_for_like, observations.gap_like_for_like(), "");
    return table.finish();
}

}  // namespace ntk::studies::authors
