// The numbers of a run's artifacts in one text, which shows later which number of a changed artifact differs. The text
// is one line of JSON, [{"stage": …, "arrays": {NAME: shape}, "labels": {NAME: […]}}, …], and then the values of all
// arrays in the same order, as little-endian doubles.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

/// Writes the text. `artifacts` has the stages' names and what they emitted, in the plan's order.
std::string values_text(const std::vector<std::pair<std::string, const Artifact*>>& artifacts);

/// Reads the text: the artifacts by the stages' names. Throws std::runtime_error saying what is wrong with the text.
std::map<std::string, Artifact> parse_values(std::string_view text);

}  // namespace ntk::flow
