// SHA-256 (FIPS 180-4), which names every artifact. The page in the browser uses this function too, because a browser
// refuses its own one to pages that come without TLS.
#pragma once

#include <string>
#include <string_view>

namespace ntk::flow {

/// The SHA-256 of the bytes, 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace ntk::flow
