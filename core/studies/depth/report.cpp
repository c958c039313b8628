#include <algorithm>
#include <utility>

#include "core/judgement/table.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/depth/depth.hpp"
#include "core/studies/shared/predictors.hpp"

namespace ntk::studies::depth {
namespace {

using nlohmann::json;

// Conditions choose the rows of a table whose label columns have the given values.
using Conditions = std::vector<std::pair<std::string, std::string>>;

std::vector<std::size_t> rows_where(const flow::Artifact& table, const Conditions& conditions) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < table.labels.at("verdict").size(); ++i)
        if (std::all_of(conditions.begin(), conditions.end(),
                        [&](const auto& c) { return table.labels.at(c.first)[i] == c.second; }))
            result.push_back(i);
    return result;
}

std::size_t count(const flow::Artifact& table, const Conditions& conditions) {
    return rows_where(table, conditions).size();
}

// The judgement of C1 in one regime.
struct LayerAdded {
    std::size_t cells, mismatches, matches, open, signs_differ;

    LayerAdded(const flow::Artifact& table, const std::string& regime)
        : cells(count(table, {{"regime", regime}})),
          mismatches(count(table, {{"regime", regime}, {"verdict", "mismatch"}})),
          matches(count(table, {{"regime", regime}, {"verdict", "match"}})),
          open(cells - mismatches - matches),
          signs_differ(0) {
        for (const std::size_t i : rows_where(table, {{"regime", regime}}))
            if (table.arrays.at("network_change")(i) * table.arrays.at("kernel_change")(i) < 0.0) ++signs_differ;
    }

    std::string verdict() const {
        if (mismatches > matches && 3 * mismatches >= cells) return "reproduced";
        if (matches > mismatches && 3 * matches >= cells) return "not reproduced";
        return "open";
    }
    std::string detail() const {
        return judgement::part_of(mismatches, cells) + " cells a mismatch, " + std::to_string(matches) + " a match, " +
               std::to_string(open) + " open; signs differ in " + std::to_string(signs_differ);
    }
};

// The judgement of C2 in one setting.
struct Closeness {
    std::size_t cells, nngp, nngp_apart, network;
    std::vector<std::pair<shared::Predictor, std::size_t>> controls;  // each with how many of its cells are very close

    Closeness(const flow::Artifact& table, const std::string& setting) {
        const auto verdicts = [&](const std::string& predictor, const std::string& verdict) {
            return count(table, {{"setting", setting}, {"predictor", predictor}, {"verdict", verdict}});
        };
        cells = count(table, {{"setting", setting}, {"predictor", shared::nngp_regression.label}});
        nngp = verdicts(shared::nngp_regression.label, "very close");
        nngp_apart = verdicts(shared::nngp_regression.label, "apart");
        network = verdicts("network", "very close");
        for (const auto& [control, kernel] : shared::control_kernels)
            controls.emplace_back(control, verdicts(control.label, "very close"));
    }

    std::string verdict() const {
        const bool most_close = 2 * nngp > cells;
        if (most_close && nngp > network) return "reproduced";
        if (most_close || 2 * nngp_apart > cells) return "not reproduced";
        return "open";
    }
    std::string detail() const {
        std::string text = "very close to the NTK: NNGP in " + judgement::part_of(nngp, cells) + " cells, network in " +
                           std::to_string(network);
        for (const auto& [control, close] : controls)
            text += std::string(", ") + control.label + " kernel in " + std::to_string(close);
        return text;
    }
};

// D in all cells of a regime.
std::vector<double> gaps_of(const flow::Artifact& table, const std::string& regime) {
    std::vector<double> gaps;
    for (const std::size_t i : rows_where(table, {{"regime", regime}})) gaps.push_back(table.arrays.at("gap")(i));
    return gaps;
}

// The judgement of C3 in one regime.
struct Gap {
    std::size_t cells, above, below, open;
    double median;

    Gap(const flow::Artifact& table, const std::string& regime)
        : cells(count(table, {{"regime", regime}})),
          above(count(table, {{"regime", regime}, {"verdict", "fails"}})),
          below(count(table, {{"regime", regime}, {"verdict", "holds"}})),
          open(cells - above - below) {
        median = numeric::median(gaps_of(table, regime));
    }

    std::string verdict() const {
        if (2 * above > cells) return "reproduced";
        if (2 * below > cells) return "not reproduced";
        return "open";
    }
    std::string detail() const {
        return "gap above the threshold in " + judgement::part_of(above, cells) + " cells, below it in " +
               std::to_string(below) + ", open in " + std::to_string(open) + "; median " + judgement::fixed(median, 2);
    }
};

double total(const std::vector<const flow::Artifact*>& errors, const std::string& name) {
    double sum = 0.0;
    for (const flow::Artifact* task : errors)
        for (const double value : task->arrays.at(name)) sum += value;
    return sum;
}

}  // namespace

flow::Artifact table_claims(const json& parameters, const flow::Inputs& inputs) {
    const auto regimes = parameters.at("regimes").get<std::vector<std::string>>();
    const flow::Artifact &added = inputs.at("layer added"), &closeness = inputs.at("closeness"),
                         &gap = inputs.at("gap");
    judgement::Table table;
    const auto row = [&](const char* claim, const std::string& where, const auto& judged) {
        table.text("claim", claim)
            .text("where", where)
            .text("verdict", judged.verdict())
            .text("detail", judged.detail());
    };
    for (const std::string& regime : regimes) row("C1", regime, LayerAdded(added, regime));
    for (const std::string setting : shared::settings) row("C2", setting, Closeness(closeness, setting));
    for (const std::string& regime : regimes) row("C3", regime, Gap(gap, regime));
    return table.finish();
}

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    std::vector<judgement::PlacedGap> rows;
    for (const auto& regime : parameters.at("regimes").get<std::vector<std::string>>())
        rows.push_back(judgement::median_gap("The regime", regime, gaps_of(inputs.at("gap"), regime)));
    return judgement::placed_gaps(rows);
}

flow::Artifact known_results_checked(const json&, const flow::Inputs& inputs) {
    const flow::Artifact& closeness = inputs.at("closeness");
    std::vector<judgement::KnownResult> rows;
    for (const std::string setting : shared::settings) {
        std::size_t worse = 0, no_worse = 0, cells = 0;
        for (const std::size_t i :
             rows_where(closeness, {{"setting", setting}, {"predictor", shared::nngp_regression.label}})) {
            ++cells;
            if (closeness.arrays.at("low")(i) > 0.0) ++worse;
            if (closeness.arrays.at("log_ratio")(i) <= 0.0) ++no_worse;
        }
        rows.push_back({"Regression with the NNGP kernel often errs no more than with the NTK (" + setting + ")",
                        "lee2020finite", true, "NNGP often ahead of the NTK",
                        "no worse in " + judgement::part_of(no_worse, cells) +
                            " cells; worse, beyond the 90 % interval, in " + std::to_string(worse),
                        2 * worse > cells       ? "disagrees"
                        : 2 * no_worse >= cells ? "agrees"
                                                : "open",
                        "kernels-alike"});
    }
    return judgement::known_results(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact &added = inputs.at("layer added"), &closeness = inputs.at("closeness"),
                         &gap = inputs.at("gap");
    const std::vector<const flow::Artifact*> errors = inputs.all("errors");
    judgement::Numbers numbers;
    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<std::size_t>>();
    const auto regimes = parameters.at("regimes").get<std::vector<std::string>>();
    const auto splits = parameters.at("splits").get<std::size_t>();
    const auto starts = parameters.at("starts").get<std::size_t>();
    const json &theory = parameters.at("theory"), &practice = parameters.at("practice");
    const auto whole = [](const json& object, const char* key) { return object.at(key).get<std::size_t>(); };
    for (const std::string key : {"seed", "splits", "starts"}) numbers.say_count(key, whole(parameters, key.c_str()));
    numbers.say_count("kernel-splits", whole(parameters, "kernel_splits"));
    numbers.say_count("training-points", whole(parameters, "training_points"));
    numbers.say_count("test-points", whole(parameters, "test_points"));
    numbers.say_count("width", whole(theory, "width"));
    numbers.say_count("steps", whole(theory, "epochs"));
    numbers.say_count("epochs", whole(practice, "epochs"));
    if (practice.contains("batch")) numbers.say_count("batch", whole(practice, "batch"));
    if (practice.contains("rate")) numbers.say("rate", judgement::general(practice.at("rate").get<double>()));
    numbers.say_count("tasks.count", errors.size());
    numbers.say_count("depths.count", hidden_layers.size());
    numbers.say_count("depths.least", hidden_layers.front());
    numbers.say_count("depths.most", hidden_layers.back());
    numbers.say_count("networks.count", regimes.size() * errors.size() * hidden_layers.size() * splits * starts);
    double diverged = 0.0;
    for (const std::string& regime : regimes) diverged += total(errors, "diverged." + regime);
    numbers.say_count("networks.diverged", static_cast<std::size_t>(diverged));

    for (const std::string& regime : regimes) {
        const LayerAdded c1(added, regime);
        const std::string name = "c1." + regime + ".";
        numbers.say_count(name + "cells", c1.cells);
        numbers.say_count(name + "mismatches", c1.mismatches);
        numbers.say_count(name + "matches", c1.matches);
        numbers.say_count(name + "open", c1.open);
        numbers.say_count(name + "signs-differ", c1.signs_differ);
        numbers.say(name + "verdict", c1.verdict());
    }
    for (const std::string setting : shared::settings) {
        const Closeness c2(closeness, setting);
        const std::string name = "c2." + setting + ".";
        numbers.say_count(name + "cells", c2.cells);
        numbers.say_count(name + "nngp-close", c2.nngp);
        numbers.say_count(name + "network-close", c2.network);
        for (const auto& [control, close] : c2.controls) numbers.say_count(name + control.key + "-close", close);
        numbers.say(name + "verdict", c2.verdict());
    }
    for (const std::string& regime : regimes) {
        const Gap c3(gap, regime);
        const std::string name = "c3." + regime + ".";
        numbers.say_count(name + "cells", c3.cells);
        numbers.say_count(name + "above", c3.above);
        numbers.say_count(name + "below", c3.below);
        numbers.say_count(name + "open", c3.open);
        numbers.say(name + "median-gap", judgement::fixed(c3.median, 2));
        numbers.say(name + "verdict", c3.verdict());
    }
    return numbers.finish();
}

}  // namespace ntk::studies::depth
