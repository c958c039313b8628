// What a host shows of a study `depth` while splits come in agrees with the study's own stages on all splits, and with
// numbers by hand.
#include <boost/test/unit_test.hpp>

#include "core/studies/depth/depth.hpp"
#include "tests/unit/studies/run_plan.hpp"

using nlohmann::json;

namespace {

json study() {
    return json::parse(R"({"study": "depth", "seed": 1, "tasks": ["friedman1"], "hidden_layers": [1, 2], "width": 8,
        "splits": 2, "kernel_splits": 3, "starts": 1, "training_points": 10, "test_points": 5, "theory": {"steps": 4},
        "practice": {"parameterization": "standard", "start": "kept", "optimizer": "adam", "epochs": 2, "batch": 4,
        "rate": 0.001}})");
}

ntk::flow::Artifact matrix(const std::string& name, std::vector<std::vector<double>> rows) {
    ntk::flow::Artifact artifact;
    auto& array = artifact.arrays[name];
    array = xt::zeros<double>({rows.size(), rows[0].size()});
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j) array(i, j) = rows[i][j];
    return artifact;
}

}  // namespace

BOOST_AUTO_TEST_CASE(errors_of_single_splits_joined_are_those_of_all) {
    const auto plan = ntk::studies::make_plan(study());
    const auto artifacts = run_plan(plan);
    const auto errors =
        std::find_if(plan.begin(), plan.end(), [](const auto& s) { return s.kind == ntk::flow::Kind::errors; });
    BOOST_REQUIRE(errors != plan.end());
    std::vector<ntk::flow::Artifact> parts;
    for (const std::size_t split : {0u, 1u, 2u}) {
        ntk::flow::Stage stage = *errors;
        ntk::flow::Inputs inputs;
        for (auto [role, index, from] : errors->inputs) {
            if (index.at(0) != split) continue;
            index[0] = 0;
            inputs.add(role, index, artifacts[from]);
        }
        stage.parameters["kernel_splits"] = 1;
        stage.parameters["splits"] = split == 2 ? 0 : 1;
        parts.push_back(ntk::studies::run_stage(stage, inputs));
    }
    const auto joined = ntk::studies::depth::errors_joined(
        {}, {{"errors", {0}, &parts[0]}, {"errors", {1}, &parts[1]}, {"errors", {2}, &parts[2]}});
    BOOST_TEST(ntk::flow::to_json(joined) ==
               ntk::flow::to_json(artifacts[static_cast<std::size_t>(errors - plan.begin())]));
}

BOOST_AUTO_TEST_CASE(means_are_told_of_what_is_there) {
    auto errors = matrix("nmse.ntk.interpolating", {{0.25, 0.75}, {1, 2}});
    errors.arrays["nmse.laplace.interpolating"] = matrix("x", {{3, 5}}).arrays["x"];
    const auto table = ntk::studies::depth::errors_so_far({{"hidden_layers", {2, 4}}}, {{"errors", {0}, &errors}});
    const std::vector<std::string> predictors = {"NTK", "NTK", "Laplace"};
    BOOST_TEST(table.labels.at("predictor") == predictors, boost::test_tools::per_element());
    const auto column = [&](const char* name) {
        const auto& array = table.arrays.at(name);
        return std::vector<double>(array.begin(), array.end());
    };
    BOOST_TEST(column("nmse") == (std::vector<double>{0.5, 1.5, 4}), boost::test_tools::per_element());
    BOOST_TEST(column("hidden_layers") == (std::vector<double>{2, 4, 0}), boost::test_tools::per_element());
    BOOST_TEST(column("splits") == (std::vector<double>{2, 2, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(changes_by_split_are_differences_between_depths) {
    auto errors = matrix("nmse.network.theory", {{0.5, 0.25}, {0.75, 0.125}});
    errors.arrays["nmse.ntk.interpolating"] = matrix("x", {{1, 2, 9}, {1.5, 1, 9}}).arrays["x"];  // more kernel splits
    const auto table = ntk::studies::depth::layer_added_splits({{"hidden_layers", {1, 2}}, {"regimes", {"theory"}}},
                                                               {{"errors", {0}, &errors}});
    const auto& delta = table.arrays.at("delta");
    BOOST_REQUIRE(delta.size() == 2u);
    BOOST_TEST(table.arrays.at("network_change")(0) == 0.25);
    BOOST_TEST(table.arrays.at("kernel_change")(1) == -1.0);
    BOOST_TEST(delta(0) == -0.25);
    BOOST_TEST(delta(1) == 0.875);
}
