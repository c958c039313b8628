#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/judgement/verdict.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/slope.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/narrow/narrow.hpp"

namespace ntk::studies::narrow {
namespace {

using judgement::confidence_alpha;
using judgement::infinity;
using judgement::verdict;
using nlohmann::json;

// The rules by which the published statements are judged, fixed before any run of the profile paper. Every interval is
// over trials, and what is judged is the deepest network.
constexpr double near_limit = 0.1;  // a relative distance from the limit that is below it counts as small
constexpr double learnt = 0.1;    // an error below it, in units of the targets' variance, means that the task is learnt
constexpr double unlearnt = 0.9;  // and one above it that hardly anything but the mean is

const std::string shallow = families[0], deep = families[std::size(families) - 1];

statistics::Sample sample(const flow::Artifact& measures, const std::string& name) {
    const auto& array = measures.arrays.at(name);
    return statistics::summarize(std::vector<double>(array.begin(), array.end()));
}

statistics::Interval interval(const flow::Artifact& measures, const std::string& name) {
    return statistics::confidence_interval(sample(measures, name), confidence_alpha);
}

// Whether the mean of what is measured is surely below the bound, surely above it, or neither.
std::string below(const flow::Artifact& measures, const std::string& name, double bound) {
    return verdict(sample(measures, name), -infinity, bound);
}

// Whether what is measured is surely less at the greatest depth than at the least.
std::string falls(const flow::Artifact& measures, const std::string& name) {
    const statistics::Interval first = interval(measures, shallow + "." + name);
    const statistics::Interval last = interval(measures, deep + "." + name);
    return last.high < first.low ? "agrees" : last.low > first.high ? "disagrees" : "open";
}

// The power of the depth, or of the scale, with which a measure's root mean square changes over the three depths.
double power(const json& parameters, const flow::Artifact& measures, const std::string& what, const char* of) {
    std::vector<double> x, y;
    for (const std::string family : families) {
        x.push_back(numeric::log(parameters.at("networks").at(family).at(of).get<double>()));
        y.push_back(numeric::log(root_mean_square(measures, family + "." + what).value));
    }
    return statistics::least_squares_line(x, y).slope;
}

std::string percent(const flow::Artifact& measures, const std::string& name, int decimals) {
    const statistics::Sample s = sample(measures, name);
    const statistics::Interval i = statistics::confidence_interval(s, confidence_alpha);
    return judgement::with_interval(100.0 * s.mean, {100.0 * i.low, 100.0 * i.high}, decimals);
}

// x with two digits that count, without a power of ten.
std::string two_digits(double x) {
    int decimals = 1;
    for (double y = std::fabs(x); y > 0.0 && y < 1.0 && decimals < 12; y *= 10.0) ++decimals;
    return judgement::fixed(x, decimals);
}

std::string two_digits(const statistics::Estimate& estimate) {
    return two_digits(estimate.value) + " [" + two_digits(estimate.interval.low) + ", " +
           two_digits(estimate.interval.high) + "]";
}

std::string depth_of(const json& parameters, const std::string& family) {
    return std::to_string(parameters.at("networks").at(family).at("depth").get<std::size_t>());
}

}  // namespace

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& m = inputs.at("measures");
    const auto at = [&](const std::string& family, const std::string& text) {
        return text + " at depth " + depth_of(parameters, family);
    };
    const std::string learns = below(m, deep + ".error", learnt);
    const std::string he_does_not = verdict(sample(m, deep + ".he.error"), unlearnt, infinity);
    return judgement::known_results({
        {"The tangent kernel of networks of fixed width tends to a limit at the start as they grow deep.", "lee2022",
         true, "a theorem",
         at(shallow, percent(m, shallow + ".before.distance", 1) + " % from the limit") + ", " +
             at(deep, percent(m, deep + ".before.distance", 2) + " %"),
         judgement::verdict_on_all({falls(m, "before.distance"), below(m, deep + ".before.distance", near_limit)}),
         "narrow-kernel"},
        {"It stays at the limit in training.", "lee2022", true, "a theorem",
         "moved by " + at(shallow, two_digits(root_mean_square(m, shallow + ".drift"))) + ", by " +
             at(deep, two_digits(root_mean_square(m, deep + ".drift"))) + " of its size",
         judgement::verdict_on_all({falls(m, "drift"), below(m, deep + ".after.distance", near_limit)}),
         "narrow-depth"},
        {"Networks of four units a layer are trained however deep they are; from He’s start they are not.", "lee2022",
         false, "“first trainability guarantee of infinitely deep but narrow neural networks”",
         at(deep, "error " + two_digits(root_mean_square(m, deep + ".error")) + " of the targets’ variance") +
             "; from He’s start " + judgement::with_interval(sample(m, deep + ".he.error"), 2),
         judgement::verdict_on_all({learns, he_does_not}), "narrow-training"},
    });
}

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& m = inputs.at("measures");
    std::vector<judgement::PlacedGap> rows;
    for (const std::string family : families) {
        const statistics::Estimate gap = root_mean_square(m, family + ".gap");
        rows.push_back(
            {"Depth, at four units a layer", depth_of(parameters, family) + " layers", gap.value, gap.interval});
    }
    return judgement::placed_gaps(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact &m = inputs.at("measures"), &limit = inputs.at("limit");
    judgement::Numbers numbers;
    for (const std::string key : {"seed", "points", "steps", "grid"})
        numbers.say_count(key, parameters.at(key).get<std::size_t>());
    numbers.say_count("diverged", static_cast<std::size_t>(m.arrays.at("diverged")()));
    for (std::size_t f = 0; f < std::size(families); ++f) {
        const std::string family = families[f], prefix = family + ".";
        const json& network = parameters.at("networks").at(family);
        numbers.say(prefix + "depth", depth_of(parameters, family));
        for (const std::string key : {"scale", "rate"})
            numbers.say(prefix + key, judgement::general(network.at(key).get<double>()));
        numbers.say_count(prefix + "trials", network.at("trials").get<std::size_t>());
        numbers.say_count(prefix + "he.trials", network.at("he_trials").get<std::size_t>());
        numbers.say(prefix + "relative-rate", judgement::fixed(limit.arrays.at("relative_rate")(f), 2));
        for (const std::string time : {"before", "after"}) {
            numbers.say(prefix + time + ".level", percent(m, prefix + time + ".level", 2));
            const statistics::Interval i = interval(m, prefix + time + ".level");
            numbers.say(prefix + time + ".within", i.low <= 0.0 && 0.0 <= i.high ? "inside" : "outside");
            numbers.say(prefix + time + ".distance", two_digits(root_mean_square(m, prefix + time + ".distance")));
        }
        numbers.say(prefix + "expected", two_digits(m.arrays.at(prefix + "expected")()));
        for (const std::string what : {"drift", "gap", "gap_own", "error"})
            numbers.say(prefix + (what == "gap_own" ? "gap-own" : what),
                        two_digits(root_mean_square(m, prefix + what)));
        numbers.say(prefix + "he.error", judgement::with_interval(sample(m, prefix + "he.error"), 2));
        numbers.say(prefix + "he.living", percent(m, prefix + "he.living", 0));
    }
    const auto& error = limit.arrays.at("error");
    numbers.say("limit.error", two_digits(error(error.size() - 1)));
    for (const auto& [name, what, of] : {std::array{"distance", "before.distance", "depth"},
                                         {"gap", "gap", "depth"},
                                         {"drift", "drift", "scale"},
                                         {"gap-own", "gap_own", "scale"}})
        numbers.say(std::string("power.") + name, judgement::fixed(power(parameters, m, what, of), 2));
    return numbers.finish();
}

}  // namespace ntk::studies::narrow
