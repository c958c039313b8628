// A table of numbers, and inputs and target from it. No file is read here: the caller passes the bytes, and as `source`
// a name for messages.
//
//   table.hpp         this: from the bytes of a CSV or .npy file to a table, inputs and target
//   encoding.hpp      bytes to a text in UTF-8
//   csv_records.hpp   text to records of fields
//   csv.hpp           records to columns of numbers and texts
//   npy.hpp           numpy's arrays to columns of numbers
//   columns.hpp       columns as a file has them, to a table
//   texts.hpp         whether texts are dates or numbers in disguise
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
    Matrix values;                     // (rows, columns), all finite, but NaN where CsvOptions::gaps allows it
    std::vector<std::size_t> lines;    // the line where each row begins, from 1; in a .npy file its index, from 0
    std::map<std::string, std::vector<std::string>> levels;  // text column → its different texts, in order
    /// What a reader should know, in one line each: which rows were dropped, which columns were left out or coded,
    /// which columns are constant, and which rows are there twice.
    std::vector<std::string> notes;
    bool array = false;  // whether it is from a .npy file, which has no lines

    /// The index of the column `name`. Throws an Error that names the columns there are, where it is none of them.
    std::size_t column(std::string_view name, std::string_view source) const;

    /// The names of the columns that are numbers in the file, so not those made of texts.
    std::vector<std::string> number_columns() const;

    /// The indices of the columns that may predict the target, in order. These are all columns but the target itself.
    /// Where the target tells which rows of a text column have one of its texts ("COLUMN=TEXT"), the columns of the
    /// other texts are not among them either, because they tell the same.
    std::vector<std::size_t> inputs_for(std::size_t target) const;

    /// How messages name a row: "line 7", or for a .npy file "row 6, from 0".
    std::string place(std::size_t row) const;
};

/// The name "COLUMN=TEXT" of the column that is 1 where a text column has a text and 0 elsewhere.
std::string indicator_name(const std::string& column, const std::string& text);

/// How messages list rows, at most five of them: "lines 3, 7, 12, 15, 18 and 40 more", or "rows …, from 0" for a .npy
/// file.
std::string places_text(const std::vector<std::size_t>& lines, bool array);

struct CsvOptions {
    bool drop_missing = false;  // leave out rows that miss a value, instead of refusing them
    bool one_hot = false;       // make a column of 0 and 1 of each text of a text column, instead of refusing it
    std::vector<std::string> without = {};  // columns to leave out, whatever is in them
    std::string target = {};  // the column to predict, where it is known, so that errors can say what to do
    // Where given, these are the columns of the table that is to be predicted. A text column that is none of them is
    // left out.
    std::optional<std::vector<std::string>> there = {};
    const Table* like = nullptr;  // where given: code texts as in this table, and refuse one that it does not have
    std::vector<std::string> only = {};   // where given: the columns to look at
    std::vector<std::string> names = {};  // where given: the names of the columns, instead of the file's
    bool gaps = false;                    // take a missing value for NaN, instead of refusing it
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(CsvOptions, drop_missing, one_hot, without)

/// The table in the bytes of a CSV file (read_csv) or, where they begin as such a file does, of a .npy file (read_npy).
///
/// Throws an Error of the file and, where they are known, of line and column. It does so for all that those two
/// functions refuse, and for a missing value, a text column, numbers and texts in one column, a column to leave out
/// that is not there, and a table of which no row or no column is left. With one_hot a text column is refused only
/// where it has more than 100 texts, where nearly every row has a text of its own (as names have), and where most texts
/// are dates or numbers in disguise ("1,500", "12 %").
Table parse_table(std::string_view bytes, std::string_view source, const CsvOptions& options = {});

/// The names of the columns in such bytes, without the rows.
std::vector<std::string> column_names(std::string_view bytes, std::string_view source);

/// The table as CSV, in one canonical text: names are in quotes, and numbers are their shortest decimals. Parsed again
/// it is the same table, whose texts are coded and whose incomplete rows are left out.
std::string to_csv(const Table& table);

/// The column `target` as targets (n), and the columns that may predict it (Table::inputs_for) as inputs (n, d). Throws
/// an Error where the target is not a column of numbers or has no inputs.
Samples split_target(const Table& table, std::string_view target, std::string_view source);

/// Throws an Error where the rows are too few for so many to train on and so many to test on, or where the target is
/// the same in all rows.
void check_rows(const Samples& samples, std::size_t training_points, std::size_t test_points, std::string_view source);

}  // namespace ntk::data
