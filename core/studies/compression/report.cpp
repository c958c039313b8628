#include <algorithm>

#include <fmt/format.h>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/judgement/verdict.hpp"
#include "core/kernels/centred_layers.hpp"
#include "core/studies/compression/results.hpp"

namespace ntk::studies::compression {
namespace {

using judgement::fixed;
using judgement::infinity;
using judgement::with_interval;
using nlohmann::json;

// The rules by which the published statements are judged, fixed before any run of the profile paper (but for the one
// row that all shares of zeros have: it was one row a share, with this rule). Every interval is over replicates.
// Distances that are to vanish agree where the interval of their power of the dimension lies below 0.
std::string falls(const statistics::Sample& power) {
    return judgement::verdict(power, -infinity, 0.0);
}
// Ternary networks are as near to the limit as dense ones where the ratio of their distances is at most
// closeness_ratio.
std::string as_near(const statistics::Sample& log_ratio) {
    return judgement::verdict(log_ratio, -infinity, numeric::log(judgement::closeness_ratio));
}

std::string ratio(const statistics::Sample& logarithms, int decimals) {
    return with_interval(statistics::geometric_mean(logarithms, judgement::confidence_alpha), decimals);
}

// How many times the rectifier's variance a quantised network's last layer has, and the least that any activation could
// have there, by Bessel's inequality.
struct Excess {
    explicit Excess(std::size_t hidden_layers) {
        const auto quantised = kernels::quantised_layers(1.0, hidden_layers),
                   rectifiers = kernels::rectifier_layers(1.0, hidden_layers);
        const kernels::ActivationMoments last = quantised.back().moments;
        const double variance = rectifiers.back().moments.variance;
        const double tau_squared = hidden_layers > 1 ? quantised[hidden_layers - 2].moments.variance : 1.0;
        ratio = last.variance / variance;
        bound = tau_squared * (last.first * last.first + 0.5 * tau_squared * last.second * last.second) / variance;
    }
    double ratio, bound;
};

}  // namespace

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    const auto conjugate = results.power("conjugate.distance"), tangent = results.power("tangent.distance"),
               quantised = results.power("quantised.distance");
    std::vector<judgement::KnownResult> rows;
    rows.push_back(
        {"On Gaussian mixtures of high dimension both kernels of wide networks are, in spectral norm, matrices "
         "of four coefficients.",
         "gu2022", false, "the distance tends to 0",
         "it goes as the dimension to the power " + with_interval(conjugate, 2) + " (conjugate kernel), " +
             with_interval(tangent, 2) + " (tangent kernel)",
         judgement::verdict_on_all({falls(conjugate), falls(tangent)}), "compression-distance"});
    rows.push_back({"So activations may be quantised to two and three levels.", "gu2022", false,
                    "asymptotically the same kernel",
                    "less what it has more on the diagonal, the distance goes as the dimension to the power " +
                        with_interval(quantised, 2),
                    falls(quantised), "compression-distance"});
    const std::size_t place = results.largest_with_networks();
    std::vector<std::string> ratios;
    std::vector<std::string> verdicts;
    for (const Family& family : results.weights) {
        if (family.dense || family.quantised) continue;
        const statistics::Sample log_ratio = results.over_dense(place, family, "tangent");
        ratios.push_back(ratio(log_ratio, 2) + " with " + judgement::general(100.0 * family.zeros) + " % zeros");
        verdicts.push_back(as_near(log_ratio));
    }
    rows.push_back({"So weights may be ternary, whatever their share of zeros.", "gu2022", false,
                    "asymptotically the same kernel",
                    fmt::format("distance of networks' tangent kernel from the limit, over that of dense networks, at "
                                "dimension {}: {}",
                                results.places[place].dimension, fmt::join(ratios, ", ")),
                    judgement::verdict_on_all(verdicts), "compression-networks"});
    const Excess excess(parameters.at("hidden_layers").get<std::size_t>());
    rows.push_back({"For rectifiers, a last layer of three levels can match τ too.", "gu2022code", false,
                    "solved for, by least squares",
                    "the least variance is " + fixed(excess.ratio, 2) +
                        " times the rectifier's, and no activation has "
                        "less than " +
                        fixed(excess.bound, 2) + " times",
                    excess.ratio > 1.0 ? "disagrees" : "agrees", ""});
    return judgement::known_results(rows);
}

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    const std::size_t place = results.largest_with_networks();
    std::vector<judgement::PlacedGap> rows;
    for (const Family& family : results.weights) {
        const statistics::Sample gap = results.sample("networks", place, family.name + ".gap");
        rows.push_back({"The weights, without training", family.label, gap.mean,
                        statistics::confidence_interval(gap, judgement::confidence_alpha)});
    }
    return judgement::placed_gaps(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Numbers numbers;
    for (const std::string key : {"replicates", "hidden_layers", "rows_per_dimension", "width", "draws"}) {
        std::string name = key;
        std::replace(name.begin(), name.end(), '_', '-');
        numbers.say_count(name, parameters.at(key).get<std::size_t>());
    }
    for (const std::string key : {"mean", "spread"})
        numbers.say("mixture." + key, judgement::general(parameters.at(key).get<double>()));
    numbers.say_count("dimension.least", results.places.front().dimension);
    numbers.say_count("dimension.most", results.places[results.largest()].dimension);
    const std::size_t mixture = results.largest_with_networks();
    numbers.say_count("networks.dimension", results.places[mixture].dimension);
    const Excess excess(parameters.at("hidden_layers").get<std::size_t>());
    numbers.say("excess.ratio", fixed(excess.ratio, 2));
    numbers.say("excess.bound", fixed(excess.bound, 2));

    for (const std::string kernel : {"conjugate", "tangent", "quantised"}) {
        const std::string name = kernel + ".distance";
        numbers.say(name + ".power", with_interval(results.power(name), 2));
        numbers.say(name + ".least", fixed(results.sample("limit", 0, name).mean, 2));
        numbers.say(name + ".most", fixed(results.sample("limit", results.largest(), name).mean, 3));
        if (kernel != "quantised")
            numbers.say(kernel + ".published.most",
                        fixed(results.sample("limit", results.largest(), kernel + ".published").mean, 3));
    }
    for (const Family& family : results.weights) {
        const std::string name = "mixture." + family.name + ".";
        const auto mean = [&](const std::string& array, std::size_t i) {
            return fixed(results.sample("networks", mixture, family.name + array, i).mean, 2);
        };
        numbers.say(name + "distance", mean(".conjugate.distance", results.checkpoints() - 1));
        numbers.say(name + "corrected", mean(".corrected", 0));
    }
    for (std::size_t k = 0; k < results.places.size(); ++k) {
        if (results.places[k].dimension > 0 && k != mixture) continue;
        const std::string place = results.places[k].name + ".";
        const auto percent = [&](const char* role, const std::string& array, std::size_t i = 0) {
            statistics::Draws draws = results.draws_of(role, k, array, i);
            for (double& value : draws.values) value *= 100.0;
            return with_interval(statistics::summarize(draws), 0);
        };
        numbers.say(place + "distance", with_interval(results.sample("limit", k, "conjugate.distance"), 2));
        for (const std::string kernel : {"conjugate", "tangent", "quantised"}) {
            numbers.say(place + kernel + ".interpolating", percent("limit", kernel + ".error", 0));
            numbers.say(place + kernel + ".tuned", percent("limit", kernel + ".error", 1));
        }
        for (const Family& family : results.weights) {
            numbers.say(place + family.name + ".one", percent("networks", family.name + ".error"));
            if (!family.dense && !family.quantised)
                numbers.say(place + family.name + ".over-dense", ratio(results.over_dense(k, family, "tangent"), 2));
        }
    }
    return numbers.finish();
}

}  // namespace ntk::studies::compression
