#include "core/numeric/decimal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace {

using namespace ntk;

BOOST_AUTO_TEST_SUITE(decimal)

BOOST_AUTO_TEST_CASE(familiar_numbers) {
    BOOST_TEST(numeric::shortest_decimal(0.0) == "0");
    BOOST_TEST(numeric::shortest_decimal(-0.0) == "-0");
    BOOST_TEST(numeric::shortest_decimal(3) == "3");
    BOOST_TEST(numeric::shortest_decimal(-250) == "-250");
    BOOST_TEST(numeric::shortest_decimal(0.1) == "0.1");
    BOOST_TEST(numeric::shortest_decimal(0.1 + 0.2) == "0.30000000000000004");
    BOOST_TEST(numeric::shortest_decimal(1.0 / 3) == "0.3333333333333333");
    BOOST_TEST(numeric::shortest_decimal(1e20) == "1e+20");
    BOOST_TEST(numeric::shortest_decimal(1e-5) == "1e-05");
    BOOST_TEST(numeric::shortest_decimal(0x1p-1074) == "5e-324");
    BOOST_TEST(numeric::shortest_decimal(0x1p-1022) == "2.2250738585072014e-308");
    BOOST_TEST(numeric::shortest_decimal(0x1.fffffffffffffp1023) == "1.7976931348623157e+308");
}

// The C library reads the text back as the same double, and writes the same text with that many digits. With one digit
// fewer it writes no text that reads back.
BOOST_AUTO_TEST_CASE(reads_back_and_is_shortest_over_all_bit_patterns) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 200000; ++i) {
        std::uint64_t bits = random();
        if (i % 8 == 0) bits &= 0x800fffffffffffff;                                         // subnormal
        if (i % 8 == 1) bits &= 0xfffffff000000000;                                         // few digits
        if (i % 8 == 2) bits = (bits & 0x800fffffffffffff) | (1020 + random() % 64) << 52;  // near one, to 1e18
        if (i % 8 == 3) bits &= 0xfff0000000000000;                                         // a power of two
        const double x = std::bit_cast<double>(bits);
        if (!std::isfinite(x)) continue;
        const std::string text = numeric::shortest_decimal(x);
        BOOST_REQUIRE(std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)) == bits);
        BOOST_REQUIRE(std::bit_cast<std::uint64_t>(numeric::parse_decimal(text).value()) == bits);
        std::string digits;
        for (const char c : text.substr(0, text.find('e')))
            if (std::isdigit(c) && !(digits.empty() && c == '0')) digits += c;
        const int significant = static_cast<int>(digits.find_last_not_of('0') + 1);
        char other[400];
        const bool subnormal = std::fabs(x) < std::numeric_limits<double>::min();
        std::snprintf(other, sizeof other, "%.*g", std::max(significant, subnormal ? 1 : 15), x);
        BOOST_REQUIRE_EQUAL(text, other);
        if (significant < 2) continue;
        std::snprintf(other, sizeof other, "%.*e", significant - 2, x);
        BOOST_REQUIRE(std::strtod(other, nullptr) != x);
    }
}

BOOST_AUTO_TEST_CASE(only_decimals_are_read) {
    BOOST_TEST(numeric::parse_decimal("+1.5").value() == 1.5);
    BOOST_TEST(numeric::parse_decimal(".5").value() == 0.5);
    BOOST_TEST(numeric::parse_decimal("5.").value() == 5);
    BOOST_TEST(numeric::parse_decimal("1E3").value() == 1000);
    BOOST_TEST(std::signbit(numeric::parse_decimal("-0").value()));
    for (const char* text : {"", "+", "-", ".", "e5", "+-1", "++1", "--1", "1e", " 1", "1 ", "1,5", "0x1", "1f", "inf",
                             "nan", "1e999", "-1e999", "1e99999999999999999999"})
        BOOST_TEST(!numeric::parse_decimal(text).has_value(), text);
}

// As strtod reads them, whichever of digits, point and exponent makes them so small.
BOOST_AUTO_TEST_CASE(what_is_too_small_for_a_double_is_zero) {
    const std::string zeros(400, '0');
    for (const std::string& text :
         {std::string("1e-400"), std::string("-1e-400"), std::string("1e-99999999999999999999"),
          std::string("123456789e-400"), "0." + zeros + "1", "-0." + zeros + "1e3", "1" + zeros + "e-900",
          "0." + zeros + "1e390", std::string("0e999"), std::string("2e-324"), std::string("3e-324")}) {
        const double wanted = std::strtod(text.c_str(), nullptr);
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(numeric::parse_decimal(text).value() == wanted);
            BOOST_TEST(std::signbit(*numeric::parse_decimal(text)) == std::signbit(wanted));
        }
    }
    for (const std::string& text : {"1" + zeros, "1" + zeros + "e-50", "0." + zeros + "1e800"})
        BOOST_TEST(!numeric::parse_decimal(text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
