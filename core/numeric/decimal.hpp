// Numbers as decimals, for canonical serialisation and for reading tables. The text is the same on every machine and in
// every locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ntk::numeric {

/// The shortest decimal that reads back to the same double, in the form of C's %g: "3", "-0", "0.1", "1e+20", "5e-324".
/// `x` must be finite.
std::string shortest_decimal(double x);

/// The double nearest to a decimal, so 0 for 1e-400. The text must be digits with an optional sign, point and exponent,
/// with nothing before or after. Any other text, infinities and NaN, and numbers too large for a double give nothing.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace ntk::numeric
