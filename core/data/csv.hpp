// Reads CSV files, as they are found in the world, into columns.
#pragma once

#include <string_view>

#include "core/data/columns.hpp"

namespace ntk::data {

/// Reads a header row and rows of numbers and texts. Accepted are what csv_records.hpp accepts, a missing last newline,
/// blank lines (in a table of one column only at the end), and decimal commas where the separator of fields is another.
/// A value is missing where the field is empty, NA, N/A, \#N/A, NaN, null, None or ? (in any case). A first column
/// without a name, as pandas and R write row numbers, is left out, and a note tells it. Last columns without a name or
/// any value, as separators at the end of each line make them, are left out too.
///
/// Throws an Error for what is no text (as_utf8), an empty file, a row that has not as many fields as the header, a
/// duplicate or empty column name, decimal points and decimal commas in one file, and an unclosed quote. A header of
/// unquoted numbers alone is refused too: then the header is missing, and the first row of data must not be taken for
/// it.
Columns read_csv(std::string_view bytes, std::string_view source);

/// The names of the columns alone. Throws an Error as read_csv does.
std::vector<std::string> csv_names(std::string_view bytes, std::string_view source);

}  // namespace ntk::data
