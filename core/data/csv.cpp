#include "core/data/csv.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/data/csv_records.hpp"
#include "core/data/encoding.hpp"
#include "core/data/texts.hpp"
#include "core/numeric/decimal.hpp"

namespace ntk::data {
namespace {

bool is_missing(const std::string& text) {
    static const std::set<std::string_view> names = {"", "na", "n/a", "#n/a", "nan", "null", "none", "?"};
    if (text.size() > 4) return false;
    return names.count(lower(text)) > 0;
}

// The text without the blanks around it. Blanks of other widths are removed too, and also those inside quotes.
std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks[] = {" ", "\t", "\n", "\r", "\u00a0", "\u2009", "\u202f", "\ufeff"};
    const auto begins = [&] {
        return std::find_if(std::begin(blanks), std::end(blanks), [&](auto blank) { return text.starts_with(blank); });
    };
    const auto ends = [&] {
        return std::find_if(std::begin(blanks), std::end(blanks), [&](auto blank) { return text.ends_with(blank); });
    };
    for (auto blank = begins(); blank != std::end(blanks); blank = begins()) text.remove_prefix(blank->size());
    for (auto blank = ends(); blank != std::end(blanks); blank = ends()) text.remove_suffix(blank->size());
    return std::string(text);
}

// Reads the numbers of one file. They have either decimal points or decimal commas, not both, because in a file of both
// 1,234 might be one thousand two hundred and thirty-four.
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
                     {.column = column,
                      .value = field.text,
                      .problem = fmt::format("has {} where line {} marks decimals otherwise", shown(field.text),
                                             std::min(point_line_, comma_line_)),
                      .remedies = {{"give all numbers decimal points"}}});
    }

    bool commas_possible_;
    std::string_view source_;
    std::size_t point_line_ = 0, comma_line_ = 0;
};

std::vector<Column> read_header(CsvReader& reader, std::string_view source) {
    if (!reader.next() || reader.blank())
        fail_csv(source, 1,
                 {.problem = "the file has no header row",
                  .remedies = {{"begin with a row of column names, then rows of numbers"}}});
    std::vector<Column> columns;
    std::set<std::string> seen;
    bool only_numbers = true;
    for (std::size_t i = 0; i < reader.size(); ++i) {
        const CsvReader::Field& field = reader[i];
        const std::string name = trimmed(field.text);
        if (!name.empty() && !seen.insert(name).second)
            fail_csv(source, field.line,
                     {.column = name, .problem = "is there twice", .remedies = {{"give each its own name"}}});
        only_numbers = only_numbers && !field.quoted && numeric::parse_decimal(name).has_value();
        columns.push_back({name, {}, {}, {}});
    }
    if (only_numbers)
        fail_csv(source, reader.line(),
                 {.problem = "the first row has numbers where column names belong",
                  .remedies = {{"put a header row above it"}, {"quote numbers that are names"}}});
    return columns;
}

class Rows {
public:
    Rows(std::string_view text, std::string_view source)
        : reader_(text, source),
          source_(source),
          columns_(read_header(reader_, source)),
          numbers_(reader_.separator(), source),
          header_line_(reader_.line()) {}

    Columns read() {
        // In a table of one column blank lines are missing values, except at the end.
        std::vector<std::size_t> lines, blank;
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
        Columns result{std::move(columns_), std::move(lines), {}};
        leave_out_unnamed(result);
        return result;
    }

private:
    void read_row(std::size_t row) {
        if (row == 0 && columns_.size() > 1 && reader_.size() == columns_.size() + 1)
            fail_csv(
                source_, reader_.line(),
                {.problem = fmt::format("the row has {} fields and the header {}", reader_.size(), columns_.size()),
                 .remedies = {{"name the first column too, which R's write.table does not (col.names = NA does)"},
                              {"give every row as many fields as the header"}}});
        if (reader_.size() != columns_.size())
            fail_csv(source_, reader_.line(),
                     {.problem = fmt::format("the row has {} {} and the header has {}", reader_.size(),
                                             reader_.size() == 1 ? "field" : "fields", columns_.size()),
                      .remedies = {{"give every row as many fields as the header"}}});
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            Column& column = columns_[i];
            const CsvReader::Field& field = reader_[i];
            std::optional<double> value = numbers_.read(field, column.name);
            if (!value) {
                const CsvReader::Field bare{trimmed(field.text), field.line, field.quoted};
                if (bare.text != field.text) value = numbers_.read(bare, column.name);
                if (!value)
                    (is_missing(bare.text) ? column.missing : column.texts).push_back({row, field.line, bare.text});
            }
            column.numbers.push_back(value.value_or(0));
        }
    }

    void leave_out_unnamed(Columns& all) const {
        std::vector<Column>& columns = all.columns;
        const auto empty = [&](const Column& column) {
            return column.name.empty() && column.missing.size() == all.lines.size() &&
                   std::all_of(column.missing.begin(), column.missing.end(),
                               [](const Entry& entry) { return entry.text.empty(); });
        };
        const std::size_t width = columns.size();
        while (columns.size() > 1 && empty(columns.back())) columns.pop_back();
        for (std::size_t i = 1; i < columns.size(); ++i)
            if (columns[i].name.empty())
                fail_csv(source_, header_line_,
                         {.problem = fmt::format("column {} of {} has no name", i + 1, width),
                          .remedies = {{"name every column"}}});
        if (!columns.front().name.empty()) return;
        columns.erase(columns.begin());
        all.notes.push_back(
            "the first column has no name, so it is taken for the rows' own names or numbers and left out");
    }

    CsvReader reader_;
    std::string_view source_;
    std::vector<Column> columns_;
    NumberReader numbers_;
    std::size_t header_line_;
};

}  // namespace

Columns read_csv(std::string_view bytes, std::string_view source) {
    std::string storage;
    std::vector<std::string> notes;
    const std::string_view text = as_utf8(bytes, source, storage, notes);
    Columns columns = Rows(text, source).read();
    columns.notes.insert(columns.notes.begin(), notes.begin(), notes.end());
    return columns;
}

std::vector<std::string> csv_names(std::string_view bytes, std::string_view source) {
    std::string storage;
    std::vector<std::string> names, notes;
    CsvReader reader(as_utf8(bytes, source, storage, notes), source);
    for (const Column& column : read_header(reader, source)) names.push_back(column.name);
    return names;
}

}  // namespace ntk::data
