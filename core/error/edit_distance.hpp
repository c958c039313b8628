// How far one name is from another, for what someone who mistyped it may have meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace ntk {

/// The least number of insertions, deletions and replacements of bytes, and of swaps of two neighbours, that make one
/// word of the other (the optimal string alignment distance).
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace ntk
