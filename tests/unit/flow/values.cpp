// The text of a run's numbers: what is read is what was written, to the bit; damage is told.
#include <boost/test/unit_test.hpp>

#include "core/flow/difference.hpp"
#include "core/flow/values.hpp"

BOOST_AUTO_TEST_CASE(values_written_and_read_are_the_same) {
    ntk::flow::Artifact first, second;
    first.arrays["x"] = xt::xarray<double>{{0.1, -0.0}, {5e-324, 1e308}};
    first.labels["name"] = {"a \"b\"", "é"};
    second.arrays["scalar"] = xt::xarray<double>(3.0);
    const std::string text = ntk::flow::values_text({{"one", &first}, {"two", &second}});
    const auto read = ntk::flow::parse_values(text);
    BOOST_REQUIRE(read.size() == 2u);
    BOOST_TEST(ntk::flow::to_json(read.at("one")) == ntk::flow::to_json(first));
    BOOST_TEST(ntk::flow::to_json(read.at("two")) == ntk::flow::to_json(second));
    BOOST_CHECK_THROW(ntk::flow::parse_values(text.substr(0, text.size() - 1)), std::runtime_error);
    BOOST_CHECK_THROW(ntk::flow::parse_values("nonsense"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(the_first_difference_is_told_in_decimal_and_to_the_bit) {
    ntk::flow::Artifact expected, computed;
    expected.arrays["x"] = xt::xarray<double>{{1.0, 2.0}, {-3.0, 4.0}};
    computed.arrays["x"] = xt::xarray<double>{{1.0, 2.0}, {3.5, 5.0}};
    const auto difference = ntk::flow::first_difference(expected, computed);
    BOOST_CHECK(difference.kind == ntk::flow::DifferenceKind::number);
    BOOST_TEST(difference.place == "x[1, 0]");
    BOOST_TEST(difference.expected.find("0xc008000000000000") != std::string::npos);
    BOOST_TEST(difference.computed.find("3.5") != std::string::npos);
    BOOST_TEST(lines(difference).front() == "first differing number: x[1, 0]");
    BOOST_CHECK(ntk::flow::first_difference(expected, expected).kind == ntk::flow::DifferenceKind::none);
}
