// The study `compression`: weights have their law, networks' kernels are on average those of infinite width, its
// verdicts on known distances are right, and it runs as a whole.
#include "core/studies/compression/compression.hpp"
#include "core/kernels/centred_kernels.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"
#include "core/regression/spectrum.hpp"
#include "tests/unit/studies/run_plan.hpp"

#include <cmath>
#include <sstream>

#include <boost/test/unit_test.hpp>

namespace {

using namespace ntk;
using namespace ntk::studies::compression;
using nlohmann::json;

const json mixture = {{"seed", 1},         {"stream", "test"}, {"dimension", 12}, {"training_points", 20},
                      {"test_points", 10}, {"mean", 1.5},      {"spread", 2.0},   {"hidden_layers", 2},
                      {"spectra", true}};

json with(json parameters, const json& more) {
    parameters.update(more);
    return parameters;
}

// A run of two dimensions whose distances go as `powers` of the dimension, and whose ternary networks are at `ratio` of
// the dense ones' distance.
std::vector<std::string> verdicts(double power, double ratio) {
    const json places = json::parse(R"([{"name": "mixture", "dimension": 16}, {"name": "mixture", "dimension": 64}])");
    const json report = {{"places", places}, {"replicates", 2}, {"draws", 2}, {"zeros", {0.5}}, {"hidden_layers", 2}};
    std::vector<flow::Artifact> artifacts;
    artifacts.reserve(8);
    flow::Inputs inputs;
    const auto put = [](flow::Artifact& a, const std::string& name, double value) {
        a.arrays[name] = xt::xarray<double>(value);
    };
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t r = 0; r < 2; ++r) {
            flow::Artifact& limit = artifacts.emplace_back();
            for (const std::string name : {"conjugate.distance", "tangent.distance", "quantised.distance"})
                put(limit, name, (1.0 + 0.1 * static_cast<double>(r)) * std::pow(k == 0 ? 16.0 : 64.0, power));
            inputs.add("limit", {k, r}, limit);
            if (k == 0) continue;
            flow::Artifact& networks = artifacts.emplace_back();
            networks.arrays["dense.tangent.distance"] = Vector{0.2, 0.1};
            networks.arrays["ternary-0.5.tangent.distance"] =
                Vector{9.0, 0.1 * ratio * (1.0 + 0.001 * static_cast<double>(r))};
            inputs.add("networks", {k, r}, networks);
        }
    return known_results_checked(report, inputs).labels.at("verdict");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compression_study)

BOOST_AUTO_TEST_CASE(weights_have_mean_0_variance_1_and_their_share_of_zeros) {
    for (const Family& family : families({0.0, 0.5, 0.9})) {
        const Matrix w = draw_weights(family, 300, 400, 1, "weights");
        double sum = 0.0, squares = 0.0, zeros = 0.0;
        for (const double x : w) {
            sum += x;
            squares += x * x;
            if (x == 0.0) ++zeros;
            if (!family.dense) BOOST_TEST((x == 0.0 || std::fabs(x * x * (1.0 - family.zeros) - 1.0) < 1e-14));
        }
        const double n = static_cast<double>(w.size());
        // Five standard errors; the squares' variance is at most that at 90 % zeros, 9.
        BOOST_TEST(std::fabs(sum / n) < 5.0 / std::sqrt(n));
        BOOST_TEST(std::fabs(squares / n - 1.0) < 5.0 * 3.0 / std::sqrt(n));
        BOOST_TEST(std::fabs(zeros / n - (family.dense ? 0.0 : family.zeros)) < 5.0 * 0.5 / std::sqrt(n));
    }
}

// Of ternary weights a finite dimension leaves the excess kurtosis over p, which is at most 7/600 of the kernel.
BOOST_AUTO_TEST_CASE(networks_have_the_kernels_of_infinite_width_on_average) {
    const std::size_t rows = 4, draws = 150, width = 100;
    const Matrix x = random::Stream(2, "rows").normals(rows, 600);
    const double tau0 = kernels::input_scale(x);
    for (const std::size_t hidden_layers : {1u, 2u})
        for (const Family& family : families({0.0, 0.5, 0.9})) {
            const auto layers = family.quantised ? kernels::quantised_layers(tau0, hidden_layers)
                                                 : kernels::rectifier_layers(tau0, hidden_layers);
            const Matrix nngp = kernels::conjugate_kernel(x, layers);
            const Matrix ntk = family.quantised ? Matrix() : kernels::centred_kernels(x, layers).ntk;
            Matrix sums[2] = {xt::zeros<double>({rows, rows}), xt::zeros<double>({rows, rows})},
                   squares[2] = {sums[0], sums[0]};
            for (std::size_t k = 0; k < draws; ++k) {
                const kernels::KernelPair one =
                    network_kernels(x, layers, family, width, 5, family.name + std::to_string(k));
                sums[0] += one.nngp;
                squares[0] += one.nngp * one.nngp;
                if (family.quantised) continue;
                sums[1] += one.ntk;
                squares[1] += one.ntk * one.ntk;
            }
            for (std::size_t kernel = 0; kernel < (family.quantised ? 1 : 2); ++kernel)
                for (std::size_t i = 0; i < rows; ++i)
                    for (std::size_t j = 0; j <= i; ++j) {
                        const Matrix& truth = kernel == 0 ? nngp : ntk;
                        const double n = static_cast<double>(draws), mean = sums[kernel](i, j) / n;
                        const double error = std::sqrt((squares[kernel](i, j) / n - mean * mean) / n);
                        // A second layer sees inputs whose norms vary by 1/√width, which shifts means by about 1/width.
                        const double bias =
                            (7.0 / 600.0 + (hidden_layers > 1 ? 1.0 / static_cast<double>(width) : 0.0)) * truth(i, i);
                        BOOST_TEST(std::fabs(mean - truth(i, j)) < 5.0 * error + bias);
                    }
        }
}

// One layer of many units whose ternary weights have the excess kurtosis 7: the mean over pairs of rows of what its
// kernel differs by from that of normal weights, against law_correction. The next order is smaller by about
// kurtosis/p = 0.09, and the difference's standard error over independent networks is taken with it.
BOOST_AUTO_TEST_CASE(the_weights_kurtosis_adds_to_every_pair) {
    const std::size_t rows = 30, p = 80, draws = 100, width = 500;
    const Matrix x = random::Stream(6, "rows").normals(rows, p);
    const auto layers = kernels::rectifier_layers(kernels::input_scale(x), 1);
    const Family family = families({0.9})[1];
    const Matrix limit = kernels::conjugate_kernel(x, layers),
                 correction = kernels::law_correction(x, layers, family.kurtosis(), width);
    const auto mean_pair = [&](const Matrix& k) {
        double sum = 0.0;
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < i; ++j) sum += k(i, j);
        return sum / (0.5 * static_cast<double>(rows * (rows - 1)));
    };
    double sum = 0.0, squares = 0.0;
    for (std::size_t k = 0; k < draws; ++k) {
        const Matrix one = network_kernels(x, layers, family, width, 8, std::to_string(k)).nngp;
        const double difference = mean_pair(one - limit);
        sum += difference / static_cast<double>(draws);
        squares += difference * difference / static_cast<double>(draws);
    }
    const double expected = mean_pair(correction),
                 error = std::sqrt((squares - sum * sum) / static_cast<double>(draws));
    BOOST_TEST_MESSAGE("kurtosis adds " << sum << " ± " << error << " to a pair; to the leading order " << expected);
    BOOST_TEST(std::fabs(family.kurtosis() - 7.0) < 1e-14);
    BOOST_TEST(std::fabs(sum - expected) < 5.0 * error + 0.2 * expected);
    BOOST_TEST(5.0 * error < 0.5 * expected);  // or this would show nothing
}

BOOST_AUTO_TEST_CASE(distances_are_spectral_norms) {
    const Matrix a = {{2.0, 1.0}, {1.0, 2.0}}, b = {{2.0, 0.0}, {0.0, 2.0}};
    BOOST_TEST(std::fabs(spectral_distance(a, b, 2.0) - 0.5) < 1e-15);
}

// Eigenvalues never differ by more than the matrices do (Weyl).
BOOST_AUTO_TEST_CASE(eigenvalues_are_no_further_apart_than_matrices) {
    const flow::Artifact a = limit(mixture, {});
    for (const std::string kernel : {"conjugate", "tangent"}) {
        BOOST_TEST(a.arrays.at(kernel + ".eigenvalues")() <= a.arrays.at(kernel + ".distance")());
        BOOST_TEST(a.arrays.at(kernel + ".spectrum").size() == a.arrays.at("rank").size());
    }
    const flow::Artifact b = networks(with(mixture, {{"width", 8}, {"draws", 4}, {"zeros", {0.5}}}), {});
    BOOST_TEST(b.arrays.at("dense.tangent.distance").size() == 3u);
    BOOST_TEST(b.arrays.at("ternary-0.5.conjugate.spectrum").size() == b.arrays.at("rank").size());
    BOOST_TEST(b.arrays.count("quantised.tangent.distance") == 0u);
    // A wider network's kernel is nearer to the limit, and so is what it predicts.
    const flow::Artifact wide = networks(with(mixture, {{"width", 2048}, {"draws", 1}, {"zeros", {0.5}}}), {});
    for (const std::string family : {"dense", "ternary-0.5"})
        BOOST_TEST(wide.arrays.at(family + ".gap")() < 0.5 * b.arrays.at(family + ".gap")());
}

BOOST_AUTO_TEST_CASE(classes_far_apart_are_told_apart) {
    const Problem problem = draw_problem(with(mixture, {{"mean", 40.0}}), {});
    const auto layers = kernels::rectifier_layers(problem.mixture.tau0, 1);
    const Matrix k = kernels::conjugate_kernel(problem.x, layers);
    for (const bool tuned : {false, true})
        BOOST_TEST(classification_error(problem, kernel_regression(problem, k, tuned)) == 0.0);
    Problem opposite = problem;
    for (std::size_t i = 20; i < 30; ++i) opposite.y(i) = -problem.y(i);
    BOOST_TEST(classification_error(opposite, kernel_regression(opposite, k, true)) == 1.0);
}

BOOST_AUTO_TEST_CASE(verdicts_follow_the_distances) {
    const std::vector<std::string> falling = {"agrees", "agrees", "agrees", "disagrees"},
                                   rising = {"disagrees", "disagrees", "disagrees", "disagrees"};
    BOOST_TEST(verdicts(-0.5, 1.0) == falling, boost::test_tools::per_element());
    BOOST_TEST(verdicts(0.5, 2.0) == rising, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    const json study = json::parse(R"({"study": "compression", "seed": 1, "tasks": ["table"], "hidden_layers": 2,
        "replicates": 2, "training_points": 12, "test_points": 6,
        "mixture": {"dimensions": [4, 8], "rows_per_dimension": 2, "mean": 1.5, "spread": 2.0},
        "networks": {"dimensions": [8], "width": 6, "draws": 2, "zeros": [0.0, 0.5]},
        "data": {"table": {"file": "table.csv", "target": "y"}}})");
    std::ostringstream csv;
    csv << "a,b,y\n";
    for (int i = 0; i < 30; ++i) csv << i % 7 << ',' << i % 4 << ',' << i * i % 11 << '\n';
    for (const flow::Artifact& artifact : run_plan(studies::make_plan(study), csv.str()))
        BOOST_TEST(!to_json(artifact).empty());
    const auto refuses = [&](const char* pointer, const json& value, const std::string& key) {
        json broken = study;
        broken[json::json_pointer(pointer)] = value;
        BOOST_CHECK_EXCEPTION(studies::make_plan(broken), Error,
                              [&](const Error& error) { return error.facts().key == key; });
    };
    refuses("/tasks/0", "sphere", "tasks");
    refuses("/mixture/dimensions", {8}, "mixture.dimensions");
    refuses("/networks/dimensions", {5}, "networks.dimensions");
    refuses("/networks/draws", 3, "networks.draws");
    refuses("/networks/zeros", {0.5, 1.0}, "networks.zeros");
}

BOOST_AUTO_TEST_SUITE_END()
