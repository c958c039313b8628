#include "core/data/csv.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <set>

#include "core/data/csv_records.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/decimal.hpp"

namespace ntk::data {
namespace {

constexpr std::size_t most_levels = 100;

// A field that is no number.
struct Entry {
    std::size_t row, line;
    std::string text;
};

struct Column {
    std::string name;
    std::vector<double> numbers;  // 0 where there is none
    std::vector<Entry> texts, missing;
};

// "lines 3, 7, 12 and 40 more".
std::string lines_text(const std::vector<std::size_t>& lines) {
    constexpr std::size_t shown_lines = 5;
    std::string text = lines.size() == 1 ? "line " : "lines ";
    for (std::size_t i = 0; i < std::min(lines.size(), shown_lines); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(lines[i]);
    if (lines.size() > shown_lines) text += " and " + std::to_string(lines.size() - shown_lines) + " more";
    return text;
}

std::string rows_text(std::size_t rows) {
    return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

bool is_missing(const std::string& text) {
    static const std::set<std::string_view> names = {"", "na", "n/a", "#n/a", "nan", "null", "none", "?"};
    if (text.size() > 4) return false;
    std::string lower = text;
    for (char& c : lower)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return names.count(lower) > 0;
}

// Numbers of one file: with decimal points or with decimal commas, not both, since 1,234 may be a thousand.
class NumberReader {
public:
    NumberReader(char separator, std::string_view source) : commas_possible_(separator != ','), source_(source) {}

    std::optional<double> read(const CsvReader::Field& field, const std::string& column) {
        if (!commas_possible_) return numeric::parse_decimal(field.text);
        const std::size_t comma = field.text.find(',');
        const bool point = field.text.find('.') != std::string::npos;
        if (comma == std::string::npos) {
            const auto value = numeric::parse_decimal(field.text);
            if (value && point) note(point_line_, field, column);
            return value;
        }
        std::string pointed = field.text;
        pointed[comma] = '.';
        const auto value = point ? std::nullopt : numeric::parse_decimal(pointed);
        if (value) note(comma_line_, field, column);
        return value;
    }

private:
    void note(std::size_t& line, const CsvReader::Field& field, const std::string& column) {
        if (line == 0) line = field.line;
        if (point_line_ > 0 && comma_line_ > 0)
            fail_csv(source_, field.line,
                     "column " + shown(column) + " has " + shown(field.text) + " where line " +
                         std::to_string(std::min(point_line_, comma_line_)) +
                         " marks decimals otherwise; give all numbers decimal points");
    }

    bool commas_possible_;
    std::string_view source_;
    std::size_t point_line_ = 0, comma_line_ = 0;
};

std::vector<Column> read_header(CsvReader& reader, std::string_view source) {
    if (!reader.next() || reader.blank())
        fail_csv(source, 1, "the file has no header row; begin with a row of column names, then rows of numbers");
    std::vector<Column> columns;
    std::set<std::string_view> seen;
    bool only_numbers = true;
    for (std::size_t i = 0; i < reader.size(); ++i) {
        const CsvReader::Field& field = reader[i];
        if (field.text.empty())
            fail_csv(source, field.line, "column " + std::to_string(i + 1) + " has no name; name every column");
        if (!seen.insert(field.text).second)
            fail_csv(source, field.line, "two columns are named " + shown(field.text) + "; give each its own name");
        only_numbers = only_numbers && !field.quoted && numeric::parse_decimal(field.text).has_value();
        columns.push_back({field.text, {}, {}, {}});
    }
    if (only_numbers)
        fail_csv(source, 1,
                 "the first row has numbers where column names belong; put a header row above it, or quote numbers "
                 "that are names");
    return columns;
}

// The name of the column that tells where a text column has a text.
std::string indicator_name(const std::string& column, const std::string& text) {
    return column + "=" + text;
}

class Rows {
public:
    Rows(std::string_view text, std::string_view source)
        : reader_(text, source),
          source_(source),
          columns_(read_header(reader_, source)),
          numbers_(reader_.separator(), source) {}

    std::vector<Column> read(std::vector<std::size_t>& lines) {
        std::vector<std::size_t> blank;  // lines of a table of one column: missing values, but for those at the end
        while (reader_.next()) {
            if (reader_.blank()) {
                if (columns_.size() == 1) blank.push_back(reader_.line());
                continue;
            }
            for (const std::size_t line : blank) {
                columns_[0].missing.push_back({lines.size(), line, ""});
                columns_[0].numbers.push_back(0);
                lines.push_back(line);
            }
            blank.clear();
            read_row(lines.size());
            lines.push_back(reader_.line());
        }
        return std::move(columns_);
    }

private:
    void read_row(std::size_t row) {
        if (reader_.size() != columns_.size())
            fail_csv(source_, reader_.line(),
                     "the row has " + std::to_string(reader_.size()) + (reader_.size() == 1 ? " field" : " fields") +
                         " and the header has " + std::to_string(columns_.size()) +
                         "; give every row as many fields as the header");
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            Column& column = columns_[i];
            const CsvReader::Field& field = reader_[i];
            const std::optional<double> value = numbers_.read(field, column.name);
            column.numbers.push_back(value.value_or(0));
            if (!value)
                (is_missing(field.text) ? column.missing : column.texts).push_back({row, field.line, field.text});
        }
    }

    CsvReader reader_;
    std::string_view source_;
    std::vector<Column> columns_;
    NumberReader numbers_;
};

// Which rows miss a value; throws where there are some and they are not to be dropped.
std::vector<bool> missing_rows(const std::vector<Column>& columns, const std::vector<std::size_t>& lines,
                               std::string_view source, const CsvOptions& options, std::vector<std::string>& notes) {
    std::vector<bool> missing(lines.size());
    const Entry* first = nullptr;
    const Column* where = nullptr;
    for (const Column& column : columns)
        for (const Entry& entry : column.missing) {
            missing[entry.row] = true;
            if (first == nullptr || entry.row < first->row) first = &entry, where = &column;
        }
    if (first == nullptr) return missing;
    std::vector<std::size_t> missing_lines;
    for (std::size_t row = 0; row < lines.size(); ++row)
        if (missing[row]) missing_lines.push_back(lines[row]);
    const std::string what = rows_text(missing_lines.size()) + " of " + std::to_string(lines.size());
    if (!options.drop_missing)
        fail_csv(source, first->line,
                 "column " + shown(where->name) + " has " + shown(first->text) + " for a number, and " + what +
                     (missing_lines.size() == 1 ? " misses" : " miss") + " a value (" + lines_text(missing_lines) +
                     "); fill them in, or drop these rows (drop-missing)");
    notes.push_back(what + " dropped for a missing value (" + lines_text(missing_lines) + ")");
    return missing;
}

// The different texts of a text column, in order.
std::vector<std::string> levels_of(const Column& column, std::string_view source, const CsvOptions& options) {
    const Entry& first = column.texts.front();
    const std::string begin = "column " + shown(column.name) + " has " + shown(first.text);
    if (!options.one_hot)
        fail_csv(source, first.line,
                 begin + " and no numbers; leave the column out (without), or make a column of each text (one-hot)");
    std::set<std::string> texts;
    for (const Entry& entry : column.texts) texts.insert(entry.text);
    if (options.like == nullptr) {
        if (texts.size() > most_levels)
            fail_csv(source, first.line,
                     begin + " and " + std::to_string(texts.size() - 1) +
                         " other texts, too many to make a column of each (" + std::to_string(most_levels) +
                         "); leave the column out (without)");
        return {texts.begin(), texts.end()};
    }
    const auto known = options.like->levels.find(column.name);
    if (known == options.like->levels.end())
        fail_csv(source, first.line, begin + ", and has numbers in the table before; give both the same");
    for (const Entry& entry : column.texts)
        if (!std::binary_search(known->second.begin(), known->second.end(), entry.text))
            fail_csv(source, entry.line,
                     "column " + shown(column.name) + " has " + shown(entry.text) +
                         ", which it has nowhere in the table before; remove the row");
    return known->second;
}

// The columns of numbers that a column becomes: itself, or one for each of its texts.
class Builder {
public:
    Builder(std::vector<bool> dropped, std::string_view source, const CsvOptions& options, Table& table)
        : dropped_(std::move(dropped)), source_(source), options_(options), table_(table) {}

    void add(Column&& column) {
        std::erase_if(column.texts, [&](const Entry& entry) { return dropped_[entry.row]; });
        const auto kept = static_cast<std::size_t>(std::count(dropped_.begin(), dropped_.end(), false));
        if (!column.texts.empty() && column.texts.size() < kept) refuse_mixed(column);
        if (column.texts.empty()) {
            if (options_.like != nullptr && options_.like->levels.count(column.name) > 0)
                fail_csv(
                    source_, 1,
                    "column " + shown(column.name) + " has numbers, and texts in the table before; give both the same");
            return keep(column.name, column.numbers);
        }
        const std::vector<std::string> levels = levels_of(column, source_, options_);
        for (const std::string& level : levels) {
            std::vector<double> indicator(dropped_.size());
            for (const Entry& entry : column.texts) indicator[entry.row] = entry.text == level ? 1 : 0;
            keep(indicator_name(column.name, level), indicator);
        }
        table_.levels.emplace(column.name, levels);
    }

    void finish() {
        const std::size_t width = columns_.size(), rows = columns_.front().size();
        table_.values = Matrix::from_shape({rows, width});
        for (std::size_t j = 0; j < width; ++j)
            for (std::size_t i = 0; i < rows; ++i) table_.values(i, j) = columns_[j][i];
    }

private:
    void keep(const std::string& name, const std::vector<double>& all) {
        table_.columns.push_back(name);
        std::vector<double>& column = columns_.emplace_back();
        for (std::size_t row = 0; row < all.size(); ++row)
            if (!dropped_[row]) column.push_back(all[row]);
    }

    [[noreturn]] void refuse_mixed(const Column& column) const {
        const Entry& text = column.texts.front();
        fail_csv(source_, text.line,
                 "column " + shown(column.name) + " has " + shown(text.text) +
                     ", which is not a finite number, and has numbers elsewhere; correct it or remove the row");
    }

    std::vector<bool> dropped_;
    std::string_view source_;
    const CsvOptions& options_;
    Table& table_;
    std::vector<std::vector<double>> columns_;
};

void note_constants(Table& table) {
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        const double first = table.values(0, j);
        bool constant = table.values.shape(0) > 1;
        for (std::size_t i = 1; constant && i < table.values.shape(0); ++i) constant = table.values(i, j) == first;
        if (constant)
            table.notes.push_back("column " + shown(table.columns[j]) + " has " + numeric::shortest_decimal(first) +
                                  " in every row and tells nothing");
    }
}

void note_duplicates(Table& table, const std::vector<std::size_t>& lines) {
    const std::size_t width = table.columns.size();
    const auto row = [&](std::size_t i) { return table.values.data() + i * width; };
    std::vector<std::size_t> order(table.values.shape(0));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto [x, y] = std::mismatch(row(a), row(a) + width, row(b));
        return x == row(a) + width ? a < b : *x < *y;
    });
    std::vector<std::size_t> repeated;
    for (std::size_t i = 1; i < order.size(); ++i)
        if (std::equal(row(order[i]), row(order[i]) + width, row(order[i - 1]))) repeated.push_back(lines[order[i]]);
    std::sort(repeated.begin(), repeated.end());
    if (!repeated.empty())
        table.notes.push_back(rows_text(repeated.size()) + (repeated.size() == 1 ? " repeats" : " repeat") +
                              " an earlier one (" + lines_text(repeated) + ")");
}

void leave_out(std::vector<Column>& columns, const std::vector<std::string>& without, std::string_view source) {
    for (const std::string& name : without)
        if (std::erase_if(columns, [&](const Column& column) { return column.name == name; }) == 0)
            fail_csv(source, 1, "there is no column " + shown(name) + " to leave out; correct its name");
    if (columns.empty()) fail_csv(source, 1, "no column is left; leave out fewer");
}

}  // namespace

std::size_t Table::column(std::string_view name, std::string_view source) const {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    std::string names;
    for (const std::string& column : columns) names += (names.empty() ? "" : ", ") + column;
    fail_csv(source, 1, "there is no column " + shown(name) + "; the columns are: " + names);
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

Table parse_csv(std::string_view text, std::string_view source, const CsvOptions& options) {
    Table table;
    std::vector<std::size_t> lines;
    std::vector<Column> columns = Rows(text, source).read(lines);
    leave_out(columns, options.without, source);
    if (lines.empty()) fail_csv(source, 1, "there are no rows below the header; give at least one row of numbers");
    const std::vector<bool> dropped = missing_rows(columns, lines, source, options, table.notes);
    std::vector<std::size_t> kept_lines;
    for (std::size_t row = 0; row < lines.size(); ++row)
        if (!dropped[row]) kept_lines.push_back(lines[row]);
    if (kept_lines.empty()) fail_csv(source, 1, "every row misses a value; leave out the columns that miss most");
    Builder builder(dropped, source, options, table);
    for (Column& column : columns) builder.add(std::move(column));
    builder.finish();
    note_constants(table);
    note_duplicates(table, kept_lines);
    return table;
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
    if (table.levels.count(std::string(target)) > 0)
        fail_csv(source, 1, "the target " + shown(target) + " has texts; give a column of numbers to regress on");
    const std::size_t at = table.column(target, source);
    const std::size_t rows = table.values.shape(0), width = table.values.shape(1);
    if (width < 2)
        fail_csv(source, 1, "the target " + shown(target) + " is the only column; give at least one input column");
    Samples task{Matrix::from_shape({rows, width - 1}), Vector::from_shape({rows})};
    for (std::size_t i = 0; i < rows; ++i) {
        std::size_t to = 0;
        for (std::size_t j = 0; j < width; ++j)
            if (j != at) task.x(i, to++) = table.values(i, j);
        task.y(i) = table.values(i, at);
    }
    return task;
}

}  // namespace ntk::data
