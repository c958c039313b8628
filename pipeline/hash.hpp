// SHA-256, the name of every artifact.
#pragma once

#include <string>
#include <string_view>

namespace ntk {

/// The SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace ntk
