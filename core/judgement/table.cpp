#include "core/judgement/table.hpp"

#include <cstdio>

#include <xtensor/xadapt.hpp>

#include "core/judgement/rules.hpp"

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

std::string part_of(std::size_t part, std::size_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::string with_interval(double x, const statistics::Interval& interval, int decimals) {
    return fixed(x, decimals) + " [" + fixed(interval.low, decimals) + ", " + fixed(interval.high, decimals) + "]";
}

std::string with_interval(const statistics::Estimate& estimate, int decimals) {
    return with_interval(estimate.value, estimate.interval, decimals);
}

std::string with_interval(const statistics::Sample& sample, int decimals) {
    return with_interval(sample.mean, statistics::confidence_interval(sample, confidence_alpha), decimals);
}

}  // namespace ntk::judgement
