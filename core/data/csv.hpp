// CSV files as they are found in the world, from text to numbers. Reads no file: the caller passes the text and a name
// for messages.
//
//   csv_records.hpp   text to records of fields
//   csv.hpp           this: fields to a table of numbers
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/tasks.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::data {

/// Wrong input: the message is one line, "NAME:LINE: what is wrong; what to do".
class CsvError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Table {
    std::vector<std::string> columns;  // names from the header row; "COLUMN=TEXT" for the columns of a text column
    Matrix values;                     // (rows, columns), all finite
    std::map<std::string, std::vector<std::string>> levels;  // text column → its different texts, in order
    /// What a reader should know, a line each: rows dropped, constant columns, rows that are there twice.
    std::vector<std::string> notes;

    /// The column's index. Throws CsvError naming the columns there are.
    std::size_t column(std::string_view name, std::string_view source) const;

    /// Names of the columns that are numbers in the file.
    std::vector<std::string> number_columns() const;
};

struct CsvOptions {
    bool drop_missing = false;              // leave out rows that miss a value, instead of refusing them
    bool one_hot = false;                   // make a text column one column of 0 and 1 a text, instead of refusing it
    std::vector<std::string> without = {};  // columns to leave out, whatever is in them
    const Table* like = nullptr;            // texts are coded as in this table; one that it does not have is refused
};

/// Parses a header row and rows of numbers. Accepts what csv_records.hpp does, a missing last newline, blank lines (in
/// a table of one column only at the end), and decimal commas where fields are separated otherwise.
/// Missing is an empty field, NA, N/A, NaN, null, None or ? (in any case).
/// Throws CsvError, file, line and column named, for an empty file, a header alone, a header of unquoted numbers only
/// (it is missing: the first row of data must not be taken for it), a ragged row, a duplicate or empty column name,
/// a missing value, a text column or more than 100 texts in one, a number that is not finite, numbers and texts in one
/// column, decimal points and commas in one file, an unclosed quote, a column to leave out that is not there.
Table parse_csv(std::string_view text, std::string_view source, const CsvOptions& options = {});

/// The table as CSV, its one canonical text: names in quotes, numbers as their shortest decimals. Parsed again it is
/// the same table, its texts coded and its incomplete rows left out.
std::string to_csv(const Table& table);

/// The column `target` apart from the others, the inputs.
/// Throws CsvError where the target is not a column of numbers or is the only column.
Samples split_target(const Table& table, std::string_view target, std::string_view source);

}  // namespace ntk::data
