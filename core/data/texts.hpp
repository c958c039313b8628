// What the texts of a column are: a few names again and again, which can be made columns, or something that is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ntk::data {

/// The text with its ASCII letters in lower case.
std::string lower(std::string_view text);

/// A date, a time of day or both, in the usual ways: 2012-01-31, 31.1.2012, 1/31/12, 5 Jan 2012, 2012-01, 10:30:00.
bool is_date(std::string_view text);

/// A number in disguise, which a reader of decimals does not take: "1,500", "1 500.5", "12 %", "$1.2", "1e999", "inf".
bool is_disguised_number(std::string_view text);

}  // namespace ntk::data
