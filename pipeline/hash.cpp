#include "pipeline/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace ntk {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, 32> digest;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute SHA-256 here; check its installation");
    std::string text;
    for (const unsigned char byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

}  // namespace ntk
