// The study `circle`: its limit agrees with numbers by hand, wide networks are near it, and its verdicts on runs with
// known numbers are right.
#include "core/studies/circle/circle.hpp"
#include "core/numeric/arrays.hpp"
#include "tests/unit/studies/run_plan.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>
#include <xtensor/xview.hpp>

namespace {

using namespace ntk;
using nlohmann::json;

const json parameters = {
    {"seed", 1},   {"angles", 24}, {"hidden_layers", 3}, {"weight_variance", 1.0}, {"bias_variance", 0.01},
    {"rate", 1.0}, {"steps", 100}, {"inputs", 8}};

json with(const json& more) {
    json result = parameters;
    result.update(more);
    return result;
}

double apart(const Vector& a, const Vector& b) {
    double difference = 0.0, size = 0.0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        difference += (a(i) - b(i)) * (a(i) - b(i));
        size += b(i) * b(i);
    }
    return std::sqrt(difference / size);
}

// Runs of two widths with three starts each. Their kernels scatter around given centres, narrow ones by `narrow` and
// wide ones by `wide`, and training multiplies them by the inflation. Their functions are the limit's mean plus `off`
// times its deviation.
struct Known {
    flow::Artifact limit = studies::circle::limit(parameters, {});
    struct Run {
        std::string experiment, family;
        std::size_t start;
        flow::Artifact artifact;
    };
    std::vector<Run> runs;
    json report = {{"kernels", json::object()}, {"functions", json::object()}};

    void kernels(const std::string& family, std::size_t width, double scatter, double inflation) {
        report["kernels"][family] = {{"width", width}, {"starts", 3}};
        for (const double sign : {-1.0, 0.1, 0.9}) {
            flow::Artifact run;
            run.arrays["before"] = limit.arrays["kernel"] * (1.0 + sign * scatter);
            run.arrays["after"] = run.arrays["before"] * (inflation * (1.0 + 0.01 * sign));
            run.arrays["diverged"] = xt::xarray<double>(0.0);
            runs.push_back({"kernel", family, runs.size(), run});
        }
    }
    void functions(const std::string& family, std::size_t width, double off) {
        report["functions"][family] = {{"width", width}, {"starts", 3}};
        for (const double sign : {-1.0, 0.5, 1.0}) {
            flow::Artifact run;
            run.arrays["trained"] = limit.arrays["mean"] + (sign * off) * limit.arrays["deviation"];
            run.arrays["start"] = 0.0 * limit.arrays["mean"];
            run.arrays["start_train"] = 0.0 * limit.arrays["target"];
            run.arrays["diverged"] = xt::xarray<double>(0.0);
            runs.push_back({"function", family, runs.size(), run});
        }
    }
    flow::Artifact measures() const {
        flow::Inputs inputs = {{"limit", {}, &limit}};
        for (const Run& run : runs) inputs.add(run.experiment, {run.family == "wide", run.start}, run.artifact);
        return studies::circle::measures(report, inputs);
    }
    std::vector<std::string> verdicts() const {
        const flow::Artifact m = measures();
        return studies::circle::known_results_checked(report, {{"measures", {}, &m}}).labels.at("verdict");
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(circle_study)

// At x = x0 the recursion can be done by hand: K = 0.51, 0.265, 0.1425, 0.08125 and Θ = 0.51, 0.52, 0.4025, 0.2825.
BOOST_AUTO_TEST_CASE(the_limit_s_diagonal_is_that_of_the_recursion_by_hand) {
    const flow::Artifact limit = studies::circle::limit(parameters, {});
    BOOST_TEST(limit.arrays.at("angle")(12) == 0.0);
    BOOST_TEST(std::fabs(limit.arrays.at("kernel")(12) - 0.2825) < 1e-15);
}

BOOST_AUTO_TEST_CASE(a_wide_network_is_near_its_limits) {
    const flow::Artifact limit = studies::circle::limit(parameters, {});
    const flow::Artifact kernel =
        studies::circle::kernel(with({{"width", 1024}, {"steps", 20}, {"stream", "wide"}}), {});
    // Its kernel differs from the limit by some width^(−1/2), which is 3 %.
    BOOST_TEST(apart(kernel.arrays.at("before"), limit.arrays.at("kernel")) < 0.15);
    BOOST_TEST(apart(kernel.arrays.at("after"), limit.arrays.at("kernel")) < 0.3);

    const flow::Artifact function = studies::circle::function(with({{"width", 1024}, {"stream", "wide"}}), {});
    const Vector start = function.arrays.at("start"), start_train = function.arrays.at("start_train");
    Vector own = start;
    for (std::size_t i = 0; i < own.size(); ++i)
        for (std::size_t j = 0; j < start_train.size(); ++j)
            own(i) += limit.arrays.at("influence")(i, j) * (limit.arrays.at("target")(j) - start_train(j));
    BOOST_TEST(apart(function.arrays.at("trained"), own) < 0.15);
    BOOST_TEST(apart(start, own) > 0.5);
}

BOOST_AUTO_TEST_CASE(measures_of_known_runs) {
    Known known;
    known.kernels("narrow", 10, 0.2, 2.0);
    known.kernels("wide", 40, 0.1, 1.0);
    known.functions("narrow", 10, 0.0);
    known.functions("wide", 40, 2.0);
    const flow::Artifact m = known.measures();
    // The kernels scatter by −0.2, 0.02 and 0.18 of their size, which has the mean 0 and the unbiased variance
    // (0.04 + 0.0004 + 0.0324)/2 of the kernel's mean square.
    double kernel_square = 0.0, variance = 0.0;
    for (const double k : known.limit.arrays.at("kernel")) kernel_square += k * k / 24.0;
    for (const double v : m.arrays.at("kernel.narrow.deviation")) variance += v / 3.0;
    BOOST_TEST(std::fabs(variance / kernel_square - 0.0364) < 1e-12);
    BOOST_TEST(m.arrays.at("kernel.narrow.from_limit")() < 1e-12);
    for (const double share : m.arrays.at("function.narrow.inside")) BOOST_TEST(share == 1.0);
    for (const double gap : m.arrays.at("function.narrow.gap")) BOOST_TEST(gap == 0.0);
    // These functions start from 0, and then the limit's mean is what the kernel makes of the start.
    for (const double gap : m.arrays.at("function.narrow.gap_own")) BOOST_TEST(gap < 1e-12);
    // They are off by −2, 1 and 2 deviations: outside, inside and outside of ±1.28, with the squares 4, 1 and 4.
    const auto& inside = m.arrays.at("function.wide.inside");
    BOOST_TEST((inside(0) == 0.0 && inside(1) == 1.0 && inside(2) == 0.0));
    const auto& spread = m.arrays.at("function.wide.spread");
    BOOST_TEST((std::fabs(spread(0) - 4.0) < 1e-12 && std::fabs(spread(1) - 1.0) < 1e-12));
}

BOOST_AUTO_TEST_CASE(verdicts_follow_the_runs) {
    Known published;
    published.kernels("narrow", 10, 0.1, 2.0);
    published.kernels("wide", 40, 1e-9, 1.1);
    published.functions("narrow", 10, 0.0);
    published.functions("wide", 40, 0.0);
    const auto agrees = published.verdicts();
    // Three starts that scatter by a tenth do not show their mean to a tenth, so that is open. All functions inside the
    // band is not 80 %.
    const std::vector<std::string> expected = {"agrees", "open", "agrees", "agrees", "disagrees", "disagrees"};
    BOOST_TEST(agrees == expected, boost::test_tools::per_element());

    Known opposite;
    opposite.kernels("narrow", 10, 1e-3, 0.5);
    opposite.kernels("wide", 40, 1e-3, 2.0);
    opposite.functions("narrow", 10, 0.0);
    opposite.functions("wide", 40, 0.0);
    const auto disagrees = opposite.verdicts();
    BOOST_TEST(disagrees[1] == "agrees");
    BOOST_TEST(disagrees[2] == "disagrees");
    BOOST_TEST(disagrees[3] == "disagrees");
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    const json study = json::parse(R"({"study": "circle", "seed": 1, "angles": 8, "hidden_layers": 3,
        "weight_variance": 1, "bias_variance": 0.01, "rate": 1,
        "kernels": {"inputs": 4, "steps": 2, "narrow": {"width": 4, "starts": 2}, "wide": {"width": 8, "starts": 3}},
        "functions": {"steps": 2, "narrow": {"width": 4, "starts": 2}, "wide": {"width": 8, "starts": 2}}})");
    for (const flow::Artifact& artifact : run_plan(studies::make_plan(study))) BOOST_TEST(!to_json(artifact).empty());
    json broken = study;
    broken["kernels"]["wide"].erase("starts");
    BOOST_CHECK_EXCEPTION(studies::make_plan(broken), Error,
                          [](const Error& error) { return error.facts().key == "kernels.wide.starts"; });
}

BOOST_AUTO_TEST_SUITE_END()
