// Verdicts on published statements, on intervals whose place is plain.
#include "core/judgement/verdict.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using ntk::judgement::infinity;
using ntk::judgement::verdict;
using ntk::judgement::verdict_on_all;
using ntk::statistics::Interval;

}  // namespace

BOOST_AUTO_TEST_SUITE(verdicts)

BOOST_AUTO_TEST_CASE(the_interval_s_place_decides) {
    BOOST_TEST(verdict(Interval{1.1, 1.9}, 1.0, 2.0) == "agrees");
    BOOST_TEST(verdict(Interval{0.9, 1.9}, 1.0, 2.0) == "open");
    BOOST_TEST(verdict(Interval{0.5, 3.0}, 1.0, 2.0) == "open");
    BOOST_TEST(verdict(Interval{2.1, 3.0}, 1.0, 2.0) == "disagrees");
    BOOST_TEST(verdict(Interval{0.1, 0.9}, 1.0, 2.0) == "disagrees");
    BOOST_TEST(verdict(Interval{0.1, 1e300}, 0.0, infinity) == "agrees");
    BOOST_TEST(verdict(Interval{-1.0, -0.1}, 0.0, infinity) == "disagrees");
}

// Student's t for 95 % and 4 degrees of freedom is 2.776.
BOOST_AUTO_TEST_CASE(a_sample_is_judged_by_its_interval) {
    BOOST_TEST(verdict(ntk::statistics::Sample{5, 1.0, 0.1}, 0.722, 1.278) == "agrees");
    BOOST_TEST(verdict(ntk::statistics::Sample{5, 1.0, 0.1}, 0.723, 1.278) == "open");
}

BOOST_AUTO_TEST_CASE(all_parts_must_agree_and_one_that_disagrees_decides) {
    BOOST_TEST(verdict_on_all({"agrees", "agrees"}) == "agrees");
    BOOST_TEST(verdict_on_all({"agrees", "open"}) == "open");
    BOOST_TEST(verdict_on_all({"open", "disagrees", "agrees"}) == "disagrees");
}

BOOST_AUTO_TEST_SUITE_END()
