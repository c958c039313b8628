// Numbers in verdicts are written as C's printf writes them. The texts are hashed, so every character counts. And the
// rows of studies' gaps.
#include "core/judgement/table.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "core/random/stream.hpp"

namespace {

std::string printed(const char* format, int decimals, double x) {
    char text[400];
    const int length = std::snprintf(text, sizeof text, format, decimals, x);
    BOOST_REQUIRE((length > 0 && length < 400));
    return text;
}

void agrees(double x) {
    for (int decimals = 0; decimals <= 8; ++decimals) {
        const std::string ours = ntk::judgement::fixed(x, decimals), wanted = printed("%.*f", decimals, x);
        if (ours != wanted) BOOST_TEST(ours == wanted);
    }
    const std::string ours = ntk::judgement::general(x), wanted = printed("%.*g", 6, x);
    if (ours != wanted) BOOST_TEST(ours == wanted);
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_stand_as_printf_writes_them) {
    for (const double x : {0.0,
                           1.0,
                           0.5,
                           1.5,
                           2.5,
                           0.125,
                           0.375,
                           1e5,
                           1e6,
                           999999.5,
                           999999.4,
                           1e15,
                           1e16,
                           1e17,
                           1e22,
                           1e-4,
                           9.9999995e-5,
                           1e-5,
                           0.05,
                           0.005,
                           0.0005,
                           0.995,
                           9.995,
                           5e-324,
                           1e300,
                           std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()})
        for (const double sign : {1.0, -1.0}) agrees(sign * x);
    const ntk::random::Stream stream(1, "judgement");
    for (std::size_t i = 0; i < 20000; ++i) {
        const double x = stream.normal(i);
        agrees(x);
        agrees(std::ldexp(x, static_cast<int>(i % 400) - 200));
        agrees(std::floor(1000.0 * x) / 1000.0 + 0.0005);  // ties, as near as doubles come
    }
}

// Three values by hand: the middle one, and the range.
BOOST_AUTO_TEST_CASE(placed_gaps_are_medians_with_their_range_in_order) {
    using ntk::judgement::median_gap;
    const ntk::flow::Artifact table = ntk::judgement::placed_gaps(
        {median_gap("The width", "16 units", {0.5, 0.1, 0.2}), {"The width", "32 units", 0.05, {0.04, 0.07}}});
    const std::vector<std::string> settings = {"16 units", "32 units"};
    BOOST_TEST(table.labels.at("setting") == settings, boost::test_tools::per_element());
    const auto row = [&](std::size_t i) {
        std::vector<double> values;
        for (const char* column : {"order", "gap", "low", "high"}) values.push_back(table.arrays.at(column)(i));
        return values;
    };
    const std::vector<double> first = {0.0, 0.2, 0.1, 0.5}, second = {1.0, 0.05, 0.04, 0.07};
    BOOST_TEST(row(0) == first, boost::test_tools::per_element());
    BOOST_TEST(row(1) == second, boost::test_tools::per_element());
}
