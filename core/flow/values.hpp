// The numbers of a run's artifacts as one text, so that a difference can be named: one line of JSON,
// [{"stage": …, "arrays": {NAME: shape}, "labels": {NAME: […]}}, …], then the values of all arrays in the same order,
// as little-endian doubles.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

/// `artifacts`: stage's name and what it emitted, in the plan's order.
std::string values_text(const std::vector<std::pair<std::string, const Artifact*>>& artifacts);

/// The artifacts by stage. Throws std::runtime_error saying what is wrong with the text.
std::map<std::string, Artifact> parse_values(std::string_view text);

}  // namespace ntk::flow
