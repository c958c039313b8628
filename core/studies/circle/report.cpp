#include <cmath>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/judgement/verdict.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/circle/circle.hpp"

namespace ntk::studies::circle {
namespace {

using nlohmann::json;

// The rules by which the published statements are judged, fixed before any run of the profile paper. Every interval is
// over starts.
constexpr double inside_margin = 0.1;  // shares inside the band that differ by less count as the same
constexpr double inside_limit = 0.8;   // the limit's own share between its 10th and 90th percentile

statistics::Sample sample(const flow::Artifact& measures, const std::string& name) {
    const auto& array = measures.arrays.at(name);
    return statistics::summarize(std::vector<double>(array.begin(), array.end()));
}

// The difference of two independent means. Its degrees of freedom are those of the smaller sample, which is cautious:
// Welch's would be more.
statistics::Sample difference(const statistics::Sample& a, const statistics::Sample& b) {
    return {a.n < b.n ? a.n : b.n, a.mean - b.mean,
            std::sqrt(a.standard_error * a.standard_error + b.standard_error * b.standard_error)};
}

// The logarithm of a mean, with its standard error to first order.
statistics::Sample logarithm(const statistics::Sample& a) {
    return {a.n, numeric::log(a.mean), a.standard_error / a.mean};
}

// The mean over starts of log(after/before).
statistics::Sample inflation(const flow::Artifact& measures, const std::string& family) {
    const auto &before = measures.arrays.at("kernel." + family + ".before"),
               &after = measures.arrays.at("kernel." + family + ".after");
    std::vector<double> values(before.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = numeric::log(after(i) / before(i));
    return statistics::summarize(values);
}

std::string above_zero(const statistics::Sample& s) {
    return judgement::verdict(s, 0.0, judgement::infinity);
}

std::string within(const statistics::Sample& s, double margin) {
    return judgement::verdict(s, -margin, margin);
}

// Applies an increasing f to a sample's mean and to the ends of its interval.
template <class F>
std::string shown(const statistics::Sample& s, int decimals, F f) {
    const statistics::Interval i = statistics::confidence_interval(s, judgement::confidence_alpha);
    return judgement::with_interval(f(s.mean), {f(i.low), f(i.high)}, decimals);
}
double exponential(double x) {
    return numeric::exp(x);
}
double percent_more(double x) {
    return 100.0 * (numeric::exp(x) - 1.0);
}
double percent(double x) {
    return 100.0 * x;
}

struct Judged {
    statistics::Sample variance;                          // log of the narrow kernels' variance over the wide ones'
    statistics::Sample level;                             // log of the narrow kernels' mean over the wide ones'
    statistics::Sample inflation_narrow, inflation_wide;  // log(after/before)
    statistics::Sample inside_narrow, inside_wide;        // share of the circle inside the band

    explicit Judged(const flow::Artifact& m)
        : variance(difference(logarithm(sample(m, "kernel.narrow.deviation")),
                              logarithm(sample(m, "kernel.wide.deviation")))),
          level(difference(logarithm(sample(m, "kernel.narrow.before")), logarithm(sample(m, "kernel.wide.before")))),
          inflation_narrow(inflation(m, "narrow")),
          inflation_wide(inflation(m, "wide")),
          inside_narrow(sample(m, "function.narrow.inside")),
          inside_wide(sample(m, "function.wide.inside")) {}

    statistics::Sample inflation_less() const { return difference(inflation_narrow, inflation_wide); }
};

std::string judge_inside(statistics::Sample s) {
    s.mean -= inside_limit;
    return within(s, inside_margin);
}

std::string width_of(const json& parameters, const std::string& experiment, const std::string& family) {
    return std::to_string(parameters.at(experiment).at(family).at("width").get<std::size_t>());
}

}  // namespace

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Judged judged(inputs.at("measures"));
    const auto width = [&](const std::string& experiment, const std::string& family) {
        return width_of(parameters, experiment, family);
    };
    const std::string kernels = "widths " + width("kernels", "narrow") + " and " + width("kernels", "wide");
    const auto jacot = [](const std::string& result, const std::string& published, const std::string& ours,
                          const std::string& verdict, const std::string& figure) {
        return judgement::KnownResult{result, "jacot2018", false, published, ours, verdict, figure};
    };
    const auto inside = [&](const std::string& family, const statistics::Sample& s) {
        return "width " + width("functions", family) + ": " + shown(s, 0, percent) +
               " % of the circle within the limit's 10th to 90th percentile";
    };
    return judgement::known_results({
        jacot("On the circle, the tangent kernel at the start varies less between starts for the wider network.",
              "“less variance” (500, 10000)",
              "variance " + shown(judged.variance, 1, exponential) + " times as large at the narrower of " + kernels,
              above_zero(judged.variance), "circle-kernel"),
        jacot("Its expectation hardly depends on the width.", "“very close” (500, 10000)",
              "mean " + shown(judged.level, 2, exponential) + " times that of the wider, " + kernels,
              within(judged.level, numeric::log(judgement::closeness_ratio)), "circle-kernel"),
        jacot("The kernel inflates in training.", "“tends to inflate” (500)",
              shown(judged.inflation_narrow, 1, percent_more) + " % at width " + width("kernels", "narrow"),
              above_zero(judged.inflation_narrow), "circle-kernel"),
        jacot("It inflates less where the network is wider.", "“much less apparent” (10000)",
              shown(judged.inflation_wide, 1, percent_more) + " % at width " + width("kernels", "wide"),
              above_zero(judged.inflation_less()), "circle-kernel"),
        jacot("Trained functions are distributed as the limit says, even at a small width.", "“a good indication” (50)",
              inside("narrow", judged.inside_narrow), judge_inside(judged.inside_narrow), "circle-functions"),
        jacot("They are so at a larger width.", "“very similar for both widths” (1000)",
              inside("wide", judged.inside_wide), judge_inside(judged.inside_wide), "circle-functions"),
    });
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& m = inputs.at("measures");
    const Judged judged(m);
    judgement::Numbers numbers;
    for (const std::string key : {"seed", "hidden_layers", "inputs", "angles"})
        numbers.say_count(key == "hidden_layers" ? "hidden-layers" : key, parameters.at(key).get<std::size_t>());
    for (const std::string key : {"rate", "weight_variance", "bias_variance"})
        numbers.say(key == "rate"              ? key
                    : key == "weight_variance" ? "weight-variance"
                                               : "bias-variance",
                    judgement::general(parameters.at(key).get<double>()));
    std::size_t networks = 0;
    for (const std::string experiment : {"kernels", "functions"}) {
        numbers.say_count(experiment + ".steps", parameters.at(experiment).at("steps").get<std::size_t>());
        for (const std::string family : families) {
            const auto starts = parameters.at(experiment).at(family).at("starts").get<std::size_t>();
            networks += starts;
            numbers.say(experiment + "." + family + ".width", width_of(parameters, experiment, family));
            numbers.say_count(experiment + "." + family + ".starts", starts);
        }
    }
    numbers.say_count("networks.count", networks);
    numbers.say_count("networks.diverged", static_cast<std::size_t>(m.arrays.at("diverged")()));

    numbers.say("kernels.variance-ratio", shown(judged.variance, 1, exponential));
    numbers.say("kernels.mean-ratio", shown(judged.level, 2, exponential));
    const double width_ratio = parameters.at("kernels").at("wide").at("width").get<double>() /
                               parameters.at("kernels").at("narrow").at("width").get<double>();
    numbers.say("kernels.width-ratio", judgement::general(width_ratio));
    numbers.say("kernels.narrow.inflation", shown(judged.inflation_narrow, 1, percent_more));
    numbers.say("kernels.wide.inflation", shown(judged.inflation_wide, 1, percent_more));
    for (const std::string family : families) {
        numbers.say("kernels." + family + ".from-limit",
                    judgement::fixed(100.0 * m.arrays.at("kernel." + family + ".from_limit")(), 1));
        const std::string name = "functions." + family + ".", from = "function." + family + ".";
        const auto identity = [](double x) { return x; };
        numbers.say(name + "inside", shown(sample(m, from + "inside"), 0, percent));
        numbers.say(name + "spread", shown(sample(m, from + "spread"), 2, identity));
        numbers.say(name + "gap", shown(sample(m, from + "gap"), 2, identity));
        numbers.say(name + "gap-own", shown(sample(m, from + "gap_own"), 2, identity));
        numbers.say(name + "gap-mean", judgement::fixed(m.arrays.at(from + "gap_mean")(), 2));
    }
    numbers.say("limit.gap", judgement::fixed(m.arrays.at("limit.gap")(), 2));
    numbers.say("limit.unconverged", judgement::general(m.arrays.at("limit.unconverged")()));
    return numbers.finish();
}

}  // namespace ntk::studies::circle
