// Tells what the texts of a column are. A few names that come again and again can be made columns. Dates, and numbers
// that are not written as such, cannot.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ntk::data {

/// The text with its ASCII letters in lower case.
std::string lower(std::string_view text);

/// Whether the text is a date, a time of day or both, written in one of the usual ways: 2012-01-31, 31.1.2012, 1/31/12,
/// 5 Jan 2012, 2012-01, 10:30:00.
bool is_date(std::string_view text);

/// Whether the text is a number in disguise, which a reader of decimals does not take: "1,500", "1 500.5", "12 %",
/// "$1.2", "1e999", "inf".
bool is_disguised_number(std::string_view text);

}  // namespace ntk::data
