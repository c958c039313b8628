// The study `depth` as a whole, at a small size: its plan, its verdicts on known errors, and its complaints.
#include <boost/test/unit_test.hpp>
#include <set>
#include <xtensor/xadapt.hpp>

#include "core/studies/depth/depth.hpp"
#include "tests/unit/studies/run_plan.hpp"

using nlohmann::json;

namespace {

json small_study() {
    return json::parse(R"({"study": "depth", "seed": 1, "tasks": ["friedman1"], "hidden_layers": [1, 2], "width": 8,
        "splits": 2, "starts": 1, "training_points": 10, "test_points": 5, "theory": {"steps": 4},
        "practice": {"parameterization": "standard", "start": "kept", "optimizer": "adam", "epochs": 2, "batch": 4,
        "rate": 0.001}})");
}

std::string complaint(const json& study) {
    try {
        ntk::studies::make_plan(study);
    } catch (const ntk::Error& error) {
        return error.what();
    }
    return "";
}

// The errors of one task at three depths on six splits, as the stage `errors` emits them. The arguments give levels by
// depth for network and kernels; a little that differs between splits is added.
ntk::flow::Artifact known_errors(const std::vector<double>& network, const std::vector<double>& ntk,
                                 const std::vector<double>& nngp, const std::vector<double>& gap, double reuse = 0.0) {
    const auto matrix = [](const std::vector<double>& level) {
        xt::xarray<double> result = xt::zeros<double>({level.size(), std::size_t{6}});
        for (std::size_t l = 0; l < level.size(); ++l)
            for (std::size_t s = 0; s < 6; ++s)
                result(l, s) = level[l] * (1.0 + 1e-4 * static_cast<double>(s * (l + 1)));
        return result;
    };
    ntk::flow::Artifact result;
    result.arrays["reuse"] = reuse * xt::ones<double>({1, 6});
    for (const std::string regime : {"theory", "practice"}) {
        result.arrays["nmse.network." + regime] = matrix(network);
        result.arrays["gap." + regime] = matrix(gap);
        result.arrays["diverged." + regime] = xt::zeros<double>({std::size_t{3}, std::size_t{6}});
    }
    for (const std::string setting : {"interpolating", "tuned"}) {
        result.arrays["nmse.ntk." + setting] = matrix(ntk);
        result.arrays["nmse.nngp." + setting] = matrix(nngp);
        for (const std::string control : {"gaussian", "laplace"})
            result.arrays["nmse." + control + "." + setting] = 2.0 * xt::ones<double>({1, 6});
    }
    return result;
}

ntk::flow::Artifact judge(const ntk::flow::Artifact& errors) {
    const json parameters = {{"tasks", {"known"}}, {"hidden_layers", {1, 2, 3}}, {"regimes", {"theory", "practice"}}};
    const auto added = ntk::studies::depth::figure_layer_added(parameters, {{"errors", {0}, &errors}});
    const auto closeness = ntk::studies::depth::table_closeness(parameters, {{"errors", {0}, &errors}});
    const auto gap = ntk::studies::depth::figure_gap(parameters, {{"errors", {0}, &errors}});
    return ntk::studies::depth::table_claims(
        parameters, {{"layer added", {}, &added}, {"closeness", {}, &closeness}, {"gap", {}, &gap}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_plan_names_each_stage_once_and_inputs_come_first) {
    const auto plan = ntk::studies::make_plan(small_study());
    std::set<std::string> names;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        BOOST_TEST(names.insert(plan[i].name).second, plan[i].name);
        for (const ntk::flow::Input& input : plan[i].inputs) BOOST_TEST(input.stage < i);
    }
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_to_its_verdicts) {
    const auto plan = ntk::studies::make_plan(small_study());
    const auto artifacts = run_plan(plan);
    for (const auto& artifact : artifacts) BOOST_TEST(!to_json(artifact).empty());
    const auto claims =
        std::find_if(plan.begin(), plan.end(), [](const auto& s) { return s.kind == ntk::flow::Kind::claims; });
    BOOST_TEST(artifacts[static_cast<std::size_t>(claims - plan.begin())].labels.at("verdict").size() == 6u);
}

BOOST_AUTO_TEST_CASE(claims_that_are_plainly_true_are_reproduced) {
    // A layer more worsens the network by 0.1 and betters the kernel by 0.1; NNGP errs as NTK; the gap is 0.5.
    const auto claims = judge(known_errors({0.5, 0.6, 0.7}, {0.5, 0.4, 0.3}, {0.5, 0.4, 0.3}, {0.5, 0.5, 0.5}));
    for (const auto& verdict : claims.labels.at("verdict")) BOOST_TEST(verdict == "reproduced");
}

BOOST_AUTO_TEST_CASE(claims_that_are_plainly_false_are_not) {
    // Network and kernel change alike; NNGP errs half as much again; the gap is 0.01.
    const auto claims = judge(known_errors({0.5, 0.4, 0.3}, {0.5, 0.4, 0.3}, {0.75, 0.6, 0.45}, {0.01, 0.01, 0.01}));
    for (const auto& verdict : claims.labels.at("verdict")) BOOST_TEST(verdict == "not reproduced");
}

// Splits of one table: the same numbers leave open what draws of new data would settle.
BOOST_AUTO_TEST_CASE(splits_of_one_table_settle_less) {
    // Six splits: δ is 1.5e-5 or more above its margin of 0.01 with a standard error of 3e-6 at most, the gap 1.2e-4
    // above 0.1 with 2.3e-5 at most; a reuse of 100 makes both errors 25 times as large.
    const std::vector<double> network = {0.5, 0.51001, 0.52002}, kernel = {0.5, 0.5, 0.5},
                              gap = {0.1001, 0.1001, 0.1001};
    const auto drawn = judge(known_errors(network, kernel, kernel, gap));
    const auto table = judge(known_errors(network, kernel, kernel, gap, 100.0));
    BOOST_TEST(drawn.labels.at("claim")[0] == "C1");
    BOOST_TEST(drawn.labels.at("verdict")[0] == "reproduced");
    BOOST_TEST(table.labels.at("verdict")[0] == "open");
    BOOST_TEST(drawn.labels.at("verdict")[4] == "reproduced");
    BOOST_TEST(table.labels.at("verdict")[4] == "open");
}

// The stage says of each task whether its splits are of one table, and by how much they share it.
BOOST_AUTO_TEST_CASE(a_table_of_forty_rows_split_ten_to_thirty_is_reused_threefold) {
    auto study = small_study();
    study["tasks"] = {"friedman1", "mine"};
    study["data"]["mine"] = {{"file", "mine.csv"}, {"target", "y"}};
    std::string csv = "a,b,y\n";
    for (int i = 0; i < 40; ++i)
        csv += std::to_string(i % 7) + "," + std::to_string(i % 11) + "," + std::to_string(i % 13) + "\n";
    const auto plan = ntk::studies::make_plan(study);
    const auto artifacts = run_plan(plan, csv);
    std::vector<double> reuse;
    for (std::size_t i = 0; i < plan.size(); ++i)
        if (plan[i].kind == ntk::flow::Kind::errors) reuse.push_back(artifacts[i].arrays.at("reuse")(0, 1));
    BOOST_TEST(reuse == (std::vector<double>{0.0, 3.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(wrong_parameters_are_named) {
    auto study = small_study();
    study["widht"] = 8;
    BOOST_TEST(complaint(study).find("\"widht\"") != std::string::npos);
    BOOST_TEST(complaint(study).find("\"width\"") != std::string::npos);
    study = small_study();
    study.erase("theory");
    BOOST_TEST(complaint(study).find("\"theory\" is missing") != std::string::npos);
    study = small_study();
    study["practice"]["rate"] = "fast";
    BOOST_TEST(complaint(study).find("\"practice.rate\"") != std::string::npos);
    study = small_study();
    study["tasks"] = {"no such task"};
    BOOST_TEST(complaint(study).find("no such task") != std::string::npos);
    study = small_study();
    study["hidden_layers"] = {2, 1};
    BOOST_TEST(complaint(study).find("\"hidden_layers\"") != std::string::npos);
    BOOST_TEST(complaint(json::parse(R"({"study": "breadth"})")).find("breadth") != std::string::npos);
}
