// SHA-256 against the standard's own examples and against OpenSSL.
#include "core/flow/hash.hpp"

#include <openssl/evp.h>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace ntk;

std::string openssl(const std::string& bytes) {
    unsigned char digest[32];
    BOOST_REQUIRE_EQUAL(EVP_Digest(bytes.data(), bytes.size(), digest, nullptr, EVP_sha256(), nullptr), 1);
    std::string text;
    for (const unsigned char byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

BOOST_AUTO_TEST_SUITE(hash)

// The examples that FIPS 180-4 publishes.
BOOST_AUTO_TEST_CASE(published) {
    BOOST_TEST(flow::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(flow::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    BOOST_TEST(flow::sha256(std::string(1000000, 'a')) ==
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Takes every length around one, two and three blocks, where the padding changes its form, and every value of a byte.
BOOST_AUTO_TEST_CASE(against_openssl) {
    std::string bytes;
    for (unsigned i = 0; i < 300; ++i) {
        BOOST_TEST(flow::sha256(bytes) == openssl(bytes), "of " << i << " bytes");
        bytes += static_cast<char>(151 * i + 77);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
