// Finds where two artifacts first differ, to the bit.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

enum class DifferenceKind { none, missing, unexpected, shape, number, text };
NLOHMANN_JSON_SERIALIZE_ENUM(DifferenceKind, {{DifferenceKind::none, "none"},
                                              {DifferenceKind::missing, "missing"},
                                              {DifferenceKind::unexpected, "unexpected"},
                                              {DifferenceKind::shape, "shape"},
                                              {DifferenceKind::number, "number"},
                                              {DifferenceKind::text, "text"}})

struct Difference {
    DifferenceKind kind = DifferenceKind::none;
    std::string place;               // the array or column, for a number or a text with its index: "prediction[17]"
    std::string expected, computed;  // both as text, where there are two sides; a number also to the bit
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Difference, kind, place, expected, computed)

/// The first difference of two artifacts: names that only one has, then numbers in order of their array's name and of
/// their index, then texts. A number is given in decimal, as IEEE 754 bits and in C's hexadecimal form.
Difference first_difference(const Artifact& expected, const Artifact& computed);

/// The difference in lines to show: what differs, then both sides.
std::vector<std::string> lines(const Difference& difference);

}  // namespace ntk::flow
