#include "core/studies/table.hpp"

#include <cstdio>

#include <xtensor/xadapt.hpp>

namespace ntk {

Table& Table::text(const std::string& column, const std::string& value) {
    texts_[column].push_back(value);
    return *this;
}

Table& Table::number(const std::string& column, double value) {
    numbers_[column].push_back(value);
    return *this;
}

Table& Table::interval(const Sample& sample, double alpha) {
    const Interval i = confidence_interval(sample, alpha);
    return number("low", i.low).number("high", i.high);
}

Artifact Table::finish() const {
    Artifact result;
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

Artifact known_results(const std::vector<KnownResult>& rows) {
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

std::string with_interval(double x, const Interval& interval, int decimals) {
    return fixed(x, decimals) + " [" + fixed(interval.low, decimals) + ", " + fixed(interval.high, decimals) + "]";
}

std::string with_interval(const Estimate& estimate, int decimals) {
    return with_interval(estimate.value, estimate.interval, decimals);
}

}  // namespace ntk
