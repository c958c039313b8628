// Comma-separated values, from text to numbers. Reads no file: the caller passes the text and a name for messages.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <xtensor/xtensor.hpp>

namespace ntk {

/// Wrong input: the message is one line, "NAME:LINE: what is wrong; what to do".
class CsvError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Table {
    std::vector<std::string> columns;  // names from the header row
    xt::xtensor<double, 2> values;     // (rows, columns), all finite

    /// The column's index. Throws CsvError naming the columns there are.
    std::size_t column(std::string_view name, std::string_view source) const;
};

/// Parses a header row and rows of numbers (RFC 4180). Accepts CRLF, a byte-order mark, quoted fields, blanks around
/// fields and a missing last newline.
/// Throws CsvError for an empty file, a header alone, a header of numbers only (it is missing: the first row of data
/// must not be taken for it), a ragged row or blank line, a duplicate or empty column name, a field that is not
/// a finite number (line and column named), an unclosed quote.
Table parse_csv(std::string_view text, std::string_view source);

/// The artifact of a "dataset" stage: arrays "x" (rows, columns but the target) and "y" (rows).
/// Throws CsvError where the target is not a column or is the only one.
struct TaskTable {
    xt::xtensor<double, 2> x;
    xt::xtensor<double, 1> y;
};
TaskTable split_target(const Table& table, std::string_view target, std::string_view source);

}  // namespace ntk
