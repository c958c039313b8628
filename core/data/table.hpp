// A table of numbers, and inputs and target from it. Reads no file: the caller passes the bytes and a name for
// messages.
//
//   table.hpp         this: from the bytes of a CSV or .npy file to a table, inputs and target
//   encoding.hpp      bytes to a text in UTF-8
//   csv_records.hpp   text to records of fields
//   csv.hpp           records to columns of numbers and texts
//   npy.hpp           numpy's arrays to columns of numbers
//   columns.hpp       columns as a file has them, to a table
//   texts.hpp         what the texts of a column are
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/tasks.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::data {

struct Table {
    std::vector<std::string> columns;  // names from the header row; "COLUMN=TEXT" for the columns of a text column
    Matrix values;                     // (rows, columns), all finite (but for CsvOptions::gaps)
    std::vector<std::size_t> lines;    // where each row begins in its file, from 1; in a .npy file its index, from 0
    std::map<std::string, std::vector<std::string>> levels;  // text column → its different texts, in order
    /// What a reader should know, a line each: rows dropped, columns left out or coded, constant columns, rows that are
    /// there twice.
    std::vector<std::string> notes;
    bool array = false;  // of a .npy file, which has no lines

    /// The column's index. Throws an Error that names the columns there are.
    std::size_t column(std::string_view name, std::string_view source) const;

    /// Names of the columns that are numbers in the file.
    std::vector<std::string> number_columns() const;

    /// Those that may predict the target, in order: all but itself and, where it tells which rows of a text column have
    /// one of its texts ("COLUMN=TEXT"), the other texts' columns, as they tell the same.
    std::vector<std::size_t> inputs_for(std::size_t target) const;

    /// "line 7", or "row 6" of a .npy file.
    std::string place(std::size_t row) const;
};

/// The name of the column that tells where a text column has a text.
std::string indicator_name(const std::string& column, const std::string& text);

/// "lines 3, 7, 12 and 40 more", or "rows …" of a .npy file.
std::string places_text(const std::vector<std::size_t>& lines, bool array);

struct CsvOptions {
    bool drop_missing = false;              // leave out rows that miss a value, instead of refusing them
    bool one_hot = false;                   // make a text column one column of 0 and 1 a text, instead of refusing it
    std::vector<std::string> without = {};  // columns to leave out, whatever is in them
    std::string target = {};                // the column to predict, where it is known: for what errors say of it
    // Where given, the columns of the table that is to be predicted: a text column that is none of them is left out.
    std::optional<std::vector<std::string>> there = {};
    const Table* like = nullptr;          // texts are coded as in this table; one that it does not have is refused
    std::vector<std::string> only = {};   // where given: the columns to look at
    std::vector<std::string> names = {};  // where given: what the columns are called, instead of by the file
    bool gaps = false;                    // a missing value is NaN, instead of being refused
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CsvOptions, drop_missing, one_hot, without)

/// The table in the bytes of a CSV file (read_csv) or, where they begin as such a file does, of a .npy file
/// (read_npy). Throws an Error of file and, where they are known, line and column for all that those two refuse, and
/// for a missing value, a text column, numbers and texts in one column, a column to leave out that is not there;
/// with one_hot, for a text column of more than 100 texts, of a text of its own in nearly every row (as names have),
///   of dates, of numbers in disguise ("1,500", "12 %").
Table parse_table(std::string_view bytes, std::string_view source, const CsvOptions& options = {});

/// The names of the columns alone.
std::vector<std::string> column_names(std::string_view bytes, std::string_view source);

/// The table as CSV, its one canonical text: names in quotes, numbers as their shortest decimals. Parsed again it is
/// the same table, its texts coded and its incomplete rows left out.
std::string to_csv(const Table& table);

/// The column `target` and its inputs (inputs_for).
/// Throws an Error where the target is not a column of numbers or has no inputs.
Samples split_target(const Table& table, std::string_view target, std::string_view source);

/// Throws an Error where the rows are too few for so many to train and to test on, or the target is the same in all.
void check_rows(const Samples& samples, std::size_t training_points, std::size_t test_points, std::string_view source);

}  // namespace ntk::data
