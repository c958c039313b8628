#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/studies/depth.hpp"

namespace ntk::depth {
namespace {

using nlohmann::json;

// Rows of a table whose label columns have the given values.
using Conditions = std::vector<std::pair<std::string, std::string>>;

std::vector<std::size_t> rows_where(const Artifact& table, const Conditions& conditions) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < table.labels.at("verdict").size(); ++i)
        if (std::all_of(conditions.begin(), conditions.end(),
                        [&](const auto& c) { return table.labels.at(c.first)[i] == c.second; }))
            result.push_back(i);
    return result;
}

std::size_t count(const Artifact& table, const Conditions& conditions) {
    return rows_where(table, conditions).size();
}

std::string of(std::size_t part, std::size_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::string fixed(double x, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, x);
    return text;
}

std::string general(double x) {
    char text[64];
    std::snprintf(text, sizeof text, "%g", x);
    return text;
}

// C1 in one regime.
struct LayerAdded {
    std::size_t cells, mismatches, matches, open, signs_differ;

    LayerAdded(const Artifact& table, const std::string& regime)
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
        return of(mismatches, cells) + " cells a mismatch, " + std::to_string(matches) + " a match, " +
               std::to_string(open) + " open; signs differ in " + std::to_string(signs_differ);
    }
};

// C2 in one setting.
struct Closeness {
    std::size_t cells, nngp, nngp_apart, network, gaussian, laplace;

    Closeness(const Artifact& table, const std::string& setting) {
        const auto verdicts = [&](const std::string& predictor, const std::string& verdict) {
            return count(table, {{"setting", setting}, {"predictor", predictor}, {"verdict", verdict}});
        };
        cells = count(table, {{"setting", setting}, {"predictor", "NNGP"}});
        nngp = verdicts("NNGP", "very close");
        nngp_apart = verdicts("NNGP", "apart");
        network = verdicts("network", "very close");
        gaussian = verdicts("Gaussian", "very close");
        laplace = verdicts("Laplace", "very close");
    }

    std::string verdict() const {
        const bool most_close = 2 * nngp > cells;
        if (most_close && nngp > network) return "reproduced";
        if (most_close || 2 * nngp_apart > cells) return "not reproduced";
        return "open";
    }
    std::string detail() const {
        return "very close to the NTK: NNGP in " + of(nngp, cells) + " cells, network in " + std::to_string(network) +
               ", Gaussian kernel in " + std::to_string(gaussian) + ", Laplace kernel in " + std::to_string(laplace);
    }
};

// C3 in one regime.
struct Gap {
    std::size_t cells, above, below, open;
    double median;

    Gap(const Artifact& table, const std::string& regime)
        : cells(count(table, {{"regime", regime}})),
          above(count(table, {{"regime", regime}, {"verdict", "fails"}})),
          below(count(table, {{"regime", regime}, {"verdict", "holds"}})),
          open(cells - above - below) {
        std::vector<double> gaps;
        for (const std::size_t i : rows_where(table, {{"regime", regime}})) gaps.push_back(table.arrays.at("gap")(i));
        std::sort(gaps.begin(), gaps.end());
        median = 0.5 * (gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]);
    }

    std::string verdict() const {
        if (2 * above > cells) return "reproduced";
        if (2 * below > cells) return "not reproduced";
        return "open";
    }
    std::string detail() const {
        return "gap above the threshold in " + of(above, cells) + " cells, below it in " + std::to_string(below) +
               ", open in " + std::to_string(open) + "; median " + fixed(median, 2);
    }
};

double total(const Inputs& errors, const std::string& name) {
    double sum = 0.0;
    for (const Artifact* task : errors)
        for (const double value : task->arrays.at(name)) sum += value;
    return sum;
}

}  // namespace

Artifact table_claims(const json&, const Inputs& inputs) {
    const Artifact &added = *inputs.at(0), &closeness = *inputs.at(1), &gap = *inputs.at(2);
    Artifact result;
    const auto row = [&](const char* claim, const std::string& where, const auto& judged) {
        result.labels["claim"].push_back(claim);
        result.labels["where"].push_back(where);
        result.labels["verdict"].push_back(judged.verdict());
        result.labels["detail"].push_back(judged.detail());
    };
    for (const std::string regime : {"theory", "practice"}) row("C1", regime, LayerAdded(added, regime));
    for (const std::string setting : {"interpolating", "tuned"}) row("C2", setting, Closeness(closeness, setting));
    for (const std::string regime : {"theory", "practice"}) row("C3", regime, Gap(gap, regime));
    return result;
}

Artifact numbers(const json& parameters, const Inputs& inputs) {
    const Artifact &added = *inputs.at(0), &closeness = *inputs.at(1), &gap = *inputs.at(2);
    const Inputs errors(inputs.begin() + 4, inputs.end());
    Artifact result;
    const auto say = [&](const std::string& name, const std::string& text) {
        result.labels["name"].push_back(name);
        result.labels["text"].push_back(text);
    };
    const auto say_count = [&](const std::string& name, std::size_t n) { say(name, std::to_string(n)); };

    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<std::size_t>>();
    const auto splits = parameters.at("splits").get<std::size_t>();
    const auto starts = parameters.at("starts").get<std::size_t>();
    for (const std::string key : {"seed", "splits", "starts", "width", "steps", "epochs", "batch"})
        say_count(key, parameters.at(key).get<std::size_t>());
    say_count("training-points", parameters.at("training_points").get<std::size_t>());
    say_count("test-points", parameters.at("test_points").get<std::size_t>());
    say("rate", general(parameters.at("rate").get<double>()));
    say_count("tasks.count", errors.size());
    say_count("depths.count", hidden_layers.size());
    say_count("depths.least", hidden_layers.front());
    say_count("depths.most", hidden_layers.back());
    say_count("networks.count", 2 * errors.size() * hidden_layers.size() * splits * starts);
    say_count("networks.diverged",
              static_cast<std::size_t>(total(errors, "diverged.theory") + total(errors, "diverged.practice")));

    for (const std::string regime : {"theory", "practice"}) {
        const LayerAdded c1(added, regime);
        const std::string name = "c1." + regime + ".";
        say_count(name + "cells", c1.cells);
        say_count(name + "mismatches", c1.mismatches);
        say_count(name + "matches", c1.matches);
        say_count(name + "open", c1.open);
        say_count(name + "signs-differ", c1.signs_differ);
        say(name + "verdict", c1.verdict());
    }
    for (const std::string setting : {"interpolating", "tuned"}) {
        const Closeness c2(closeness, setting);
        const std::string name = "c2." + setting + ".";
        say_count(name + "cells", c2.cells);
        say_count(name + "nngp-close", c2.nngp);
        say_count(name + "network-close", c2.network);
        say_count(name + "gaussian-close", c2.gaussian);
        say_count(name + "laplace-close", c2.laplace);
        say(name + "verdict", c2.verdict());
    }
    for (const std::string regime : {"theory", "practice"}) {
        const Gap c3(gap, regime);
        const std::string name = "c3." + regime + ".";
        say_count(name + "cells", c3.cells);
        say_count(name + "above", c3.above);
        say_count(name + "below", c3.below);
        say_count(name + "open", c3.open);
        say(name + "median-gap", fixed(c3.median, 2));
        say(name + "verdict", c3.verdict());
    }
    return result;
}

}  // namespace ntk::depth
