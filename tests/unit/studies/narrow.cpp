// The study `narrow`: deep networks are near its limit, also when trained, the limit trains as its kernel says, and the
// verdicts on runs with known numbers are right.
#include "core/studies/narrow/narrow.hpp"
#include "core/kernels/narrow.hpp"
#include "core/network/narrow.hpp"
#include "core/numeric/arrays.hpp"
#include "core/studies/narrow/run.hpp"
#include "core/training/narrow_trainer.hpp"
#include "tests/unit/studies/run_plan.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>
#include <xtensor/xadapt.hpp>

namespace {

using namespace ntk;
using nlohmann::json;

json depth_of(std::size_t depth, double scale, std::size_t trials = 3) {
    const double unit = static_cast<double>(depth) * scale * scale;
    return {{"depth", depth}, {"scale", scale}, {"rate", 0.25 / unit}, {"trials", trials}, {"he_trials", 2}};
}

const json parameters = {
    {"seed", 1},
    {"points", 12},
    {"angles", 5},
    {"grid", 3},
    {"steps", 30},
    {"networks", {{"shallow", depth_of(4, 4.0)}, {"middle", depth_of(40, 40.0)}, {"deep", depth_of(2000, 2000.0)}}}};

json network_of(std::size_t family, const std::string& stream) {
    json result = parameters;
    result.erase("networks");
    result.update({{"network", parameters["networks"][studies::narrow::families[family]]},
                   {"family", family},
                   {"stream", stream}});
    return result;
}

// Runs whose kernels are the limit's times given factors, and with given errors.
struct Known {
    flow::Artifact limit = studies::narrow::limit(parameters, {});
    std::vector<flow::Artifact> networks, he;

    // The three trials of each depth are off by −1, 0.5 and 1 times `off` at the start, and move by `drift`.
    void add(double off, double drift, double error, double he_error) {
        for (const double sign : {-1.0, 0.5, 1.0}) {
            flow::Artifact run;
            run.arrays["before"] = limit.arrays["kernel"] * (1.0 + sign * off);
            run.arrays["after"] = run.arrays["before"] * (1.0 + drift * (1.0 + 0.01 * sign));
            run.arrays["error"] = Vector{1.0, error * (1.0 + 0.01 * sign)};
            run.arrays["gap"] = xt::xarray<double>(off * (1.0 + 0.1 * sign));
            run.arrays["gap_own"] = xt::xarray<double>(drift * (1.0 + 0.1 * sign));
            run.arrays["diverged"] = xt::xarray<double>(0.0);
            networks.push_back(run);
        }
        for (const double sign : {-1.0, 1.0}) {
            flow::Artifact run;
            run.arrays["error"] = Vector{1.0, he_error * (1.0 + 0.001 * sign)};
            run.arrays["living"] = xt::xarray<double>(0.0);
            run.arrays["diverged"] = xt::xarray<double>(0.0);
            he.push_back(run);
        }
    }
    flow::Artifact measures() const {
        flow::Inputs inputs = {{"limit", {}, &limit}};
        for (std::size_t i = 0; i < networks.size(); ++i) inputs.add("network", {i / 3, i % 3}, networks[i]);
        for (std::size_t i = 0; i < he.size(); ++i) inputs.add("he", {i / 2, i % 2}, he[i]);
        return studies::narrow::measures(parameters, inputs);
    }
    std::vector<std::string> verdicts() const {
        const flow::Artifact m = measures();
        return studies::narrow::known_results_checked(parameters, {{"measures", {}, &m}}).labels.at("verdict");
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(narrow_study)

// At γ = π/4, the middle of an odd number of angles, x·x = 1, and half of the drawn unit's variance is 3/4.
BOOST_AUTO_TEST_CASE(the_limit_s_diagonal_is_that_by_hand) {
    const flow::Artifact limit = studies::narrow::limit(parameters, {});
    BOOST_TEST(std::fabs(limit.arrays.at("angle")(2) - 0.25) < 1e-15);
    BOOST_TEST(std::fabs(limit.arrays.at("kernel")(2) - 2.75) < 1e-14);
    const auto& error = limit.arrays.at("error");
    for (std::size_t i = 1; i < error.size(); ++i) BOOST_TEST(error(i) < error(i - 1));
}

BOOST_AUTO_TEST_CASE(a_deep_network_is_near_its_limit_before_and_after_training) {
    const flow::Artifact limit = studies::narrow::limit(parameters, {});
    const flow::Artifact run = studies::narrow::network(network_of(2, "deep"), {{"limit", {}, &limit}});
    // σ(g)σ(g') has a deviation of up to 0.75 √5 = 1.7 in a layer, which in the mean of 2000 is 0.04; four of them.
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST(std::fabs(run.arrays.at("before")(i) - limit.arrays.at("kernel")(i)) < 0.15);
    // What moves in training is of the order 1/C.
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST(std::fabs(run.arrays.at("after")(i) / run.arrays.at("before")(i) - 1.0) < 1e-3);
    // Before the first step the network is 0, as the limit is, and both errors are the targets' mean square.
    BOOST_TEST(std::fabs(run.arrays.at("error")(0) / limit.arrays.at("error")(0) - 1.0) < 1e-12);
    BOOST_TEST(run.arrays.at("gap_own")() < 1e-3);
    BOOST_TEST(run.arrays.at("gap")() < 0.1);
    BOOST_TEST(run.arrays.at("diverged")() == 0.0);
}

BOOST_AUTO_TEST_CASE(he_s_start_learns_the_mean_at_most_where_no_point_lives) {
    const flow::Artifact limit = studies::narrow::limit(parameters, {});
    const flow::Artifact run = studies::narrow::he_network(network_of(2, "he"), {{"limit", {}, &limit}});
    BOOST_TEST(run.arrays.at("living")() == 0.0);  // (15/16)^2000 is 1e-56
    // Only the tail's bias moves, at a rate at which it reaches the mean.
    BOOST_TEST(std::fabs(run.arrays.at("error")(run.arrays.at("error").size() - 1) - 1.0) < 1e-6);
}

BOOST_AUTO_TEST_CASE(a_run_that_diverges_says_so) {
    const flow::Artifact limit = studies::narrow::limit(parameters, {});
    json wild = network_of(0, "wild");
    wild["network"]["rate"] = 1e6;
    const flow::Artifact run = studies::narrow::network(wild, {{"limit", {}, &limit}});
    BOOST_TEST(run.arrays.at("diverged")() == 1.0);
    BOOST_TEST(run.arrays.at("after")(0) == 0.0);
    BOOST_CHECK_THROW(
        training::NarrowTrainer(network::narrow_network(2, 2, 1.0, 1, ""), Matrix{{1.0, 2.0}}, Vector{1.0, 2.0}, 0.1),
        std::invalid_argument);
}

// The limit's gradient descent step by step, from its kernel alone.
Vector limit_after(std::size_t steps, const studies::narrow::Task& task) {
    const Matrix kernel = kernels::narrow_limit(task.x, task.x);
    Vector f = xt::zeros<double>({task.x.shape(0)});
    for (std::size_t t = 0; t < steps; ++t) {
        const Vector before = f;
        for (std::size_t i = 0; i < f.size(); ++i)
            for (std::size_t j = 0; j < f.size(); ++j)
                f(i) -= task.summed_rate(0.25) * kernel(i, j) * (before(j) - task.y(j));
    }
    return f;
}

BOOST_AUTO_TEST_CASE(the_demo_s_run_is_that_of_its_network_and_of_the_limit) {
    const std::size_t depth = 200, steps = 60;
    const studies::narrow::Task task(40);
    const double scale = 20.0, unit = 200.0 * scale * scale;
    training::NarrowTrainer trainer(network::narrow_network(2, depth, scale, 7, "narrow"), task.x, task.y, 0.25 / unit);
    studies::narrow::Run run(depth, false, 7);
    const flow::Artifact start = run.state();
    BOOST_TEST(start.arrays.at("network")(13) == 0.0);
    BOOST_TEST(start.arrays.count("gap") == 0U);
    BOOST_TEST(start.arrays.at("distance")() == start.arrays.at("distance.start")());
    for (std::size_t t = 0; t < steps; ++t) {
        run.step();
        trainer.step();
    }
    const flow::Artifact now = run.state();
    BOOST_TEST(now.arrays.at("step")() == 60.0);
    // The same passes over points that are arranged otherwise: sums over four units at most, in the same order.
    const Vector network = network::predict(trainer.network(), task.x), limit = limit_after(steps, task);
    for (std::size_t i = 0; i < 40; ++i) {
        BOOST_TEST(now.arrays.at("network")(2 * i) == network(i));
        BOOST_TEST(std::fabs(now.arrays.at("limit")(2 * i) - limit(i)) < 1e-12);
        BOOST_TEST(std::fabs(now.arrays.at("target")(2 * i) - task.y(i)) < 1e-15);
    }
    BOOST_TEST(std::fabs(now.arrays.at("network.error")() / (trainer.error() / task.variance) - 1.0) < 1e-12);
    // 1/√200 is 0.07; what moves is of the order 1/C.
    BOOST_TEST(now.arrays.at("distance")() < 0.2);
    BOOST_TEST(now.arrays.at("gap")() < 0.3);
}

BOOST_AUTO_TEST_CASE(the_demo_s_start_for_depth_learns_at_every_depth_that_it_offers_and_he_s_does_not_where_deep) {
    for (const std::size_t depth : {10u, 70u, 1000u})
        for (const bool he : {false, true}) {
            studies::narrow::Run run(depth, he, 1);
            for (int t = 0; t < 1000; ++t) run.step();
            const double error = run.state().arrays.at("network.error")();
            if (!he) BOOST_TEST(error < 0.1);
            if (he && depth == 1000) BOOST_TEST(std::fabs(error - 1.0) < 1e-6);  // (15/16)^1000 is 1e-28
        }
}

BOOST_AUTO_TEST_CASE(measures_and_verdicts_follow_the_runs) {
    Known known;
    known.add(0.2, 0.05, 0.02, 1.0);
    known.add(0.05, 0.001, 0.02, 1.0);
    known.add(0.005, 0.0001, 0.02, 1.0);
    const flow::Artifact m = known.measures();
    const auto& level = m.arrays.at("shallow.before.level");
    BOOST_TEST((std::fabs(level(0) + 0.2) < 1e-12 && std::fabs(level(1) - 0.1) < 1e-12));
    BOOST_TEST(std::fabs(m.arrays.at("shallow.before.distance")(0) - 0.2) < 1e-12);
    BOOST_TEST(std::fabs(m.arrays.at("deep.drift")(1) - 0.0001 * 1.005) < 1e-12);
    for (const std::string& verdict : known.verdicts()) BOOST_TEST(verdict == "agrees");

    Known opposite;
    opposite.add(0.005, 0.0001, 0.02, 1.0);
    opposite.add(0.05, 0.001, 0.02, 1.0);
    opposite.add(0.9, 0.5, 0.95, 0.02);
    for (const std::string& verdict : opposite.verdicts()) BOOST_TEST(verdict == "disagrees");
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    const json study = json::parse(R"({"study": "narrow", "seed": 1, "points": 4, "angles": 3, "grid": 2, "steps": 3,
        "shallow": {"depth": 1, "scale": 2, "rate": 0.01, "trials": 2, "he_trials": 2},
        "middle": {"depth": 3, "scale": 4, "rate": 0.001, "trials": 2, "he_trials": 2},
        "deep": {"depth": 9, "scale": 8, "rate": 0.0001, "trials": 2, "he_trials": 2}})");
    for (const flow::Artifact& artifact : run_plan(studies::make_plan(study))) BOOST_TEST(!to_json(artifact).empty());
    json broken = study;
    broken["deep"].erase("scale");
    BOOST_CHECK_EXCEPTION(studies::make_plan(broken), Error,
                          [](const Error& error) { return error.facts().key == "deep.scale"; });
}

BOOST_AUTO_TEST_SUITE_END()
