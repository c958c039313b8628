// The verdicts on a published statement: "agrees", "disagrees", and "open", which is neither.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/statistics/student.hpp"

namespace ntk::judgement {

/// The end of an interval that has none.
inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// The verdict on a statement that holds of the values between low and high, either of which may be infinite: "agrees"
/// where the whole interval lies between them, "disagrees" where it lies wholly on one side.
std::string verdict(const statistics::Interval& interval, double low, double high);
/// The same for a sample's mean with its interval of confidence 1 − confidence_alpha.
std::string verdict(const statistics::Sample& sample, double low, double high);

/// The verdict on a statement with several parts: "agrees" where all do, "disagrees" where any does. There is at least
/// one.
std::string verdict_on_all(const std::vector<std::string>& verdicts);

}  // namespace ntk::judgement
