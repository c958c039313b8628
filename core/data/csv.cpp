#include "core/data/csv.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/numeric/decimal.hpp"

namespace ntk {
namespace {

[[noreturn]] void fail(std::string_view source, std::size_t line, const std::string& what) {
    throw CsvError(std::string(source) + ":" + std::to_string(line) + ": " + what);
}

// A field as it stands in a one-line message: short, without control characters.
std::string shown(std::string_view field) {
    std::size_t most = 40;
    while (most > 0 && most < field.size() && (field[most] & 0xC0) == 0x80) --most;  // not inside a UTF-8 character
    std::string text(field.substr(0, most));
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return "\"" + text + (field.size() > most ? "…\"" : "\"");
}

std::string_view trimmed(std::string_view field) {
    const std::size_t begin = field.find_first_not_of(" \t");
    if (begin == field.npos) return {};
    return field.substr(begin, field.find_last_not_of(" \t") - begin + 1);
}

struct Field {
    std::string text;
    std::size_t line = 0;
};

// Records of RFC 4180, one at a time; the fields' storage is reused.
class Reader {
public:
    Reader(std::string_view text, std::string_view source) : text_(text), source_(source) {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) text_.remove_prefix(byte_order_mark.size());
    }

    bool next() {
        if (text_.empty()) return false;
        count_ = 0;
        first_line_ = line_;
        do read_field();
        while (take(','));
        take('\r');
        if (!text_.empty() && !take('\n'))
            fail(source_, line_, "there is text after a closing quote; double the quotes inside a quoted field");
        ++line_;
        return true;
    }

    std::size_t size() const { return count_; }
    const Field& operator[](std::size_t i) const { return fields_[i]; }
    std::size_t line() const { return first_line_; }
    bool blank() const { return count_ == 1 && trimmed(fields_[0].text).empty(); }

private:
    bool take(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }

    void skip_blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \t"), text_.size())); }

    void read_field() {
        if (count_ == fields_.size()) fields_.emplace_back();
        Field& field = fields_[count_++];
        field.line = line_;
        field.text.clear();
        skip_blanks();
        if (take('"')) {
            read_quoted(field);
            skip_blanks();
            return;
        }
        const std::size_t next = std::min(text_.find_first_of(",\n"), text_.size());
        std::string_view unquoted = text_.substr(0, next);
        if (unquoted.ends_with('\r') && (next == text_.size() || text_[next] == '\n')) unquoted.remove_suffix(1);
        field.text = trimmed(unquoted);
        text_.remove_prefix(next);
    }

    void read_quoted(Field& field) {
        while (true) {
            const std::size_t quote = text_.find('"');
            if (quote == text_.npos) fail(source_, field.line, "a quote is opened and never closed; close it");
            field.text += text_.substr(0, quote);
            line_ += static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + quote, '\n'));
            text_.remove_prefix(quote + 1);
            if (!take('"')) return;
            field.text += '"';
        }
    }

    std::string_view text_, source_;
    std::size_t line_ = 1, first_line_ = 1;
    std::vector<Field> fields_;
    std::size_t count_ = 0;
};

std::vector<std::string> read_header(Reader& reader, std::string_view source) {
    if (!reader.next() || reader.blank())
        fail(source, 1, "the file has no header row; begin with a row of column names, then rows of numbers");
    std::vector<std::string> columns;
    std::set<std::string_view> seen;
    bool only_numbers = true;
    for (std::size_t i = 0; i < reader.size(); ++i) {
        const Field& field = reader[i];
        if (field.text.empty())
            fail(source, field.line, "column " + std::to_string(i + 1) + " has no name; name every column");
        if (!seen.insert(field.text).second)
            fail(source, field.line, "two columns are named " + shown(field.text) + "; give each its own name");
        only_numbers = only_numbers && parse_decimal(field.text).has_value();
        columns.push_back(field.text);
    }
    if (only_numbers) fail(source, 1, "the first row has numbers where column names belong; put a header row above it");
    return columns;
}

}  // namespace

std::size_t Table::column(std::string_view name, std::string_view source) const {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    std::string names;
    for (const std::string& column : columns) names += (names.empty() ? "" : ", ") + column;
    fail(source, 1, "there is no column " + shown(name) + "; the columns are: " + names);
}

Table parse_csv(std::string_view text, std::string_view source) {
    Reader reader(text, source);
    Table table;
    table.columns = read_header(reader, source);
    const std::size_t width = table.columns.size();
    std::vector<double> values;
    while (reader.next()) {
        if (reader.blank() && width > 1) fail(source, reader.line(), "the line is blank; remove it");
        if (reader.size() != width)
            fail(source, reader.line(),
                 "the row has " + std::to_string(reader.size()) + (reader.size() == 1 ? " field" : " fields") +
                     " and the header has " + std::to_string(width) + "; give every row as many fields as the header");
        for (std::size_t i = 0; i < width; ++i) {
            const std::optional<double> value = parse_decimal(reader[i].text);
            if (!value)
                fail(source, reader[i].line,
                     "column " + shown(table.columns[i]) + " has " + shown(reader[i].text) +
                         ", which is not a finite number; give a number in every field");
            values.push_back(*value);
        }
    }
    if (values.empty()) fail(source, 1, "there are no rows below the header; give at least one row of numbers");
    table.values = xt::xtensor<double, 2>::from_shape({values.size() / width, width});
    std::copy(values.begin(), values.end(), table.values.begin());
    return table;
}

TaskTable split_target(const Table& table, std::string_view target, std::string_view source) {
    const std::size_t at = table.column(target, source);
    const std::size_t rows = table.values.shape(0), width = table.values.shape(1);
    if (width < 2)
        fail(source, 1, "the target " + shown(target) + " is the only column; give at least one input column");
    TaskTable task{xt::xtensor<double, 2>::from_shape({rows, width - 1}), xt::xtensor<double, 1>::from_shape({rows})};
    for (std::size_t i = 0; i < rows; ++i) {
        std::size_t to = 0;
        for (std::size_t j = 0; j < width; ++j)
            if (j != at) task.x(i, to++) = table.values(i, j);
        task.y(i) = table.values(i, at);
    }
    return task;
}

}  // namespace ntk
