#include "core/data/table.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "core/data/columns.hpp"
#include "core/data/csv.hpp"
#include "core/data/npy.hpp"
#include "core/numeric/decimal.hpp"

namespace ntk::data {
namespace {

constexpr std::size_t most_listed = 1000;  // bytes that the columns' names may take in a message

}  // namespace

std::string indicator_name(const std::string& column, const std::string& text) {
    return column + "=" + text;
}

void no_such_column(std::string_view name, const std::vector<std::string>& columns, std::string_view source) {
    // The columns of a .npy file are numbered, and their range says all. A negative number does not count from the
    // last.
    const bool numbered =
        columns.size() > 1 && columns.front() == "0" && columns.back() == std::to_string(columns.size() - 1);
    const std::string names =
        numbered ? "0 to " + columns.back() : shortened(fmt::format("{}", fmt::join(columns, ", ")), most_listed);
    fail_csv(source, 1,
             {.value = std::string(name),
              .problem = "there is no column " + shown(name),
              .remedies = {{"take one of its columns: " + names}}});
}

std::string target_advice(const std::string& column, const std::vector<std::string>& texts) {
    return fmt::format("take the target {}, 1 where it has {} and 0 elsewhere{}",
                       shown(indicator_name(column, texts.back())), shown(texts.back()),
                       texts.size() > 2 ? ", or that of another of its texts" : "");
}

std::string places_text(const std::vector<std::size_t>& lines, bool array) {
    constexpr std::size_t most = 5;
    std::string text = array ? "row" : "line";
    text += lines.size() == 1 ? " " : "s ";
    for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(lines[i]);
    if (lines.size() > most) text += " and " + std::to_string(lines.size() - most) + " more";
    return text + (array ? ", from 0" : "");
}

std::size_t Table::column(std::string_view name, std::string_view source) const {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    no_such_column(name, columns, source);
}

std::vector<std::string> Table::number_columns() const {
    std::set<std::string> indicators;
    for (const auto& [column, texts] : levels)
        for (const std::string& text : texts) indicators.insert(indicator_name(column, text));
    std::vector<std::string> result;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(result),
                 [&](const std::string& column) { return indicators.count(column) == 0; });
    return result;
}

std::vector<std::size_t> Table::inputs_for(std::size_t target) const {
    // A table that was coded and written before no longer says which of its columns are those of texts. Their names and
    // numbers must tell it: they are called "COLUMN=…", and in each row one is 1 and the others are 0.
    const auto told_by = [&](const std::string& prefix) {
        std::vector<bool> told(columns.size());
        for (std::size_t j = 0; j < columns.size(); ++j) told[j] = columns[j].starts_with(prefix);
        bool code = true;
        for (std::size_t i = 0; code && i < values.shape(0); ++i) {
            double ones = 0;
            for (std::size_t j = 0; j < columns.size(); ++j) {
                if (!told[j]) continue;
                code = code && (values(i, j) == 0 || values(i, j) == 1);
                ones += values(i, j);
            }
            code = code && ones == 1;
        }
        return code ? told : std::vector<bool>();
    };
    const std::string& name = columns.at(target);
    std::vector<bool> out(columns.size());
    out[target] = true;
    for (std::size_t at = name.find('='); at != name.npos; at = name.find('=', at + 1)) {
        const std::vector<bool> told = told_by(name.substr(0, at + 1));
        for (std::size_t j = 0; j < told.size(); ++j) out[j] = out[j] || told[j];
    }
    std::vector<std::size_t> inputs;
    for (std::size_t j = 0; j < columns.size(); ++j)
        if (!out[j]) inputs.push_back(j);
    return inputs;
}

std::string Table::place(std::size_t row) const {
    return places_text({lines.at(row)}, array);
}

Table parse_table(std::string_view bytes, std::string_view source, const CsvOptions& options) {
    return make_table(is_npy(bytes) ? read_npy(bytes, source) : read_csv(bytes, source), source, options);
}

std::vector<std::string> column_names(std::string_view bytes, std::string_view source) {
    return is_npy(bytes) ? npy_names(bytes, source) : csv_names(bytes, source);
}

std::string to_csv(const Table& table) {
    std::string text;
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        std::string name = table.columns[j];
        for (std::size_t at = 0; (at = name.find('"', at)) != name.npos; at += 2) name.insert(at, 1, '"');
        text += (j > 0 ? ",\"" : "\"") + name + "\"";
    }
    text += '\n';
    for (std::size_t i = 0; i < table.values.shape(0); ++i) {
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            text += (j > 0 ? "," : "") + numeric::shortest_decimal(table.values(i, j));
        text += '\n';
    }
    return text;
}

Samples split_target(const Table& table, std::string_view target, std::string_view source) {
    const auto texts = table.levels.find(std::string(target));
    if (texts != table.levels.end())
        fail_csv(source, 1,
                 {.value = std::string(target),
                  .problem = "the target " + shown(target) + " has texts, and a target is numbers",
                  .remedies = {{target_advice(texts->first, texts->second)}, {"name a column of numbers", "target"}}});
    const std::size_t at = with_facts([&] { return table.column(target, source); },
                                      [](Facts& facts) { facts.remedies.front().key = "target"; });
    const std::vector<std::size_t> inputs = table.inputs_for(at);
    const std::size_t rows = table.values.shape(0);
    if (inputs.empty())
        fail_csv(source, 1,
                 {.problem = "the target " + shown(target) + " is the only column",
                  .remedies = {{"give at least one input column"}}});
    Samples task{Matrix::from_shape({rows, inputs.size()}), Vector::from_shape({rows})};
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < inputs.size(); ++j) task.x(i, j) = table.values(i, inputs[j]);
        task.y(i) = table.values(i, at);
    }
    return task;
}

void check_rows(const Samples& samples, std::size_t training_points, std::size_t test_points, std::string_view source) {
    const std::size_t rows = samples.y.size();
    const auto in_the_file = [&](Facts& facts) {
        facts.file = source;
        facts.line = 1;
    };
    with_facts(
        [&] {
            if (rows < training_points + test_points) throw too_few_rows(rows, training_points, test_points);
            if (!(moments(samples.y).deviation > 0.0))
                throw Error({.value = numeric::shortest_decimal(samples.y(0)),
                             .problem = "the target has " + numeric::shortest_decimal(samples.y(0)) +
                                        " in every row: nothing to learn",
                             .remedies = {{"name another column", "target"}}});
        },
        in_the_file);
}

}  // namespace ntk::data
