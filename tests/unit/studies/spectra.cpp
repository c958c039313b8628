// The study `spectra`: its numbers agree with the kernels themselves and with the arc-cosine recursion, and the study
// runs as a whole.
#include "core/studies/spectra/spectra.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>

#include <boost/test/unit_test.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/random/stream.hpp"
#include "tests/unit/studies/run_plan.hpp"

namespace {

using namespace ntk;
using nlohmann::json;

constexpr std::size_t n = 9;

flow::Artifact known_split() {
    flow::Artifact split;
    for (const std::string part : {"train", "test"}) {
        const Matrix x = random::Stream(5, part).normals(n, 3);
        Vector y = Vector::from_shape({n});
        for (std::size_t i = 0; i < n; ++i) y(i) = std::sin(static_cast<double>(3 * i));
        split.arrays["x_" + part] = x;
        split.arrays["y_" + part] = y;
    }
    return split;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spectra_study)

BOOST_AUTO_TEST_CASE(spectra_are_those_of_the_kernel_itself) {
    const flow::Artifact split = known_split();
    const flow::Artifact spectra =
        studies::spectra::kernel_spectra({{"hidden_layers", {1, 2}}}, {{"split", {}, &split}});
    const std::vector<double> ranks = {1, 2, 3, 5, 8, 9};
    BOOST_TEST(spectra.arrays.at("rank") == ranks, boost::test_tools::per_element());

    const Matrix x = split.arrays.at("x_train");
    const auto k = kernels::nngp_and_ntk(x, kernels::Architecture{}, {1, 2})[1].ntk;
    const auto& y = split.arrays.at("y_train");
    // λmax and its direction come from power iteration, the rest from traces and products.
    std::vector<double> v(n, 1.0), next(n);
    double largest = 0.0;
    for (int iteration = 0; iteration < 5000; ++iteration) {
        double norm = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            next[i] = 0.0;
            for (std::size_t j = 0; j < n; ++j) next[i] += k(i, j) * v[j];
            norm += next[i] * next[i];
        }
        largest = std::sqrt(norm);
        for (std::size_t i = 0; i < n; ++i) v[i] = next[i] / largest;
    }
    double trace = 0.0, frobenius = 0.0, quadratic = 0.0, norm = 0.0, along = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        trace += k(i, i);
        norm += y(i) * y(i);
        along += v[i] * y(i);
        for (std::size_t j = 0; j < n; ++j) {
            frobenius += k(i, j) * k(i, j);
            quadratic += y(i) * k(i, j) * y(j);
        }
    }
    const auto close = [](double a, double b) { return std::fabs(a - b) < 1e-12 * (1.0 + std::fabs(b)); };
    BOOST_TEST(close(spectra.arrays.at("rate")(1), 1.0 / largest));
    BOOST_TEST(close(spectra.arrays.at("ntk.eigenvalues")(1, 0), largest / trace));
    BOOST_TEST(close(spectra.arrays.at("ntk.target")(1, 0), along * along / norm));
    BOOST_TEST(close(spectra.arrays.at("ntk.target")(1, 5), 1.0));
    BOOST_TEST(close(spectra.arrays.at("ntk.alignment")(1), quadratic / (std::sqrt(frobenius) * norm)));
}

// The correlations of each pair follow the arc-cosine recursion (Cho & Saul 2009). For ReLU layers it is
// ρ ← (sin θ + (π − θ) cos θ)/π, for the NTK τ ← (l (π − θ)/π τ + ρ)/(l + 1). They end at 1 and at 1/4.
BOOST_AUTO_TEST_CASE(correlations_follow_the_arc_cosine_recursion_to_their_limits) {
    const flow::Artifact split = known_split();
    const std::vector<std::size_t> depths = {1, 2, 5, 2000};
    const flow::Artifact flat = studies::spectra::flattening({{"hidden_layers", depths}}, {{"split", {}, &split}});
    const auto& x = split.arrays.at("x_train");
    const double pi = std::acos(-1.0);
    std::vector<double> nngp(depths.size()), ntk(depths.size());
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            double xx = 0.0, zz = 0.0, xz = 0.0;
            for (std::size_t d = 0; d < 3; ++d) {
                xx += x(i, d) * x(i, d);
                zz += x(j, d) * x(j, d);
                xz += x(i, d) * x(j, d);
            }
            double rho = xz / std::sqrt(xx * zz), tau = rho;
            std::size_t next = 0;
            for (std::size_t l = 1; next < depths.size(); ++l) {
                const double theta = std::acos(std::fmin(rho, 1.0)), layers = static_cast<double>(l);
                rho = (std::sin(theta) + (pi - theta) * std::cos(theta)) / pi;
                tau = (layers * (pi - theta) / pi * tau + rho) / (layers + 1.0);
                if (l != depths[next]) continue;
                nngp[next] += rho / (0.5 * n * (n - 1));
                ntk[next] += tau / (0.5 * n * (n - 1));
                ++next;
            }
        }
    for (std::size_t l = 0; l < depths.size(); ++l) {
        // Near 1 this test's arc cosine loses half its digits.
        BOOST_TEST(std::fabs(flat.arrays.at("nngp.mean")(l) - nngp[l]) < 1e-6);
        BOOST_TEST(std::fabs(flat.arrays.at("ntk.mean")(l) - ntk[l]) < 1e-6);
    }
    BOOST_TEST(std::fabs(flat.arrays.at("nngp.mean")(3) - 1.0) < 1e-4);
    BOOST_TEST(std::fabs(flat.arrays.at("ntk.mean")(3) - 0.25) < 3e-3);  // it closes as (log l)/l
    BOOST_TEST(flat.arrays.at("ntk.deviation")(3) < 1e-3);
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    const json study = json::parse(R"({"study": "spectra", "seed": 1, "tasks": ["friedman1"], "hidden_layers": [1, 2],
        "splits": 2, "training_points": 12, "test_points": 6, "flattening": {"hidden_layers": [1, 4]},
        "networks": {"hidden_layers": 2, "width": 8, "starts": 1, "steps": 3},
        "sphere": {"splits": 2, "training_points": 10}})");
    for (const flow::Artifact& artifact : run_plan(studies::make_plan(study))) BOOST_TEST(!to_json(artifact).empty());
    json broken = study;
    broken["networks"]["hidden_layers"] = 3;
    BOOST_CHECK_EXCEPTION(studies::make_plan(broken), Error,
                          [](const Error& error) { return error.facts().key == "networks.hidden_layers"; });
}

BOOST_AUTO_TEST_SUITE_END()
