// Finds where two artifacts first differ, to the bit.
#pragma once

#include <string>
#include <vector>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

/// The first difference of two artifacts whose hashes differ: arrays in order of name, values in order of index, then
/// labels. Lines to show: what differs, then the expected and the computed value in decimal, as IEEE 754 bits and in
/// C's hexadecimal form.
std::vector<std::string> first_difference(const Artifact& expected, const Artifact& computed);

}  // namespace ntk::flow
