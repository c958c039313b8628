#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/methods.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/authors/waterfall.hpp"
#include "core/studies/authors/width_fit.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

constexpr const char* column_keys[column_count] = {"as_coded", "root", "root_in_y"};
constexpr std::size_t both_layers[] = {1, 2};

std::string mean_and_error(const statistics::Sample& sample) {
    return judgement::fixed(sample.mean, 4) + " ± " + judgement::fixed(sample.standard_error, 4);
}

// A method's name as a part of a number's name: "NN1-infinite" for "NN1, infinite".
std::string key_of(std::string name) {
    const std::size_t comma = name.find(", ");
    return comma == name.npos ? name : name.replace(comma, 2, "-");
}

void say_setting(judgement::Numbers& numbers, const json& parameters) {
    const auto whole = [&](const char* key) { return parameters.at(key).get<std::size_t>(); };
    const std::size_t points = whole("points"), test = test_rows(points), rows = network_rows(points - test);
    for (const char* key : {"seed", "trials", "points", "inputs", "batch"}) numbers.say_count(key, whole(key));
    numbers.say("rate", judgement::general(parameters.at("rate").get<double>()));
    numbers.say_count("training-points", points - test);
    numbers.say_count("test-points", test);
    numbers.say_count("network-rows", rows);
    const auto epochs = parameters.at("epochs").get<std::vector<std::size_t>>();
    const std::size_t steps = (rows + whole("batch") - 1) / whole("batch");
    numbers.say_count("steps-per-epoch", steps);
    for (const std::size_t layers : both_layers) {
        numbers.say_count("epochs." + std::to_string(layers), epochs[layers - 1]);
        numbers.say_count("steps." + std::to_string(layers), epochs[layers - 1] * steps);
    }
}

void say_table(judgement::Numbers& numbers, const Observations& observations) {
    for (std::size_t column = 0; column < column_count; ++column)
        for (const Method& method : methods(observations, column)) {
            const statistics::Sample sample = statistics::summarize(method.rmse);
            const std::string name = std::string("rmse.") + column_keys[column] + "." + key_of(method.name);
            numbers.say(name, judgement::fixed(sample.mean, 4));
            numbers.say(name + ".error", judgement::fixed(sample.standard_error, 4));
            numbers.say_count(name + ".trials", sample.n);
        }
}

void say_claims(judgement::Numbers& numbers, const Observations& observations) {
    const auto say = [&](const std::string& name, const Judged& judged, const std::vector<const char*>& verdicts) {
        numbers.say_count(name + ".cells", judged.cells.size());
        for (const char* verdict : verdicts) {
            std::string key = verdict;
            std::replace(key.begin(), key.end(), ' ', '-');
            numbers.say_count(name + "." + key, judged.count(verdict));
        }
        numbers.say(name + ".verdict", judged.verdict);
        for (const Cell& cell : judged.cells) {
            std::string what = cell.what;
            std::replace(what.begin(), what.end(), ' ', '-');
            numbers.say(name + "." + what + "." + std::to_string(cell.hidden_layers),
                        ntk::judgement::with_interval(cell.sample.mean, cell.interval, 3));
        }
    };
    for (std::size_t s = 0; s < column_count; ++s) {
        const std::string key = column_keys[s];
        say("c1." + key, observations.layer_added(s, Width::finite), {"mismatch", "match", "open"});
        say("c2." + key, observations.closeness(s), {"very close", "apart", "open"});
        numbers.say_count("c2." + key + ".control-very-close",
                          Judged{observations.closeness_cells(s, true), "", ""}.count("very close"));
        say("c3." + key, observations.gap(s, Width::finite), {"fails", "holds", "open"});
    }
    for (std::size_t s = 0; s < setting_count; ++s) {
        const std::string key = s < column_count ? column_keys[s] : s == column_count ? "y_from_ntk" : "y_from_nngp";
        numbers.say("c1." + key + ".infinite.verdict", observations.layer_added(s, Width::infinite).verdict);
        numbers.say("c2." + key + ".all.verdict", observations.closeness(s).verdict);
        numbers.say("c3." + key + ".infinite.verdict", observations.gap(s, Width::infinite).verdict);
    }
    say("c1.like-for-like", observations.layer_added_like_for_like(), {"mismatch", "match", "open"});
    say("c3.like-for-like", observations.gap_like_for_like(), {"fails", "holds", "open"});
}

void say_waterfall(judgement::Numbers& numbers, const flow::Artifact& errors, const Observations& observations) {
    constexpr const char* keys[rung_count] = {"published", "root", "own-kernel", "rows", "time", "start"};
    for (const std::size_t layers : both_layers)
        for (const std::string measure : {"gap", "error"}) {
            const Group& group = observations.widest(layers, 0);
            const Waterfall waterfall(errors, group, measure);
            const std::string name = "waterfall." + std::to_string(layers) + "." + measure + ".";
            const double whole = waterfall.total.front().mean - waterfall.total.back().mean;
            for (std::size_t r = 0; r < rung_count; ++r) {
                numbers.say(name + keys[r] + ".at", judgement::with_interval(waterfall.total[r], 3));
                if (r == 0) continue;
                numbers.say(name + keys[r] + ".change", judgement::with_interval(waterfall.changes[r], 3));
                numbers.say(name + keys[r] + ".share",
                            judgement::fixed(-100.0 * waterfall.changes[r].mean / whole, 0) + " %");
            }
            numbers.say(name + "left", judgement::with_interval(waterfall.total.back(), 4));
            numbers.say(name + "removed", judgement::fixed(100.0 * whole / waterfall.total.front().mean, 0) + " %");
        }
}

void say_networks(judgement::Numbers& numbers, const json& parameters, const flow::Artifact& errors,
                  const Observations& observations) {
    double diverged = 0.0;
    std::size_t networks = 0;
    for (const Group& group : groups_of(parameters)) {
        networks += group.trials;
        for (const double flag : over_trials(errors, group.name() + "/diverged")) diverged += flag;
    }
    numbers.say_count("networks.count", networks);
    numbers.say_count("networks.diverged", static_cast<std::size_t>(diverged));
    for (const std::size_t layers : both_layers) {
        const std::string name = "network." + std::to_string(layers) + ".";
        const Group& group = observations.widest(layers, 0);
        const auto say = [&](const std::string& key, const std::string& array, int decimals) {
            numbers.say(name + key,
                        judgement::with_interval(statistics::summarize(over_trials(errors, group.name() + "/" + array)),
                                                 decimals));
        };
        numbers.say_count(name + "width", group.width);
        numbers.say_count(name + "trials", group.trials);
        say("rmse", "rmse", 4);
        say("limit-rmse", "limit.rmse", 4);
        say("rms-to-limit", "limit.rms", 4);
        say("gap-to-limit", "limit.gap", 4);
        const WidthFit fit(parameters, errors, layers, "limit.gap");
        numbers.say(name + "power", judgement::with_interval(fit.slope, 2));
        numbers.say_count(name + "narrowest", fit.groups.front().width);
        numbers.say(name + "fitted-at-10000", judgement::fixed(fit.at(10000), 4));
    }
}

void say_infinite(judgement::Numbers& numbers, const flow::Artifact& errors) {
    for (const std::size_t layers : both_layers) {
        const std::string number = std::to_string(layers), name = "infinite." + number + ".";
        const auto mean_of = [&](const std::string& array) {
            return statistics::summarize(over_trials(errors, array, 0, layers - 1));
        };
        numbers.say(name + "rmse", mean_and_error(mean_of("infinite")));
        numbers.say(name + "rmse-start-0", mean_and_error(mean_of("infinite.zero")));
        numbers.say(name + "full-batch-gap", judgement::with_interval(mean_of("infinite.full_batch"), 4));
        numbers.say(name + "own-ntk-rmse", mean_and_error(mean_of("own.ntk")));
        numbers.say(name + "own-ntk-network-rows-rmse", mean_and_error(mean_of("own.network_rows")));
        const std::size_t end = errors.arrays.at("epoch." + number).size();
        numbers.say(name + "end-of-time-rmse",
                    mean_and_error(statistics::summarize(over_trials(errors, "time." + number, 0, end))));
        // Counts the eigenvectors along which more than half is learnt by the authors' last epoch.
        const auto& learnt = errors.arrays.at("learnt." + number);
        std::vector<double> counts(learnt.shape(1), 0.0);
        for (std::size_t t = 0; t < counts.size(); ++t)
            for (std::size_t i = 0; i < learnt.shape(0); ++i) counts[t] += learnt(i, t) > 0.5 ? 1.0 : 0.0;
        numbers.say(name + "directions-learnt", judgement::general(numeric::median(counts)));
        numbers.say_count(name + "directions", learnt.shape(0));
    }
    for (std::size_t law = 0; law < law_count; ++law)
        numbers.say("deviation." + std::to_string(law),
                    mean_and_error(statistics::summarize(over_trials(errors, "deviation", law))));
    const auto jitter = over_trials(errors, "jitter");
    numbers.say("jitter.largest", judgement::general(*std::max_element(jitter.begin(), jitter.end())));
}

}  // namespace

flow::Artifact table_errors(const json& parameters, const flow::Inputs& inputs) {
    const Observations observations(parameters, inputs.at("errors"));
    judgement::Table table;
    for (std::size_t column = 0; column < column_count; ++column) {
        const std::string key = column_keys[column];
        for (const Method& method : methods(observations, column)) {
            const statistics::Sample sample = statistics::summarize(method.rmse);
            if (column == 0)
                table.text("method",
                           method.width > 0 ? method.name + ", width " + std::to_string(method.width) : method.name);
            table.text(key, mean_and_error(sample))
                .number(key + "_mean", sample.mean)
                .number(key + "_error", sample.standard_error)
                .number(key + "_trials", static_cast<double>(sample.n));
            const statistics::Interval interval = statistics::confidence_interval(sample, judgement::confidence_alpha);
            table.text(key + "_interval",
                       "[" + judgement::fixed(interval.low, 4) + ", " + judgement::fixed(interval.high, 4) + "]");
        }
    }
    return table.finish();
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& errors = inputs.at("errors");
    const Observations observations(parameters, errors);
    judgement::Numbers numbers;
    say_setting(numbers, parameters);
    say_table(numbers, observations);
    say_claims(numbers, observations);
    say_waterfall(numbers, errors, observations);
    say_networks(numbers, parameters, errors, observations);
    say_infinite(numbers, errors);
    return numbers.finish();
}

}  // namespace ntk::studies::authors
