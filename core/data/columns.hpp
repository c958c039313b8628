// Columns as a file has them, with numbers, texts and gaps, and how they become a table of numbers.
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
    std::size_t row, line;  // the row's index, from 0, and the field's line as in Table::lines
    std::string text;
};

struct Column {
    std::string name;                   // empty where the file gives it none
    std::vector<double> numbers;        // one for each row; 0 where the field is no number
    std::vector<Entry> texts, missing;  // the fields that are texts, and those that miss a value
};

struct Columns {
    std::vector<Column> columns;
    std::vector<std::size_t> lines;  // these three are as in Table
    std::vector<std::string> notes;
    bool array = false;
};

/// Throws an Error of these facts, to which it adds the file `source` and the line.
[[noreturn]] void fail_csv(std::string_view source, std::size_t line, Facts facts);

/// Throws an Error of these facts about a row. It is given by its line, or in a .npy file (`array`) by its index, which
/// the problem then names.
[[noreturn]] void fail_row(std::string_view source, std::size_t line, bool array, Facts facts);

/// Throws an Error that says that there is no column `name` and lists the columns there are.
[[noreturn]] void no_such_column(std::string_view name, const std::vector<std::string>& columns,
                                 std::string_view source);

/// Advice for a user whose target is a text column with these texts: to predict the column of one of them instead.
std::string target_advice(const std::string& column, const std::vector<std::string>& texts);

/// Makes the table of a file's columns. Throws an Error as parse_table does.
Table make_table(Columns columns, std::string_view source, const CsvOptions& options);

}  // namespace ntk::data
