#include <algorithm>
#include <cmath>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/judgement/verdict.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/slope.hpp"
#include "core/studies/published/dispersion.hpp"
#include "core/studies/published/published.hpp"

namespace ntk::studies::published {
namespace {

using judgement::infinity;
using judgement::verdict;
using nlohmann::json;
using statistics::Sample;

// The rules by which the published statements are judged. Where a statement can be measured in two ways, each has a row
// of its own. All were fixed before the run that the paper reports (the paper, "More published results").
constexpr double limit_factor = 1.05;  // a limit of E[Θ̂²]/E[Θ̂]² is met up to this factor
constexpr double growing_power = 0.5;  // log(E[Θ̂²]/E[Θ̂]²) grows with depth where its power of it is above this,
constexpr double constant_power = 0.25;     // and does not where it is below this
constexpr double power_margin = 0.1;        // a fitted power so close to a stated one agrees,
constexpr double power_contradicted = 0.5;  // and one so far from it disagrees
constexpr double zero_share = 1e-12;        // a coefficient that is less of the largest one is rounding,
constexpr double nonzero_share = 1e-6;      // and one that is more is not 0
constexpr double linear_rate = 4.0, linear_rate_factor = 1.25;  // the largest rate of linear networks: "about 4/λ0"
constexpr double relu_rate = 12.0, relu_rate_factor = 1.5;      // that of ReLU networks: "about 12/λ0"
// Features are learnt where the kernel changes by as much as its own size.
constexpr double crossover_drift = 1.0;
constexpr double limited_factor = 2.0;  // an NMSE that is more than this times the double's is limited by float

double value(const flow::Artifact& artifact, const std::string& name) {
    return artifact.arrays.at(name)();
}

std::string interval_of_exp(const Sample& logarithm, int decimals) {
    return judgement::with_interval(statistics::geometric_mean(logarithm, judgement::confidence_alpha), decimals);
}

// Everything that the study has measured.
class Results {
public:
    Results(const json& parameters, const flow::Inputs& inputs) : p(parameters), inputs_(inputs) {}

    // log(E[Θ̂²]/E[Θ̂]²) of a stage of the kind `role`.
    Sample dispersion(const std::string& role, std::size_t i, std::size_t j) const {
        const flow::Artifact& stage = inputs_.at(role, {i, j});
        const char* section = role == "ratio" ? "dispersion" : "phases";
        return {p.at(section).at("draws").get<std::size_t>(), value(stage, "log_ratio"),
                value(stage, "standard_error")};
    }

    // E[Θ̂²]/E[Θ̂]² at the ratio r of depth and width, as the width grows: the intercept of a line in 1/width.
    Sample limiting_dispersion(std::size_t r) const {
        const auto widths = list("dispersion", "widths");
        double mean = 0.0, squares = 0.0, intercept = 0.0, variance = 0.0;
        for (const double width : widths) mean += 1.0 / width / static_cast<double>(widths.size());
        for (const double width : widths) squares += (1.0 / width - mean) * (1.0 / width - mean);
        Sample s{};
        for (std::size_t w = 0; w < widths.size(); ++w) {
            s = dispersion("ratio", r, w);
            const double ratio = numeric::exp(s.mean);
            const double weight = 1.0 / static_cast<double>(widths.size()) - mean * (1.0 / widths[w] - mean) / squares;
            intercept += weight * ratio;
            variance += weight * weight * (ratio * ratio) * (s.standard_error * s.standard_error);
        }
        return {s.n, intercept, std::sqrt(variance)};
    }

    // The power of the depth that log(E[Θ̂²]/E[Θ̂]²) follows between the last two depths.
    Sample power_of_depth(std::size_t variance) const {
        const auto depths = list("phases", "hidden_layers");
        const std::size_t last = depths.size() - 1;
        const Sample a = dispersion("phase", variance, last - 1), b = dispersion("phase", variance, last);
        const double doubling = numeric::log(depths[last] / depths[last - 1]);
        const double of_a = a.standard_error / a.mean, of_b = b.standard_error / b.mean;
        return {a.n, numeric::log(b.mean / a.mean) / doubling, std::sqrt(of_a * of_a + of_b * of_b) / doubling};
    }

    // The power of the frequency that a kernel's coefficients follow over the highest three octaves, at even or at odd
    // frequencies.
    double decay(const std::string& kernel, std::size_t parity) const {
        const auto& coefficients = inputs_.at("decay").arrays.at(kernel);
        std::vector<double> x, y;
        for (std::size_t k = coefficients.size() / 8; k < coefficients.size(); ++k) {
            if (k % 2 != parity) continue;
            x.push_back(numeric::log(static_cast<double>(k)));
            y.push_back(numeric::log(std::fabs(coefficients(k))));
        }
        return statistics::least_squares_line(x, y).slope;
    }

    // The largest coefficient at an odd frequency from 3 on, as a share of the largest of all.
    double odd_share(const std::string& kernel) const {
        const auto& coefficients = inputs_.at("decay").arrays.at(kernel);
        double odd = 0.0, all = 0.0;
        for (std::size_t k = 0; k < coefficients.size(); ++k) {
            all = std::max(all, std::fabs(coefficients(k)));
            if (k >= 3 && k % 2 == 1) odd = std::max(odd, std::fabs(coefficients(k)));
        }
        return odd / all;
    }

    // A quantity of one kind of network trained at large rates, over starts.
    template <class Value>
    Sample catapult(std::size_t network, Value of) const {
        std::vector<double> values;
        for (const flow::Artifact* start : inputs_.all("catapult", {network})) values.push_back(of(*start));
        return statistics::summarize(values);
    }
    // The logarithm of the rate at which training begins to diverge, between the last stable and the first other one.
    Sample largest_rate(std::size_t network) const {
        return catapult(network, [](const flow::Artifact& start) {
            const double a = value(start, "stable"), b = value(start, "unstable");
            return 0.5 * numeric::log((a > 0.0 ? a : b) * (b > 0.0 ? b : a));
        });
    }
    std::string flattens(std::size_t network) const {
        const Sample growth = catapult(network, [](const flow::Artifact& s) { return value(s, "growth"); });
        const Sample flattening = catapult(network, [](const flow::Artifact& s) { return value(s, "flattening"); });
        const Sample stable = catapult(network, [](const flow::Artifact& s) { return value(s, "stable"); });
        if (stable.mean < 2.0) return "disagrees";
        // Where training ends, the rate is at most 2/λ.
        return judgement::verdict_on_all(
            {verdict(growth, 0.0, infinity), verdict(flattening, -infinity, numeric::log(2.0 / catapult_shown))});
    }

    // The gap of a width at an output scale, over starts.
    Sample gap(std::size_t width, std::size_t scale) const {
        std::vector<double> values;
        for (const flow::Artifact* start : inputs_.all("scale", {width}))
            values.push_back(start->arrays.at("gap")(scale));
        return statistics::summarize(values);
    }

    // The power of the width that the scale follows at which a quantity, gap or drift, crosses a threshold.
    Sample crossover_power(const std::string& quantity, double threshold) const {
        const auto widths = list("scale", "widths");
        std::vector<double> powers;
        for (std::size_t s = 0; s < p.at("scale").at("starts").get<std::size_t>(); ++s) {
            std::vector<double> x, y;
            for (std::size_t w = 0; w < widths.size(); ++w) {
                x.push_back(numeric::log(widths[w]));
                y.push_back(log_crossover(inputs_.at("scale", {w, s}).arrays.at(quantity), threshold));
            }
            powers.push_back(statistics::least_squares_line(x, y).slope);
        }
        return statistics::summarize(powers);
    }

    // An array of the stages that round kernels, at one of the numbers of rows.
    Sample precision(const std::string& name, std::size_t rows) const {
        std::vector<double> values;
        for (const flow::Artifact* split : inputs_.all("precision")) values.push_back(split->arrays.at(name)(rows));
        return statistics::summarize(values);
    }

    // A quantity of a task's regressions, over splits.
    template <class Value>
    Sample regressions(std::size_t task, Value of) const {
        statistics::Draws draws;
        for (const flow::Artifact* split : inputs_.all("regressions", {task})) {
            draws.values.push_back(of(*split));
            draws.reuse = value(*split, "reuse");
        }
        return statistics::summarize(draws);
    }

    // log(NMSE of the tuned NTK / NMSE of networks) on a table, for the kind of network that errs less on average.
    struct Table {
        std::string name, network;
        Sample log_ratio;
        double ntk, networks;  // mean NMSE
    };
    Table table(std::size_t t) const {
        const auto tasks = p.at("tasks").get<std::vector<std::string>>();
        const auto name = p.at("tables").at(t).get<std::string>();
        const auto task = static_cast<std::size_t>(std::find(tasks.begin(), tasks.end(), name) - tasks.begin());
        const auto of_split = [&](const std::string& network, std::size_t s) {
            return value(inputs_.at("networks", {t, s}), network);
        };
        Table best{name, "", {}, 0.0, infinity};
        for (const std::string network : {"plain", "stopped"}) {
            std::size_t s = 0;
            const double mean = regressions(task, [&](const flow::Artifact&) { return of_split(network, s++); }).mean;
            if (mean >= best.networks) continue;
            best.networks = mean;
            best.network = network;
        }
        std::size_t s = 0;
        best.log_ratio = regressions(task, [&](const flow::Artifact& split) {
            return numeric::log(value(split, "tuned") / of_split(best.network, s++));
        });
        best.ntk = regressions(task, [](const flow::Artifact& split) { return value(split, "tuned"); }).mean;
        return best;
    }

    std::vector<double> list(const char* section, const char* key) const {
        return p.at(section).at(key).get<std::vector<double>>();
    }

    const json& p;

private:
    // log α where the values by α cross the threshold, from the largest scale down, on straight lines in both
    // logarithms. An end of the scales where it does not cross is continued in a straight line.
    static double log_crossover(const xt::xarray<double>& values, double threshold) {
        std::size_t k = values.size() - 1;
        while (k > 1 && values(k - 1) < threshold) --k;
        const double x1 = numeric::log(output_scales[k]), x0 = numeric::log(output_scales[k - 1]);
        const double y1 = numeric::log(values(k)), y0 = numeric::log(values(k - 1));
        return x1 + (numeric::log(threshold) - y1) * (x0 - x1) / (y0 - y1);
    }

    const flow::Inputs& inputs_;
};

std::string near_factor(const Sample& s, double stated, double factor) {
    return verdict(s, stated / factor, stated * factor);
}
std::string near_log_factor(const Sample& logarithm, double stated, double factor) {
    return verdict(logarithm, numeric::log(stated / factor), numeric::log(stated * factor));
}

std::string phase(double weight_variance) {
    return weight_variance < 2.0 ? "ordered" : weight_variance > 2.0 ? "chaotic" : "edge of chaos";
}

using Rows = std::vector<judgement::KnownResult>;

void add_dispersion(const Results& r, Rows& rows) {
    const auto ratios = r.list("dispersion", "ratios"), widths = r.list("dispersion", "widths");
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const double limit = published_dispersion_limit(ratios[i]);
        const Sample ours = r.limiting_dispersion(i);
        rows.push_back(
            {"E[Θ̂²]/E[Θ̂]² on the diagonal, ReLU at the edge of chaos without biases, has a limit as depth and "
             "width grow alike: depth/width " +
                 judgement::general(ratios[i]),
             "seleznova2022", true, judgement::fixed(limit, 3),
             judgement::with_interval(ours, 3) + " as 1/width → 0; " +
                 interval_of_exp(r.dispersion("ratio", i, widths.size() - 1), 3) + " at width " +
                 judgement::general(widths.back()) +
                 "; derived here: " + judgement::fixed(tied_dispersion_limit(ratios[i]), 3),
             near_factor(ours, limit, limit_factor), ""});
    }
    const auto variances = r.list("phases", "weight_variances"), depths = r.list("phases", "hidden_layers");
    std::vector<std::string> verdicts;
    std::string ours = "log of it as depth to the power";
    for (std::size_t v = 0; v < variances.size(); ++v) {
        const Sample power = r.power_of_depth(v);
        verdicts.push_back(variances[v] < 2.0 ? verdict(power, -infinity, constant_power)
                                              : verdict(power, growing_power, infinity));
        ours += (v == 0 ? " " : ", ") + judgement::with_interval(power, 2) + " at weight variance " +
                judgement::general(variances[v]);
    }
    rows.push_back(
        {"E[Θ̂²]/E[Θ̂]² grows exponentially with depth at the edge of chaos and in the chaotic phase, but not "
         "in the ordered phase.",
         "seleznova2022", false, "powers 1, 1 and 0 of its logarithm",
         ours + "; " + judgement::general(depths[depths.size() - 2]) + " to " + judgement::general(depths.back()) +
             " layers",
         judgement::verdict_on_all(verdicts), "published-dispersion"});
}

void add_decay(const Results& r, Rows& rows) {
    const auto decay = [&](const std::string& what, const std::string& source, bool recalled, const std::string& kernel,
                           double stated) {
        const double even = r.decay(kernel, 0), odd = r.decay(kernel, 1);
        const double off = std::max(std::fabs(even - stated), std::fabs(odd - stated));
        rows.push_back(
            {"On the circle the eigenvalues of the " + what, source, recalled,
             "power " + judgement::general(stated) + " of the frequency",
             judgement::fixed(even, 2) + " at even, " + judgement::fixed(odd, 2) + " at odd frequencies (exact)",
             off <= power_margin        ? "agrees"
             : off > power_contradicted ? "disagrees"
                                        : "open",
             ""});
    };
    decay("NTK of a ReLU network with biases decay as k⁻².", "geifman2020", true, "ntk", -2.0);
    decay("Laplace kernel decay in the same way.", "geifman2020", true, "laplace", -2.0);
    decay("NNGP decay faster, as k⁻⁴.", "bietti2019", true, "nngp", -4.0);
    const double share = r.odd_share("bias_free");
    rows.push_back({"The NTK of one hidden layer without biases has no odd frequencies from 3 on.", "bietti2019", true,
                    "0",
                    (share < zero_share ? "below " + judgement::general(zero_share) : judgement::general(share)) +
                        " of the largest eigenvalue (exact); " + judgement::fixed(r.odd_share("ntk"), 3) +
                        " with biases and more layers",
                    share < zero_share      ? "agrees"
                    : share > nonzero_share ? "disagrees"
                                            : "open",
                    ""});
}

void add_catapult(const Results& r, Rows& rows) {
    enum { solved, linear, shallow, deep };
    const auto grown = [&](std::size_t network, const char* what) {
        const Sample s = r.catapult(network, [&](const flow::Artifact& start) { return value(start, what); });
        return interval_of_exp(s, 2);
    };
    rows.push_back(
        {"At a rate above 2/λ0, where linearised training diverges, the loss of a network first grows, and training "
         "ends "
         "in a flatter place.",
         "lewkowycz2020", false, "“converges to a flatter minimum”",
         "at " + judgement::general(catapult_shown) + "/λ0 the loss grows " + grown(linear, "growth") +
             "-fold (linear), " + grown(deep, "growth") + "-fold (ReLU), and λ ends at " + grown(linear, "flattening") +
             " and " + grown(deep, "flattening") + " times λ0",
         judgement::verdict_on_all({r.flattens(linear), r.flattens(deep)}), ""});
    const std::string all_rows = std::to_string(r.p.at("catapult").at("rows").get<std::size_t>());
    const auto add_rate = [&](const char* what, double stated, double factor, std::size_t network,
                              const std::string& setting) {
        const Sample rate = r.largest_rate(network);
        rows.push_back({what, "lewkowycz2020", true, judgement::general(stated),
                        interval_of_exp(rate, 1) + " " + setting, near_log_factor(rate, stated, factor), ""});
    };
    const char* of_linear = "Linear networks of one hidden layer train up to rates of about 4/λ0.";
    add_rate(of_linear, linear_rate, linear_rate_factor, linear, "on " + all_rows + " rows");
    add_rate(of_linear, linear_rate, linear_rate_factor, solved, "on one row, as in the model that it solves");
    const char* of_relu = "ReLU networks train up to rates of about 12/λ0.";
    add_rate(of_relu, relu_rate, relu_rate_factor, shallow, "with one hidden layer");
    add_rate(of_relu, relu_rate, relu_rate_factor, deep, "with two hidden layers");
}

void add_scale(const Results& r, Rows& rows) {
    const auto widths = r.list("scale", "widths");
    const std::size_t largest = std::size(output_scales) - 1;
    std::vector<std::string> verdicts;
    std::string gaps;
    for (std::size_t w = 0; w < widths.size(); ++w) {
        verdicts.push_back(verdict(r.gap(w, largest), -infinity, judgement::gap_threshold));
        gaps += (w == 0 ? "" : ", ") + judgement::with_interval(r.gap(w, largest), 4) + " at width " +
                judgement::general(widths[w]);
    }
    rows.push_back(
        {"With a large enough scale α of the output, and 0 at the start, a network of any width trains as its "
         "linearisation does.",
         "chizat2019", false, "a gap of 0 as α grows",
         "at α = " + judgement::general(output_scales[largest]) + " gap " + gaps, judgement::verdict_on_all(verdicts),
         ""});
    const auto add_crossover = [&](const Sample& power, const std::string& where) {
        rows.push_back(
            {"The scale α* at the crossover from lazy training to feature learning falls with the width as its "
             "power −1/2.",
             "geiger2020", false, "power −0.5", "power " + judgement::with_interval(power, 2) + " " + where,
             verdict(power, -0.5 - power_margin, -0.5 + power_margin), ""});
    };
    add_crossover(r.crossover_power("gap", judgement::gap_threshold),
                  "where the gap is " + judgement::general(judgement::gap_threshold));
    add_crossover(r.crossover_power("drift", crossover_drift), "where the kernel has changed by its own size");
}

// Limited at the most rows and not at the least.
std::string limited(const Results& r, const std::string& kernel, std::size_t most) {
    const double margin = numeric::log(judgement::closeness_ratio);
    return judgement::verdict_on_all(
        {verdict(r.precision(kernel + ".log_ratio", 0), -margin, margin),
         verdict(r.precision(kernel + ".log_ratio", most), numeric::log(limited_factor), infinity)});
}

void add_precision(const Results& r, Rows& rows) {
    const auto n = r.list("precision", "rows");
    const std::size_t most = n.size() - 1;
    const auto at = [&](const std::string& name, std::size_t i) { return interval_of_exp(r.precision(name, i), 2); };
    rows.push_back(
        {"Floating-point precision limits regression with kernels beyond a critical number of rows (here float, "
         "for the NNGP on the circle).",
         "lee2020finite", false, "“limits kernel performance”",
         "NMSE " + at("nngp.log_ratio", most) + " times the double's at " + judgement::general(n[most]) + " rows, " +
             at("nngp.log_ratio", 0) + " at " + judgement::general(n[0]) +
             "; NTK, which decays less: " + at("ntk.log_ratio", most),
         limited(r, "nngp", most), ""});
}

// Over tasks: on how many ridge and early stopping err alike.
struct Stopping {
    std::size_t close = 0, apart = 0, tasks;
    std::vector<Sample> log_ratio, gap;

    explicit Stopping(const Results& r) : tasks(r.p.at("tasks").size()) {
        const double margin = numeric::log(judgement::closeness_ratio);
        for (std::size_t t = 0; t < tasks; ++t) {
            log_ratio.push_back(r.regressions(
                t, [](const flow::Artifact& s) { return numeric::log(value(s, "stopped") / value(s, "ridge")); }));
            gap.push_back(r.regressions(t, [](const flow::Artifact& s) { return value(s, "gap"); }));
            if (statistics::p_inside(log_ratio[t], margin) <= judgement::equivalence_alpha) ++close;
            if (statistics::p_outside(log_ratio[t], margin) <= judgement::equivalence_alpha) ++apart;
        }
    }
    std::string verdict() const { return 2 * close > tasks ? "agrees" : 2 * apart > tasks ? "disagrees" : "open"; }
};

void add_stopping(const Results& r, Rows& rows) {
    const Stopping stopping(r);
    std::string ratios;
    for (std::size_t t = 0; t < stopping.tasks; ++t)
        ratios += (t == 0 ? "" : ", ") + interval_of_exp(stopping.log_ratio[t], 2) + " (gap " +
                  judgement::fixed(stopping.gap[t].mean, 2) + ", " + r.p.at("tasks").at(t).get<std::string>() + ")";
    rows.push_back({"A ridge acts as early stopping does.", "lee2020finite", false,
                    "“acts similarly to early stopping”",
                    "NMSE within ten per cent on " + judgement::part_of(stopping.close, stopping.tasks) +
                        " tasks; stopping over ridge: " + ratios,
                    stopping.verdict(), ""});
}

void add_tables(const Results& r, Rows& rows) {
    for (std::size_t t = 0; t < r.p.at("tables").size(); ++t) {
        const Results::Table table = r.table(t);
        rows.push_back({"On small tables the NTK does better than, or as well as, networks.", "arora2020", false,
                        "“beats … the corresponding finite nets” (90 tables of the UCI repository)",
                        table.name + ": NMSE " + judgement::fixed(table.ntk, 3) + " with a tuned ridge, " +
                            judgement::fixed(table.networks, 3) + " of networks" +
                            (table.network == "stopped" ? " stopped early" : "") + "; ratio " +
                            interval_of_exp(table.log_ratio, 2),
                        verdict(table.log_ratio, -infinity, numeric::log(judgement::closeness_ratio)), ""});
    }
}

}  // namespace

flow::Artifact figure_dispersion(const json& parameters, const flow::Inputs& inputs) {
    const Results r(parameters, inputs);
    const auto variances = r.list("phases", "weight_variances"), depths = r.list("phases", "hidden_layers");
    judgement::Table table;
    for (std::size_t v = 0; v < variances.size(); ++v)
        for (std::size_t l = 0; l < depths.size(); ++l) {
            const Sample s = r.dispersion("phase", v, l);
            table.text("phase", phase(variances[v]))
                .number("weight_variance", variances[v])
                .number("hidden_layers", depths[l])
                .number("value", s.mean)
                .interval(s, judgement::confidence_alpha);
        }
    return table.finish();
}

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    Rows rows;
    add_dispersion(results, rows);
    add_decay(results, rows);
    add_catapult(results, rows);
    add_scale(results, rows);
    add_precision(results, rows);
    add_stopping(results, rows);
    add_tables(results, rows);
    return judgement::known_results(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const Results r(parameters, inputs);
    judgement::Numbers numbers;
    for (const char* key : {"seed", "splits"}) numbers.say_count(key, parameters.at(key).get<std::size_t>());
    numbers.say_count("hidden-layers", parameters.at("hidden_layers").get<std::size_t>());
    numbers.say_count("training-points", parameters.at("training_points").get<std::size_t>());
    const auto count = [&](const std::string& name, const char* section, const char* key) {
        numbers.say_count(name, parameters.at(section).at(key).get<std::size_t>());
    };
    count("dispersion.draws", "dispersion", "draws");
    count("phases.draws", "phases", "draws");
    count("phases.width", "phases", "width");
    numbers.say("phases.bias-variance", judgement::general(parameters.at("phases").at("bias_variance").get<double>()));
    count("circle.points", "circle", "points");
    count("circle.frequencies", "circle", "frequencies");
    for (const char* key : {"width", "rows", "steps", "starts"}) count(std::string("catapult.") + key, "catapult", key);
    numbers.say("catapult.shown", judgement::general(catapult_shown));
    for (const char* key : {"steps", "starts"}) count(std::string("scale.") + key, "scale", key);
    numbers.say("scale.most", judgement::general(output_scales[std::size(output_scales) - 1]));
    count("precision.splits", "precision", "starts");
    const auto rows = r.list("precision", "rows");
    for (const char* kernel : {"nngp", "ntk"})
        numbers.say(
            std::string("precision.") + kernel + ".margin",
            judgement::fixed(numeric::exp(r.precision(std::string(kernel) + ".log_margin", rows.size() - 1).mean), 3));
    numbers.say("precision.most", judgement::general(rows.back()));
    const auto percent = [](double factor) { return judgement::general(100.0 * (factor - 1.0)); };
    numbers.say("rules.limit", percent(limit_factor));
    numbers.say("rules.close", percent(judgement::closeness_ratio));
    numbers.say("rules.limited", judgement::general(limited_factor));
    numbers.say("rules.linear-rate", judgement::general(linear_rate));
    numbers.say("rules.linear-rate-factor", judgement::general(linear_rate_factor));
    numbers.say("rules.relu-rate", judgement::general(relu_rate));
    numbers.say("rules.relu-rate-factor", judgement::general(relu_rate_factor));
    return numbers.finish();
}

}  // namespace ntk::studies::published
