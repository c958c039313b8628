// SHA-256 (FIPS 180-4), the name of every artifact: the same function for the `ntk` command and for a browser, whose
// own is not at hand on a page from another host without TLS.
#pragma once

#include <string>
#include <string_view>

namespace ntk::flow {

/// The SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace ntk::flow
