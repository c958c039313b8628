#include "core/judgement/table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <xtensor/xadapt.hpp>

#include "core/judgement/rules.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::judgement {

Table& Table::text(const std::string& column, const std::string& value) {
    texts_[column].push_back(value);
    return *this;
}

Table& Table::number(const std::string& column, double value) {
    numbers_[column].push_back(value);
    return *this;
}

Table& Table::interval(const statistics::Sample& sample, double alpha) {
    const statistics::Interval i = statistics::confidence_interval(sample, alpha);
    return number("low", i.low).number("high", i.high);
}

flow::Artifact Table::finish() const {
    flow::Artifact result;
    result.labels = texts_;
    for (const auto& [name, values] : numbers_) result.arrays[name] = xt::adapt(values);
    return result;
}

void Numbers::say(const std::string& name, const std::string& text) {
    table_.text("name", name).text("text", text);
}

void Numbers::say_count(const std::string& name, std::size_t n) {
    say(name, std::to_string(n));
}

flow::Artifact known_results(const std::vector<KnownResult>& rows) {
    Table table;
    for (const KnownResult& row : rows)
        table.text("result", row.result)
            .text("source", row.source)
            .text("recalled", row.recalled ? "yes" : "no")
            .text("published", row.published)
            .text("ours", row.ours)
            .text("verdict", row.verdict)
            .text("shown", row.shown);
    return table.finish();
}

flow::Artifact placed_gaps(const std::vector<PlacedGap>& rows) {
    Table table;
    for (std::size_t i = 0; i < rows.size(); ++i)
        table.text("changed", rows[i].changed)
            .text("setting", rows[i].setting)
            .number("order", static_cast<double>(i))
            .number("gap", rows[i].gap)
            .number("low", rows[i].interval.low)
            .number("high", rows[i].interval.high);
    return table.finish();
}

PlacedGap median_gap(const std::string& changed, const std::string& setting, const std::vector<double>& values) {
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    return {changed, setting, numeric::median(values), {*least, *greatest}};
}

std::string fixed(double x, int decimals) {
    return fmt::format("{:.{}f}", x, decimals);
}

std::string general(double x) {
    return fmt::format("{:g}", x);
}

std::string part_of(std::size_t part, std::size_t whole) {
    return fmt::format("{} of {}", part, whole);
}

std::string with_interval(double x, const statistics::Interval& interval, int decimals) {
    return fmt::format("{0:.{3}f} [{1:.{3}f}, {2:.{3}f}]", x, interval.low, interval.high, decimals);
}

std::string with_interval(const statistics::Estimate& estimate, int decimals) {
    return with_interval(estimate.value, estimate.interval, decimals);
}

std::string with_interval(const statistics::Sample& sample, int decimals) {
    return with_interval(sample.mean, statistics::confidence_interval(sample, confidence_alpha), decimals);
}

}  // namespace ntk::judgement
