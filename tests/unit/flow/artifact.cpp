#include "core/flow/artifact.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace {

using namespace ntk;

flow::Artifact table() {
    flow::Artifact artifact;
    artifact.arrays["width"] = xt::xarray<double>{64, 128};
    artifact.arrays["error"] = xt::xarray<double>{0.1, -0.0};
    artifact.labels["task"] = {"sphere", "a \"quoted\"\nname, é"};
    return artifact;
}

BOOST_AUTO_TEST_SUITE(artifact)

BOOST_AUTO_TEST_CASE(canonical_form) {
    flow::Artifact artifact = table();
    artifact.arrays["scalar"] = xt::xarray<double>(2.5);
    artifact.arrays["empty"] = xt::xarray<double>::from_shape({0, 3});
    artifact.arrays["matrix"] = xt::xarray<double>{{1, 2, 3}, {4, 5, 1e-7}};
    BOOST_TEST(to_json(artifact) ==
               "{\"arrays\":{\"empty\":{\"shape\":[0,3],\"values\":[]},"
               "\"error\":{\"shape\":[2],\"values\":[0.1,-0]},"
               "\"matrix\":{\"shape\":[2,3],\"values\":[1,2,3,4,5,1e-07]},"
               "\"scalar\":{\"shape\":[],\"values\":[2.5]},"
               "\"width\":{\"shape\":[2],\"values\":[64,128]}},"
               "\"labels\":{\"task\":[\"sphere\",\"a \\\"quoted\\\"\\nname, é\"]}}");
    BOOST_TEST(to_json(flow::Artifact{}) == "{\"arrays\":{},\"labels\":{}}");
}

BOOST_AUTO_TEST_CASE(reads_back_to_the_same_bits) {
    flow::Artifact artifact = table();
    artifact.arrays["scalar"] = xt::xarray<double>(-1.0 / 3);
    artifact.arrays["empty"] = xt::xarray<double>::from_shape({2, 0});
    artifact.arrays["cube"] = xt::xarray<double>::from_shape({2, 2, 2});
    double x = 1e-320;
    for (double& value : artifact.arrays["cube"]) value = x *= -3e70 * x < 1 ? 7e40 : 0.3;
    const flow::Artifact back = flow::from_json(to_json(artifact));
    BOOST_TEST(back.labels.at("task") == artifact.labels.at("task"), boost::test_tools::per_element());
    BOOST_REQUIRE(back.arrays.size() == artifact.arrays.size());
    for (const auto& [name, array] : artifact.arrays) {
        const auto& read = back.arrays.at(name);
        BOOST_TEST(read.shape() == array.shape(), boost::test_tools::per_element());
        for (std::size_t i = 0; i < array.size(); ++i)
            BOOST_TEST(std::bit_cast<std::uint64_t>(read.data()[i]) == std::bit_cast<std::uint64_t>(array.data()[i]));
    }
    BOOST_TEST(to_json(back) == to_json(artifact));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_finite_is_named) {
    for (const double bad : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        flow::Artifact artifact;
        artifact.arrays["k"] = xt::xarray<double>{{1, 2}, {3, bad}};
        BOOST_CHECK_EXCEPTION(to_json(artifact), std::runtime_error, [](const std::runtime_error& error) {
            return std::string(error.what()) == "array \"k\" has a value that is not finite, at index 3";
        });
    }
    flow::Artifact artifact;
    artifact.labels["name"] = {"\xff"};
    BOOST_CHECK_THROW(to_json(artifact), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused) {
    for (const char* text : {
             "",
             "null",
             "[]",
             "{}",
             "{\"arrays\":{}}",
             "{\"arrays\":{},\"labels\":{},\"more\":{}}",
             "{\"arrays\":[],\"labels\":{}}",
             "{\"arrays\":{},\"labels\":{}}}",
             "{\"arrays\":{\"a\":[1]},\"labels\":{}}",
             "{\"arrays\":{\"a\":{\"shape\":[1]}},\"labels\":{}}",
             "{\"arrays\":{\"a\":{\"shape\":[2],\"values\":[1]}},\"labels\":{}}",
             "{\"arrays\":{\"a\":{\"shape\":[-1],\"values\":[1]}},\"labels\":{}}",
             "{\"arrays\":{\"a\":{\"shape\":[1],\"values\":[\"1\"]}},\"labels\":{}}",
             "{\"arrays\":{\"a\":{\"shape\":[1],\"values\":[null]}},\"labels\":{}}",
             "{\"arrays\":{},\"labels\":{\"a\":\"b\"}}",
             "{\"arrays\":{},\"labels\":{\"a\":[1]}}",
         })
        BOOST_CHECK_THROW(flow::from_json(text), std::runtime_error);
    const std::string whole = to_json(table());
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_CHECK_THROW(flow::from_json(whole.substr(0, size)), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(rows_for_figures) {
    BOOST_TEST(flow::to_rows_json(table()) ==
               "[{\"error\":0.1,\"task\":\"sphere\",\"width\":64},"
               "{\"error\":-0,\"task\":\"a \\\"quoted\\\"\\nname, é\",\"width\":128}]");
    BOOST_TEST(flow::to_rows_json(flow::Artifact{}) == "[]");

    flow::Artifact ragged = table();
    ragged.labels["task"].pop_back();
    BOOST_CHECK_THROW(flow::to_rows_json(ragged), std::runtime_error);
    flow::Artifact twice = table();
    twice.labels["width"] = {"a", "b"};
    BOOST_CHECK_THROW(flow::to_rows_json(twice), std::runtime_error);
    flow::Artifact matrix = table();
    matrix.arrays["width"] = xt::xarray<double>{{1, 2}};
    BOOST_CHECK_THROW(flow::to_rows_json(matrix), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
