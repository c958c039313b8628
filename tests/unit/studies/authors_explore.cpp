// What the demo asks of a trial agrees with the study's own stages, which reach the same numbers by another way.
#include <boost/test/unit_test.hpp>

#include <xtensor/xview.hpp>

#include "core/statistics/errors.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"

namespace {

using namespace ntk;
using namespace ntk::studies::authors;
using nlohmann::json;

// Both solve by Cholesky factors of the same matrices in the same order, so they differ only by rounding on the way.
constexpr double rounding = 1e-11;

flow::Artifact small_trial() {
    return trial({{"seed", 7}, {"stream", "authors/trial=0"}, {"points", 90}, {"inputs", 15}}, {});
}

json network_parameters(std::size_t hidden_layers) {
    return {{"seed", 7},
            {"stream", "authors/trial=0/network"},
            {"batches", "authors/trial=0/batches"},
            {"law", 1},
            {"hidden_layers", hidden_layers},
            {"width", 24},
            {"epochs", 9},
            {"rate", 0.002},
            {"batch", 8}};
}

BOOST_AUTO_TEST_SUITE(authors_explore)

// In each setting of the study the levels are the errors of what `regressions` predicts.
BOOST_AUTO_TEST_CASE(levels_of_settings) {
    const flow::Artifact t = small_trial(), r = regressions(json::object(), {{"trial", {}, &t}});
    const Data data(t);
    for (std::size_t s = 0; s < setting_count; ++s) {
        const json parameters = {{"root", settings[s].correlation == Correlation::root_put_back},
                                 {"law", settings[s].law},
                                 {"network_rows", false}};
        const flow::Artifact found = levels(parameters, {{"trial", {}, &t}});
        for (std::size_t k = 0; k < kernel_count; ++k) {
            BOOST_TEST(found.labels.at("kernel")[k] == kernel_names[k]);
            const Vector prediction = xt::view(r.arrays.at("kernels"), s, k, xt::all());
            BOOST_TEST(found.arrays.at("rmse")(k) == data.error(prediction, settings[s].law),
                       boost::test_tools::tolerance(rounding));
        }
    }
}

// NTKJ1 with the root is the NTK of the network with one hidden layer, also on the rows that networks see.
BOOST_AUTO_TEST_CASE(levels_on_the_networks_rows) {
    const flow::Artifact t = small_trial(), r = regressions(json::object(), {{"trial", {}, &t}});
    for (std::size_t law = 0; law < law_count; ++law) {
        const flow::Artifact found =
            levels({{"root", true}, {"law", law}, {"network_rows", true}}, {{"trial", {}, &t}});
        const Vector prediction = xt::view(r.arrays.at("ntk.network_rows"), law, 0, xt::all());
        // The two formulas differ by rounding, which the matrix's inverse magnifies.
        BOOST_TEST(found.arrays.at("rmse")(ntkj1) == Data(t).error(prediction, law),
                   boost::test_tools::tolerance(1e-8));
    }
}

BOOST_AUTO_TEST_CASE(beside_a_network) {
    const flow::Artifact t = small_trial();
    for (const std::size_t hidden_layers : {1u, 2u}) {
        const json parameters = network_parameters(hidden_layers);
        const flow::Artifact n = studies::authors::network(parameters, {{"trial", {}, &t}}),
                             found = beside(parameters, {{"trial", {}, &t}, {"network", {}, &n}});
        const Vector limit = n.arrays.at("limit"), prediction = n.arrays.at("prediction");
        BOOST_TEST(found.arrays.at("epoch") == n.arrays.at("epoch"));
        BOOST_TEST(found.arrays.at("rmse") == n.arrays.at("rmse"));
        const auto& error = found.arrays.at("limit.rmse");
        BOOST_REQUIRE_EQUAL(error.size(), 5u);  // 1, 2, 4, 8, 9
        BOOST_TEST(error(4) == Data(t).error(limit, 1), boost::test_tools::tolerance(rounding));
        BOOST_TEST(found.arrays.at("gap")() == statistics::predictor_gap(prediction, limit),
                   boost::test_tools::tolerance(rounding));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
