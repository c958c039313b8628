// Stages get the inputs that they ask for, and plans are put together as they should.
#include <boost/test/unit_test.hpp>

#include <set>
#include <stdexcept>

#include "core/error/error.hpp"
#include "core/flow/plan_builder.hpp"

namespace {

using namespace ntk::flow;

Artifact number(double x) {
    Artifact artifact;
    artifact.arrays["x"] = xt::xarray<double>(x);
    return artifact;
}

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(inputs_are_found_by_role_and_place_in_whatever_order_they_come) {
    const Artifact a = number(1), b = number(2), c = number(10);
    Inputs inputs = {{"network", {1, 0}, &b}, {"split", {}, &c}};
    inputs.add("network", {0, 7}, a);
    BOOST_TEST(&inputs.at("network", {1, 0}) == &b);
    BOOST_TEST(&inputs.at("split") == &c);
    BOOST_TEST(inputs.has("network", {0, 7}));
    BOOST_TEST(!inputs.has("network"));
    const std::vector<const Artifact*> all = {&a, &b}, second = {&b};
    BOOST_TEST(inputs.all("network") == all);
    BOOST_TEST(inputs.all("network", {1}) == second);
    BOOST_TEST(inputs.all("net").empty());
    BOOST_CHECK_EXCEPTION(inputs.at("network", {1, 1}), std::out_of_range, [](const std::out_of_range& error) {
        return std::string(error.what()).find("\"network 1 1\"") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(a_result_is_known_by_its_kind_whatever_its_stage_is_called) {
    PlanBuilder builder("depth");
    const std::size_t errors = builder.add({.name = "depth/numbers/errors", .kind = Kind::errors, .part = "numbers"});
    builder.add_result(Kind::figure, "gap", "f", {}, in_order("errors", {errors}));
    builder.add_result(Kind::numbers, "", "n", {}, in_order("errors", {errors}));
    const std::size_t data = builder.add_data({.name = "data/figures", .kind = Kind::data, .part = "data"});
    BOOST_TEST(builder.add_data({.name = "data/figures", .kind = Kind::data, .part = "data"}) == data);
    const std::vector<Stage> stages = builder.finish();
    BOOST_TEST(!is_result(stages[0].kind));
    BOOST_TEST(group(stages[0]) == "depth/numbers");
    BOOST_TEST(is_result(stages[1].kind));
    BOOST_TEST(stages[1].name == "depth/figures/gap");
    BOOST_TEST(stages[1].label == "gap");
    BOOST_TEST(stages[1].study == "depth");
    BOOST_TEST(group(stages[2]) == "depth");
    BOOST_TEST(group(stages[3]) == "data");
    BOOST_TEST(nlohmann::json(stages[2].kind) == "numbers");
}

BOOST_AUTO_TEST_CASE(a_name_twice_is_refused) {
    PlanBuilder builder("depth");
    builder.add({.name = "a"});
    BOOST_CHECK_THROW(builder.add({.name = "a"}), ntk::Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
