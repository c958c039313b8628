// Columns as a file has them, numbers, texts and gaps, and how they become a table of numbers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/table.hpp"
#include "core/error/error.hpp"

namespace ntk::data {

/// A field that is no number.
struct Entry {
    std::size_t row, line;
    std::string text;
};

struct Column {
    std::string name;             // empty where the file gives it none
    std::vector<double> numbers;  // 0 where there is none
    std::vector<Entry> texts, missing;
};

struct Columns {
    std::vector<Column> columns;
    std::vector<std::size_t> lines;  // as Table's
    std::vector<std::string> notes;
    bool array = false;
};

/// Throws an Error of these facts in this line of the file `source`.
[[noreturn]] void fail_csv(std::string_view source, std::size_t line, Facts facts);

/// Throws an Error of these facts in the row of this line, or of this index in a .npy file, which the problem then
/// names.
[[noreturn]] void fail_row(std::string_view source, std::size_t line, bool array, Facts facts);

/// Throws an Error that lists the columns there are.
[[noreturn]] void no_such_column(std::string_view name, const std::vector<std::string>& columns,
                                 std::string_view source);

/// What to predict instead of a text column.
std::string target_advice(const std::string& column, const std::vector<std::string>& texts);

/// The table of a file's columns. Throws an Error as parse_table does.
Table make_table(Columns columns, std::string_view source, const CsvOptions& options);

}  // namespace ntk::data
