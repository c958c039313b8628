#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/log.hpp"
#include "core/studies/ladder/ladder.hpp"

namespace ntk::studies::ladder {
namespace {

using nlohmann::json;

// The errors of all tasks.
class Errors {
public:
    Errors(const json& parameters, const flow::Inputs& inputs)
        : tasks(parameters.at("tasks").get<std::vector<std::string>>()),
          rungs(parameters.at("rungs").get<std::vector<std::string>>()),
          splits(parameters.at("splits").get<std::size_t>()),
          inputs_(inputs) {}

    double at(const std::string& name, std::size_t task, std::size_t rung, std::size_t split) const {
        return inputs_.at("errors", {task}).arrays.at(name)(rung, split);
    }
    // log of an error by split: of one task, and of all.
    statistics::Draws logs(const std::string& name, std::size_t rung, std::size_t task) const {
        statistics::Draws result{std::vector<double>(splits), inputs_.at("errors", {task}).arrays.at("reuse")()};
        for (std::size_t s = 0; s < splits; ++s) result.values[s] = numeric::log(at(name, task, rung, s));
        return result;
    }
    std::vector<statistics::Draws> all_logs(const std::string& name, std::size_t rung) const {
        std::vector<statistics::Draws> result;
        for (std::size_t t = 0; t < tasks.size(); ++t) result.push_back(logs(name, rung, t));
        return result;
    }
    double diverged(std::size_t rung) const {
        double sum = 0.0;
        for (std::size_t t = 0; t < tasks.size(); ++t)
            for (std::size_t s = 0; s < splits; ++s) sum += at("diverged", t, rung, s);
        return sum;
    }

    const std::vector<std::string> tasks, rungs;
    const std::size_t splits;

private:
    const flow::Inputs& inputs_;
};

// The geometric mean over splits, and over tasks where `logs` are of several.
template <class Logs>
statistics::Estimate exp_of(const Logs& logs) {
    return statistics::geometric_mean(statistics::summarize(logs), judgement::confidence_alpha);
}

// By what factor the geometric mean of one error exceeds another's, split by split.
statistics::Estimate ratio(std::vector<statistics::Draws> logs, const std::vector<statistics::Draws>& base) {
    for (std::size_t t = 0; t < logs.size(); ++t)
        for (std::size_t s = 0; s < logs[t].values.size(); ++s) logs[t].values[s] -= base[t].values[s];
    return exp_of(logs);
}

// A rung's name as a part of a number's name: "adam-kept" for "Adam, kept".
std::string slug(const std::string& name) {
    std::string result;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')
            result += c;
        else if (!result.empty() && result.back() != '-')
            result += '-';
    }
    return result;
}

}  // namespace

flow::Artifact figure_ladder(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    judgement::Table table;
    for (std::size_t r = 0; r < errors.rungs.size(); ++r) {
        const auto row = [&](const std::string& task, const auto& logs_of) {
            const statistics::Estimate gap = exp_of(logs_of("gap"));
            table.text("rung", errors.rungs[r])
                .text("task", task)
                .number("order", static_cast<double>(r))
                .number("gap", gap.value)
                .number("low", gap.interval.low)
                .number("high", gap.interval.high)
                .number("gap_limit", exp_of(logs_of("gap.limit")).value)
                .number("gap_ensemble", exp_of(logs_of("gap.ensemble")).value)
                .number("nmse", exp_of(logs_of("nmse")).value);
        };
        row("", [&](const std::string& name) { return errors.all_logs(name, r); });
        for (std::size_t t = 0; t < errors.tasks.size(); ++t)
            row(errors.tasks[t], [&](const std::string& name) { return errors.logs(name, r, t); });
    }
    return table.finish();
}

flow::Artifact placed_gaps(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    std::vector<judgement::PlacedGap> rows;
    for (std::size_t r = 0; r < errors.rungs.size(); ++r) {
        const statistics::Estimate gap = exp_of(errors.all_logs("gap", r));
        rows.push_back(
            {"The assumption dropped", r == 0 ? "none: " + errors.rungs[r] : errors.rungs[r], gap.value, gap.interval});
    }
    return judgement::placed_gaps(rows);
}

flow::Artifact numbers(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    judgement::Numbers numbers;
    for (const std::string key : {"width", "steps", "splits", "starts"})
        numbers.say_count(key, parameters.at(key).get<std::size_t>());
    numbers.say_count("hidden-layers", parameters.at("hidden_layers").get<std::size_t>());
    numbers.say_count("rungs.count", errors.rungs.size());
    numbers.say_count("networks.count", errors.tasks.size() * errors.rungs.size() * errors.splits *
                                            parameters.at("starts").get<std::size_t>());
    double diverged = 0.0, costliest = 0.0;
    std::string costliest_rung;
    for (std::size_t r = 0; r < errors.rungs.size(); ++r) {
        const std::string name = slug(errors.rungs[r]) + ".";
        diverged += errors.diverged(r);
        numbers.say(name + "gap", judgement::with_interval(exp_of(errors.all_logs("gap", r)), 2));
        numbers.say(name + "gap-limit", judgement::with_interval(exp_of(errors.all_logs("gap.limit", r)), 2));
        numbers.say(name + "gap-ensemble", judgement::with_interval(exp_of(errors.all_logs("gap.ensemble", r)), 2));
        numbers.say(name + "nmse", judgement::with_interval(exp_of(errors.all_logs("nmse", r)), 2));
        numbers.say_count(name + "diverged", static_cast<std::size_t>(errors.diverged(r)));
        if (r == 0) continue;
        const statistics::Estimate factor = ratio(errors.all_logs("gap", r), errors.all_logs("gap", 0));
        numbers.say(name + "factor", judgement::with_interval(factor, 1));
        // The last rung drops everything; the costliest single assumption is among those before it.
        if (r + 1 < errors.rungs.size() && factor.value > costliest) {
            costliest = factor.value;
            costliest_rung = errors.rungs[r];
        }
    }
    numbers.say("costliest", costliest_rung);
    numbers.say("costliest.factor", judgement::fixed(costliest, 1));
    numbers.say_count("networks.diverged", static_cast<std::size_t>(diverged));
    return numbers.finish();
}

flow::Artifact known_results_checked(const json& parameters, const flow::Inputs& inputs) {
    const Errors errors(parameters, inputs);
    const auto theory = errors.all_logs("gap", 0);
    std::vector<judgement::KnownResult> rows;
    // Adds a row for a statement that the gap is larger somewhere. Our value is the factor over all tasks.
    const auto larger = [&](const std::string& result, const std::string& published,
                            const statistics::Estimate& factor) {
        rows.push_back({result, "lee2020finite", true, published, "gap × " + judgement::with_interval(factor, 2),
                        factor.interval.low > 1.0    ? "agrees"
                        : factor.interval.high < 1.0 ? "disagrees"
                                                     : "open",
                        "ladder"});
    };
    if (const auto kept = parameters.find("start_kept"); kept != parameters.end())
        larger("Subtracting the function at the start brings a network nearer to its kernel",
               "centred networks nearer; here: the gap with the start kept over that without",
               ratio(errors.all_logs("gap", kept->get<std::size_t>()), theory));
    larger("Averaging starts brings networks nearer to their kernel",
           "ensembles nearer; here: the gap of one start over that of the mean of all",
           ratio(theory, errors.all_logs("gap.ensemble", 0)));
    if (const auto fast = parameters.find("tenfold_rate"); fast != parameters.end())
        larger("A large learning rate takes a network away from its kernel",
               "large rates differ; here: the gap at ten times the rate over that at 1/λmax",
               ratio(errors.all_logs("gap", fast->get<std::size_t>()), theory));
    return judgement::known_results(rows);
}

}  // namespace ntk::studies::ladder
