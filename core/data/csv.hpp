// CSV files as they are found in the world: their text to columns.
#pragma once

#include <string_view>

#include "core/data/columns.hpp"

namespace ntk::data {

/// A header row and rows of numbers and texts. Accepts what csv_records.hpp does, a missing last newline, blank lines
/// (in a table of one column only at the end), and decimal commas where fields are separated otherwise. Missing is an
/// empty field, NA, N/A, NaN, null, None or ? (in any case). A first column without a name (row numbers, as pandas and
/// R write them) is left out, and a note tells it; so is one without a name or a value, at the end of each line. Throws
/// an Error for what is no text (as_utf8), an empty file, a header alone, a header of unquoted numbers only (it is
/// missing: the first row of data must not be taken for it), a ragged row, a duplicate or empty column name, decimal
/// points and commas in one file, an unclosed quote.
Columns read_csv(std::string_view bytes, std::string_view source);

/// The columns' names alone.
std::vector<std::string> csv_names(std::string_view bytes, std::string_view source);

}  // namespace ntk::data
