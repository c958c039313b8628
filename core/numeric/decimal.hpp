// Numbers as decimals, the same text everywhere: for canonical serialisation and for reading tables.
// Independent of the locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ntk::numeric {

/// The shortest decimal that reads back to the same double, in the form of C's %g: "3", "-0", "0.1", "1e+20", "5e-324".
/// `x` must be finite.
std::string shortest_decimal(double x);

/// The double nearest to a decimal: digits with an optional sign, point and exponent, nothing before or after. So
/// 1e-400 is 0. Nothing for any other text, for infinities and NaN, and for a number too large for a double.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace ntk::numeric
