#include <algorithm>
#include <cmath>

#include "core/judgement/table.hpp"
#include "core/studies/width/runs.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {
namespace {

using nlohmann::json;

// The rules by which known results are judged, fixed before any run of the profile paper.
constexpr double slope_margin = 0.1;         // a fitted power of the width that is so close to a stated one agrees
constexpr double agreement_threshold = 0.5;  // a network with a smaller gap to its linearisation agrees with it
constexpr double line_factor = 1.5;          // shapes whose exponents are within this factor of the mean lie on a line

// The verdict on the statement "falls as width^exponent or faster".
std::string falls_at_least_as(double exponent, const statistics::Interval& slope) {
    if (slope.high <= exponent + slope_margin) return "agrees";
    if (slope.low > exponent + slope_margin) return "disagrees";
    return "open";
}

statistics::Interval interval_of(const statistics::Sample& sample) {
    return statistics::confidence_interval(sample, judgement::confidence_alpha);
}

// The power of the width that a quantity follows for the networks at the shown depth.
enum class Units { relu, erf };
statistics::Sample power_of_width(const Runs& runs, Units units, const std::string& name) {
    return slope_sample(lines_against_width(runs, [&](std::size_t w, std::size_t r) {
        return last(units == Units::erf ? runs.erf(w, r) : runs.relu(w, runs.shown, r), name);
    }));
}

// The exponents p and q of gap ∝ L^p m^q on the grid of depths L and widths m, for each replicate. On a full grid the
// two regressions are independent of each other, so each is a fit to one axis, averaged over the other.
struct GapExponents {
    statistics::Sample depth, width, sum;
};

GapExponents gap_exponents(const Runs& runs) {
    std::vector<double> depth, width, sum;
    for (std::size_t r = 0; r < runs.replicates; ++r) {
        std::vector<double> log_width, log_depth, log_gap;
        for (std::size_t w = 0; w < runs.widths.size(); ++w)
            for (std::size_t l = 0; l < runs.hidden_layers.size(); ++l) {
                log_width.push_back(numeric::log(static_cast<double>(runs.widths[w])));
                log_depth.push_back(numeric::log(static_cast<double>(runs.hidden_layers[l])));
                log_gap.push_back(numeric::log(last(runs.relu(w, l, r), "gap")));
            }
        depth.push_back(statistics::least_squares_line(log_depth, log_gap).slope);
        width.push_back(statistics::least_squares_line(log_width, log_gap).slope);
        sum.push_back(depth.back() + width.back());
    }
    return {statistics::summarize(depth), statistics::summarize(width), statistics::summarize(sum)};
}

// Up to which rate the network agrees with its linearisation. For each multiple of the largest stable rate it has the
// distance between the two, at the widest of the widths that these runs have.
struct RateAgreement {
    std::vector<statistics::Sample> gap;  // by rate

    explicit RateAgreement(const Runs& runs) {
        for (std::size_t k = 0; k < rate_count; ++k) {
            std::vector<double> gaps;
            for (std::size_t r = 0; r < runs.replicates; ++r)
                gaps.push_back(last(runs.at_rate(k, runs.rate_widths.size() - 1, r), "gap_linearised"));
            gap.push_back(statistics::summarize(gaps));
        }
    }
    std::string verdict() const {
        bool agrees = true, disagrees = false;
        for (std::size_t k = 0; k < rate_count; ++k) {
            const statistics::Interval i = interval_of(gap[k]);
            const bool stable = rate_multiples[k] < 1.0;
            const bool near = i.high<agreement_threshold, far = i.low> agreement_threshold;
            agrees = agrees && (stable ? near : far);
            disagrees = disagrees || (stable ? far : near);
        }
        return agrees ? "agrees" : disagrees ? "disagrees" : "open";
    }
    std::string text() const {
        std::string result = "gap to the linearised network";
        for (std::size_t k = 0; k < rate_count; ++k)
            result += (k == 0 ? " " : ", ") + judgement::fixed(gap[k].mean, 2) + " at " +
                      judgement::general(rate_multiples[k]);
        return result + " times the largest stable rate";
    }
};

// For each shape of network, log(E[Θ̂²]/E[Θ̂]²) over Σ 1/width, the sum being over its hidden layers.
struct Fluctuation {
    std::vector<double> exponents;
    std::vector<statistics::Interval> intervals;
    double most_disorder = 0.0;  // the largest Σ 1/width of all shapes
    statistics::Sample mean;

    Fluctuation(const json& parameters, const Runs& runs) {
        const auto networks = parameters.at("fluctuation_networks").get<std::size_t>();
        const auto widths = parameters.at("fluctuation_widths").get<std::vector<double>>();
        const auto depths = parameters.at("fluctuation_hidden_layers").get<std::vector<double>>();
        for (std::size_t w = 0; w < widths.size(); ++w)
            for (std::size_t l = 0; l < depths.size(); ++l) {
                const flow::Artifact& run = runs.fluctuation(w, l);
                const double disorder = depths[l] / widths[w];
                const statistics::Sample exponent = {networks, last(run, "log_ratio") / disorder,
                                                     last(run, "standard_error") / disorder};
                exponents.push_back(exponent.mean);
                intervals.push_back(interval_of(exponent));
                most_disorder = std::max(most_disorder, disorder);
            }
        mean = statistics::summarize(exponents);
    }
    std::string one_line() const {
        const double low = mean.mean / line_factor, high = mean.mean * line_factor;
        const auto inside = [&](const statistics::Interval& i) { return i.low >= low && i.high <= high; };
        const auto outside = [&](const statistics::Interval& i) { return i.high < low || i.low > high; };
        if (std::all_of(intervals.begin(), intervals.end(), inside)) return "agrees";
        return std::any_of(intervals.begin(), intervals.end(), outside) ? "disagrees" : "open";
    }
    // The theorem leaves a constant factor free, so another exponent over a short range does not contradict it.
    std::string exponent_five() const {
        const statistics::Interval i = interval_of(mean);
        return i.low <= 5.0 && i.high >= 5.0 ? "agrees" : "open";
    }
};

}  // namespace

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    std::vector<judgement::PlacedGap> rows;
    for (std::size_t w = 0; w < runs.widths.size(); ++w) {
        std::vector<double> gaps;
        for (std::size_t r = 0; r < runs.replicates; ++r) gaps.push_back(last(runs.relu(w, runs.shown, r), "gap"));
        rows.push_back(judgement::median_gap("The width", std::to_string(runs.widths[w]) + " units a layer", gaps));
    }
    return judgement::placed_gaps(rows);
}

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    const statistics::Sample linearised = power_of_width(runs, Units::relu, "gap_linearised");
    const statistics::Sample smooth = power_of_width(runs, Units::erf, "drift"),
                             relu = power_of_width(runs, Units::relu, "drift");
    const RateAgreement rates(runs);
    const Fluctuation fluctuation(parameters, runs);
    const std::string range = "Σ 1/width up to " + judgement::general(fluctuation.most_disorder);
    const auto [least, most] = std::minmax_element(fluctuation.exponents.begin(), fluctuation.exponents.end());

    return judgement::known_results(
        {{"Below the largest stable rate the gap to the network linearised at its start falls with the width",
          "lee2019", true, "as its power −1/2 or faster", "power " + judgement::with_interval(linearised, 2),
          falls_at_least_as(-0.5, interval_of(linearised)), "derivation"},
         {"Above the largest stable rate the agreement with the linearised network ends", "lee2019", true,
          "2/λmax of the NTK", rates.text(), rates.verdict(), ""},
         {"In training, the kernel of a network with smooth units changes as the inverse of the width", "huang2020",
          true, "power −1, but for logarithms",
          "power " + judgement::with_interval(smooth, 2) + " with erf; " + judgement::with_interval(relu, 2) +
              " with ReLU, not smooth",
          falls_at_least_as(-1.0, interval_of(smooth)), "derivation"},
         {"log(E[Θ̂²]/E[Θ̂]²) on the diagonal is in proportion to Σ 1/width, whatever the shape", "hanin2020", false,
          "one line",
          judgement::fixed(*least, 2) + " to " + judgement::fixed(*most, 2) + " times Σ 1/width, over shapes; " + range,
          fluctuation.one_line(), ""},
         {"E[Θ̂²]/E[Θ̂]² is exp(5 Σ 1/width) up to a constant factor", "hanin2020", false, "5",
          judgement::with_interval(fluctuation.mean, 2) + ", the mean over shapes; " + range,
          fluctuation.exponent_five(), ""}});
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    judgement::Numbers numbers;
    for (const std::string key : {"seed", "replicates", "steps"})
        numbers.say_count(key, parameters.at(key).get<std::size_t>());
    numbers.say("task", parameters.at("task").get<std::string>());
    numbers.say_count("training-points", parameters.at("training_points").get<std::size_t>());
    numbers.say_count("test-points", parameters.at("test_points").get<std::size_t>());
    numbers.say_count("rates.steps", parameters.at("rate_steps").get<std::size_t>());
    numbers.say_count("rates.width", runs.rate_widths.back());
    numbers.say_count("fluctuation.networks", parameters.at("fluctuation_networks").get<std::size_t>());
    numbers.say_count("widths.least", runs.widths.front());
    numbers.say_count("widths.most", runs.widths.back());
    numbers.say_count("depths.least", runs.hidden_layers.front());
    numbers.say_count("depths.most", runs.hidden_layers.back());
    numbers.say_count("depths.shown", runs.hidden_layers[runs.shown]);
    numbers.say_count("networks.count", runs.networks());
    numbers.say_count("networks.diverged", runs.count("diverged"));
    numbers.say_count("map.count", runs.widths.size() * runs.hidden_layers.size() * runs.replicates);
    numbers.say_count("map.unstable", runs.count_relu("unstable"));

    const auto say_power = [&](const std::string& as, Units units, const std::string& name) {
        numbers.say("power." + as, judgement::with_interval(power_of_width(runs, units, name), 2));
    };
    say_power("nngp", Units::relu, "nngp_error");
    say_power("ntk", Units::relu, "ntk_error");
    say_power("drift", Units::relu, "drift");
    say_power("drift-erf", Units::erf, "drift");
    say_power("gap", Units::relu, "gap");
    say_power("gap-erf", Units::erf, "gap");
    say_power("linearised", Units::relu, "gap_linearised");

    const GapExponents exponents = gap_exponents(runs);
    numbers.say("gap.depth-power", judgement::with_interval(exponents.depth, 2));
    numbers.say("gap.width-power", judgement::with_interval(exponents.width, 2));
    numbers.say("gap.ratio-excess", judgement::with_interval(exponents.sum, 2));
    return numbers.finish();
}

}  // namespace ntk::studies::width
