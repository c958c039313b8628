// The study `published`: its draws, coefficients and limits against what is known of them otherwise, and its verdicts
// on measurements with known numbers.
#include "core/studies/published/published.hpp"

#include <cmath>
#include <numbers>

#include <boost/test/unit_test.hpp>
#include <xtensor/xview.hpp>

#include "core/judgement/verdict.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/network/pass.hpp"
#include "core/random/stream.hpp"
#include "core/statistics/moments.hpp"
#include "core/studies/published/dispersion.hpp"
#include "tests/unit/studies/run_plan.hpp"

namespace {

using namespace ntk;
namespace published = studies::published;
using nlohmann::json;

constexpr double pi = std::numbers::pi;

// A study so small that it runs in moments.
json small_study() {
    return json::parse(R"({"study": "published", "seed": 1, "tasks": ["friedman1", "table"], "hidden_layers": 1,
        "splits": 2, "training_points": 12, "test_points": 12,
        "dispersion": {"ratios": [0.5], "widths": [4, 8], "draws": 10},
        "phases": {"weight_variances": [1, 2, 2.2], "bias_variance": 1, "width": 4, "hidden_layers": [1, 2], "draws": 10},
        "circle": {"half_points": 64, "frequencies": 16, "bias_variance": 0.1},
        "catapult": {"width": 4, "rows": 3, "steps": 3, "starts": 2},
        "scale": {"task": "sine", "widths": [4, 8], "training_points": 6, "test_points": 8, "steps": 3, "starts": 2},
        "precision": {"rows": [4, 8], "test_points": 8, "starts": 2},
        "practice": {"parameterization": "standard", "start": "kept", "optimizer": "adam", "epochs": 1, "batch": 8,
            "width": 4, "rate": 0.001},
        "data": {"table": {"file": "table.csv", "target": "y"}}})");
}

flow::Artifact scalars(const std::map<std::string, double>& values) {
    flow::Artifact artifact;
    for (const auto& [name, value] : values) artifact.arrays[name] = xt::xarray<double>(value);
    return artifact;
}

flow::Artifact vectors(const std::map<std::string, std::vector<double>>& values) {
    flow::Artifact artifact;
    for (const auto& [name, value] : values) {
        xt::xarray<double> array = xt::zeros<double>({value.size()});
        std::copy(value.begin(), value.end(), array.begin());
        artifact.arrays[name] = array;
    }
    return artifact;
}

// Measurements of the small study, all of them as published; a test changes those that it is about.
struct Measured {
    json parameters;
    std::map<std::pair<std::string, std::vector<std::size_t>>, flow::Artifact> artifacts;

    Measured() {
        for (const flow::Stage& stage : studies::make_plan(small_study()))
            if (stage.kind == flow::Kind::known_results) parameters = stage.parameters;
        for (std::size_t i = 0; i < 2; ++i) {
            // log R = log(limit) at both widths, so the line's intercept is the limit.
            dispersion("ratio", 0, i, std::log(published::published_dispersion_limit(0.5)), 1e-4);
            // In the ordered phase it stays, and above it doubles with the depth.
            dispersion("phase", 0, i, 0.5, 1e-4);
            for (const std::size_t v : {1u, 2u}) dispersion("phase", v, i, i == 0 ? 0.5 : 1.0, 1e-4);
            for (std::size_t n = 0; n < 4; ++n)
                catapult(n, i, n >= 2 ? 11.0 : 3.8, n >= 2 ? 13.0 : 4.2, i == 0 ? 2.0 : 2.01, -1.0);
            const double off = i == 0 ? 1.001 : 0.999;  // the starts' own
            // The gap is 0.8/(α √width), so the scale of any gap is as width^(−1/2).
            for (std::size_t w = 0; w < 2; ++w) {
                std::vector<double> gap;
                for (const double scale : published::output_scales)
                    gap.push_back(off * 0.8 / (scale * std::sqrt(w == 0 ? 4.0 : 8.0)));
                // So has the drift, which crosses 1.
                std::vector<double> drift = gap;
                for (double& d : drift) d *= 5.0;
                artifacts[{"scale", {w, i}}] = vectors({{"gap", gap}, {"drift", drift}});
            }
            precision(i, {0.001 * off, 3.0 * off});
            for (std::size_t t = 0; t < 2; ++t) regressions(t, i, 0.5 * off, 0.5, 0.5 * off);
            networks(i, 0.8, 0.7);
        }
        std::vector<double> squares(17), fourths(17), even(17);
        for (std::size_t k = 0; k < 17; ++k) {
            const double f = k == 0 ? 1.0 : static_cast<double>(k);
            squares[k] = 1.0 / (f * f);
            fourths[k] = squares[k] * squares[k];
            even[k] = k % 2 == 0 ? squares[k] : 0.0;
        }
        even[1] = 1.0;
        artifacts[{"decay", {}}] =
            vectors({{"ntk", squares}, {"laplace", squares}, {"nngp", fourths}, {"bias_free", even}});
    }

    void dispersion(const std::string& role, std::size_t i, std::size_t j, double log_ratio, double error) {
        artifacts[{role, {i, j}}] = scalars({{"log_ratio", log_ratio}, {"standard_error", error}});
    }
    void catapult(std::size_t n, std::size_t start, double stable, double unstable, double growth, double flattening) {
        artifacts[{"catapult", {n, start}}] = scalars({{"stable", stable},
                                                       {"unstable", unstable},
                                                       {"growth", growth},
                                                       {"flattening", flattening + 0.01 * static_cast<double>(start)}});
    }
    void precision(std::size_t split, const std::vector<double>& log_ratio) {
        artifacts[{"precision", {split}}] = vectors({{"nngp.log_ratio", log_ratio},
                                                     {"ntk.log_ratio", {0.0, 0.0}},
                                                     {"nngp.log_margin", {1.0, -1.0}},
                                                     {"ntk.log_margin", {2.0, 1.0}}});
    }
    void regressions(std::size_t task, std::size_t split, double tuned, double ridge, double stopped) {
        artifacts[{"regressions", {task, split}}] =
            scalars({{"tuned", tuned}, {"ridge", ridge}, {"stopped", stopped}, {"gap", 0.1}, {"reuse", 0.0}});
    }
    void networks(std::size_t split, double plain, double stopped) {
        artifacts[{"networks", {0, split}}] = scalars({{"plain", plain}, {"stopped", stopped}});
    }

    std::vector<std::string> verdicts() const {
        flow::Inputs inputs;
        for (const auto& [place, artifact] : artifacts) inputs.add(place.first, place.second, artifact);
        BOOST_TEST(!to_json(published::numbers(parameters, inputs)).empty());
        return published::known_results_checked(parameters, inputs).labels.at("verdict");
    }
};

// The rows of the table, in their order.
enum Row {
    ratio,
    phases,
    ntk_decay,
    laplace_decay,
    nngp_decay,
    odd,
    flatter,
    linear_rate,
    solved_rate,
    shallow_rate,
    deep_rate,
    lazy,
    gap_crossover,
    drift_crossover,
    limited,
    stopping,
    tables,
    rows
};

}  // namespace

BOOST_AUTO_TEST_SUITE(published_study)

// The numbers that decide a draw are taken from a network that is made, and Θ̂ must be that network's.
BOOST_AUTO_TEST_CASE(the_diagonal_is_that_of_a_network) {
    for (const double bias_variance : {0.0, 0.7}) {
        network::NetworkShape shape;
        shape.inputs = 3;
        shape.width = 7;
        shape.hidden_layers = 4;
        shape.weight_variance = 1.7;
        shape.bias_variance = bias_variance;
        const network::Network net(shape, 11, "a network");
        Matrix x = random::Stream(11, "x").normals(1, 3);
        x *= std::sqrt(3.0 / (x(0, 0) * x(0, 0) + x(0, 1) * x(0, 1) + x(0, 2) * x(0, 2)));
        network::Pass pass(shape, 1);
        pass.forward(net, x.data(), 1);
        pass.backpropagate_ones(net);

        published::Normals normals{Matrix::from_shape({4, 7}), Matrix::from_shape({4, 7}), Matrix::from_shape({4, 7})};
        for (std::size_t l = 0; l < 4; ++l) {
            const network::Layer &layer = net.layers()[l], &next = net.layers()[l + 1];
            const double* below = pass.activations(l);
            double norm = 0.0;
            for (std::size_t j = 0; j < layer.inputs; ++j) norm += below[j] * below[j];
            norm = std::sqrt(norm);
            const double* above = pass.deltas(l + 1);
            double size = 0.0;
            for (std::size_t k = 0; k < next.outputs; ++k) size += above[k] * above[k];
            size = std::sqrt(size);
            for (std::size_t i = 0; i < 7; ++i) {
                double g = 0.0, back = 0.0;
                for (std::size_t j = 0; j < layer.inputs; ++j)
                    g += net.parameters[layer.weights + j * 7 + i] * below[j] / norm;
                for (std::size_t k = 0; k < next.outputs; ++k)
                    back += net.parameters[next.weights + i * next.outputs + k] * above[k] / size;
                normals.forward(l, i) = g;
                normals.backward(l, i) = back;  // its part along h(l) does not matter
                normals.bias(l, i) = bias_variance > 0.0 ? net.parameters[layer.biases + i] : 0.0;
            }
        }
        const double expected = network::empirical_ntk(net, x, x)(0, 0);
        const double found = published::diagonal_ntk({7, 4, 1.7, bias_variance}, normals);
        BOOST_TEST(std::fabs(found / expected - 1.0) < 1e-12);
    }
}

// Their weighted means are those of networks. Without biases E[Θ̂] is the NTK at any width (Hanin & Nica 2020); E[Θ̂²] is
// compared with networks that are made, and the weights' mean is 1.
BOOST_AUTO_TEST_CASE(draws_have_the_moments_of_networks) {
    const published::RandomNetworks networks{6, 3, 2.0, 0.0};
    constexpr std::size_t n = 4000;
    std::vector<double> draws, first, second, weights;
    for (std::size_t k = 0; k < n; ++k) {
        const published::Draw draw = published::draw_diagonal(networks, 1, "draw=" + std::to_string(k));
        draws.push_back(draw.ntk);
        first.push_back(draw.weight * draw.ntk);
        second.push_back(draw.weight * draw.ntk * draw.ntk);
        weights.push_back(draw.weight);
    }
    network::NetworkShape shape;
    shape.inputs = 2;
    shape.width = 6;
    shape.hidden_layers = 3;
    const Matrix x = xt::ones<double>({1, 2});
    std::vector<double> made, made_squares;
    for (std::size_t k = 0; k < n; ++k) {
        made.push_back(network::empirical_ntk(network::Network(shape, 1, "network=" + std::to_string(k)), x, x)(0, 0));
        made_squares.push_back(made[k] * made[k]);
    }
    // Four standard errors: one comparison in 16,000 fails by chance, and the numbers are fixed.
    const auto near = [](const statistics::Sample& a, double b, double error) {
        return std::fabs(a.mean - b) < 4.0 * std::hypot(a.standard_error, error);
    };
    const double ntk = kernels::nngp_and_ntk(x, kernels::Architecture{}, {3})[0].ntk(0, 0);
    BOOST_TEST(near(statistics::summarize(weights), 1.0, 0.0));
    BOOST_TEST(near(statistics::summarize(first), ntk, 0.0));
    const statistics::Sample square = statistics::summarize(made_squares);
    BOOST_TEST(near(statistics::summarize(second), square.mean, square.standard_error));
    BOOST_TEST(statistics::log_moment_ratio(draws, weights).standard_error <
               statistics::log_moment_ratio(made, std::vector<double>(n, 1.0)).standard_error);
}

// Each limit is the mean over t, s in [0, λ] of a function of d = |t − s|, here by the midpoint rule; and 1 where λ
// vanishes.
BOOST_AUTO_TEST_CASE(the_limits_of_the_dispersion_are_integrals) {
    for (const double lambda : {0.1, 0.5, 2.0}) {
        constexpr int n = 1000;
        double apart = 0.0, tied = 0.0;
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j) {
                const double d = lambda * std::abs(i - j) / n;
                apart += std::exp(5.0 * (lambda - d) + d) / n / n;
                tied += std::exp(5.0 * (lambda - d)) * (2.0 * std::exp(-d) + std::exp(5.0 * d)) / 3.0 / n / n;
            }
        // The kink at d = 0, where the slopes are at most 6, costs about λ/n² for each pair.
        BOOST_TEST(std::fabs(published::published_dispersion_limit(lambda) / apart - 1.0) < 1e-5);
        BOOST_TEST(std::fabs(published::tied_dispersion_limit(lambda) / tied - 1.0) < 1e-5);
    }
    BOOST_TEST(std::fabs(published::published_dispersion_limit(1e-4) - 1.0) < 1e-3);
    BOOST_TEST(std::fabs(published::tied_dispersion_limit(1e-4) - 1.0) < 1e-3);
}

// Wide networks tend to the limit of tied weights: a line in 1/width through two shapes leaves 2 % of the finite width
// at most. At one of these shapes weights drawn anew would give, exactly, the mean of (1 + 5/m)^(L − d) (1 + 1/m)^d
// over all pairs of layers d apart, which is less.
BOOST_AUTO_TEST_CASE(networks_have_the_limit_of_tied_weights) {
    const auto ratio = [](std::size_t width, std::size_t hidden_layers) {
        const flow::Artifact found = published::dispersion({{"width", width},
                                                            {"hidden_layers", hidden_layers},
                                                            {"weight_variance", 2.0},
                                                            {"bias_variance", 0.0},
                                                            {"draws", 5000},
                                                            {"seed", 1},
                                                            {"stream", "tied"}},
                                                           {});
        const double r = std::exp(found.arrays.at("log_ratio")());
        return std::pair{r, r * found.arrays.at("standard_error")()};
    };
    const auto [near, near_error] = ratio(80, 40);
    const auto [far, far_error] = ratio(40, 20);
    const double limit = 2.0 * near - far, error = std::hypot(2.0 * near_error, far_error);
    BOOST_TEST(std::fabs(limit - published::tied_dispersion_limit(0.5)) < 3.0 * error + 0.02 * limit);
    double anew = 0.0;
    for (int i = 0; i <= 40; ++i)
        for (int j = 0; j <= 40; ++j)
            anew +=
                std::pow(1.0 + 5.0 / 80.0, 40 - std::abs(i - j)) * std::pow(1.0 + 1.0 / 80.0, std::abs(i - j)) / 1681.0;
    BOOST_TEST(near - 3.0 * near_error > anew);
}

// e^{cos γ} has the coefficients I_k(1), the modified Bessel functions (Abramowitz & Stegun 9.6.34 and table 9.8).
BOOST_AUTO_TEST_CASE(cosine_coefficients_are_those_of_a_known_series) {
    Vector half = Vector::from_shape({33});
    for (std::size_t j = 0; j < half.size(); ++j) half(j) = std::exp(std::cos(pi * static_cast<double>(j) / 32.0));
    const Vector c = published::cosine_coefficients(half, 4);
    const double bessel[] = {1.2660658777520084, 0.5651591039924851, 0.1357476697670383, 0.0221684249243319,
                             0.0027371202210468};
    // Sums of 33 and, below, of 257 terms round by up to 3e-15 of their size (core/numeric/reduce.hpp).
    for (std::size_t k = 0; k <= 4; ++k) BOOST_TEST(std::fabs(c(k) - bessel[k]) < 4e-15);
}

// Without biases the NTK of one hidden layer is (2 (π − γ) cos γ + sin γ)/π up to a factor, for 0 ≤ γ ≤ π. π − γ has
// odd frequencies alone besides its mean, so its product with cos γ has even ones and 1; and |sin γ| has even ones.
BOOST_AUTO_TEST_CASE(kernels_on_the_circle_have_the_known_coefficients) {
    const flow::Artifact found =
        published::decay({{"points", 512}, {"frequencies", 16}, {"hidden_layers", 1}, {"bias_variance", 0.1}}, {});
    const auto& bias_free = found.arrays.at("bias_free");
    for (std::size_t k = 3; k <= 16; k += 2) BOOST_TEST(std::fabs(bias_free(k)) < 4e-15);
    // exp(−2 sin(γ/2)) by the midpoint rule.
    constexpr int n = 100000;
    for (const int k : {0, 1, 5, 16}) {
        double sum = 0.0;
        for (int j = 0; j < n; ++j) {
            const double angle = pi * (j + 0.5) / n;
            sum += std::exp(-2.0 * std::sin(0.5 * angle)) * std::cos(k * angle) / n;
        }
        // The kink at 0 folds in the frequencies 512 ± k, …: (2/(2π k²)) Σ 2/(512 p)² is 4e-6.
        BOOST_TEST(std::fabs(found.arrays.at("laplace")(static_cast<std::size_t>(k)) - sum) < 8e-6);
    }
}

// A linear network of one unit and one input is f = u v x. At a rate below 4/λ0 it trains, and above it does not.
BOOST_AUTO_TEST_CASE(linear_networks_end_flatter_than_they_start) {
    const flow::Artifact found = published::catapult({{"activation", "identity"},
                                                      {"hidden_layers", 1},
                                                      {"width", 256},
                                                      {"rows", 2},
                                                      {"steps", 60},
                                                      {"seed", 1},
                                                      {"stream", "linear"}},
                                                     {});
    BOOST_TEST(found.arrays.at("stable")() >= 3.0);
    BOOST_TEST(found.arrays.at("unstable")() <= 6.0);
    BOOST_TEST(found.arrays.at("growth")() > 0.0);
    BOOST_TEST(found.arrays.at("flattening")() < std::log(2.0 / 3.0));
}

// The larger the scale, the nearer to the linearisation: the gap falls as 1/α in the end.
BOOST_AUTO_TEST_CASE(a_large_scale_trains_as_the_linearisation) {
    const flow::Artifact found = published::scale({{"task", "sine"},
                                                   {"training_points", 10},
                                                   {"test_points", 20},
                                                   {"hidden_layers", 1},
                                                   {"width", 8},
                                                   {"steps", 30},
                                                   {"seed", 1},
                                                   {"stream", "scale"}},
                                                  {});
    const auto& gap = found.arrays.at("gap");
    const std::size_t last = gap.size() - 1;
    BOOST_TEST(gap(last) < 0.02);
    BOOST_TEST(std::fabs(gap(last - 1) / gap(last) - 2.0) < 0.2);
}

// Rounding moves eigenvalues by less than the noise, so a kernel whose eigenvalues are far above it predicts alike.
BOOST_AUTO_TEST_CASE(rounding_matters_where_eigenvalues_are_below_the_noise) {
    const flow::Artifact found = published::precision({{"rows", {4, 64}},
                                                       {"test_points", 16},
                                                       {"hidden_layers", 2},
                                                       {"bias_variance", 0.1},
                                                       {"seed", 1},
                                                       {"stream", "precision"}},
                                                      {});
    for (const std::string kernel : {"nngp", "ntk"})
        for (std::size_t r = 0; r < 2; ++r)
            if (found.arrays.at(kernel + ".log_margin")(r) > std::log(1000.0))
                BOOST_TEST(std::fabs(found.arrays.at(kernel + ".log_ratio")(r)) < 0.05);
    BOOST_TEST(found.arrays.at("nngp.log_margin")(1) < found.arrays.at("nngp.log_margin")(0));
    BOOST_TEST(found.arrays.at("nngp.log_margin")(1) < found.arrays.at("ntk.log_margin")(1));
}

BOOST_AUTO_TEST_CASE(measurements_as_published_agree) {
    const std::vector<std::string> expected(rows, "agrees");
    BOOST_TEST(Measured().verdicts() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(measurements_far_from_what_is_published_disagree) {
    Measured m;
    for (std::size_t i = 0; i < 2; ++i) {
        const double off = i == 0 ? 1.001 : 0.999;
        m.dispersion("ratio", 0, i, std::log(1.2 * published::published_dispersion_limit(0.5)), 1e-4);
        m.dispersion("phase", 0, i, i == 0 ? 0.5 : 1.0, 1e-4);  // grows in the ordered phase too
        m.catapult(0, i, 7.0, 7.5, -0.5, 0.2);                  // the loss falls, and it ends steeper
        m.catapult(1, i, 7.0, 7.5, -0.5, 0.2);
        for (std::size_t n = 2; n < 4; ++n) m.catapult(n, i, 4.0, 4.5, 2.0, -1.0);
        for (std::size_t w = 0; w < 2; ++w) {
            auto& gap = m.artifacts[{"scale", {w, i}}].arrays["gap"];
            gap = gap * 0.0 + 0.5 * off;  // not smaller at larger scales
        }
        m.precision(i, {0.001 * off, 0.001 * off});
        for (std::size_t t = 0; t < 2; ++t) m.regressions(t, i, 0.9 * off, 0.5, 0.7 * off);
    }
    for (const char* kernel : {"ntk", "laplace", "nngp"}) {
        auto& c = m.artifacts[{"decay", {}}].arrays[kernel];
        c = c * c;
    }
    m.artifacts[{"decay", {}}].arrays["bias_free"](5) = 0.1;
    // The crossovers have their own test.
    auto verdicts = m.verdicts();
    verdicts.erase(verdicts.begin() + gap_crossover, verdicts.begin() + drift_crossover + 1);
    const std::vector<std::string> expected(rows - 2, "disagrees");
    BOOST_TEST(verdicts == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(measurements_with_wide_intervals_are_open) {
    Measured m;
    for (std::size_t i = 0; i < 2; ++i) {
        const double sign = i == 0 ? -1.0 : 1.0;
        m.dispersion("ratio", 0, i, std::log(published::published_dispersion_limit(0.5)), 1.0);
        m.dispersion("phase", 0, i, 0.5, 0.5);
        for (std::size_t n = 0; n < 4; ++n)
            m.catapult(n, i, i == 0 ? 3.0 : 19.0, i == 0 ? 3.4 : 22.0, 1.0 + sign, -1.0 + sign);
        for (std::size_t w = 0; w < 2; ++w) {
            for (const char* quantity : {"gap", "drift"}) {
                auto& values = m.artifacts[{"scale", {w, i}}].arrays[quantity];
                values = values * (i == w ? 0.2 : 3.0);
            }
        }
        m.precision(i, {0.001, 1.0 + sign});
        for (std::size_t t = 0; t < 2; ++t) m.regressions(t, i, i == 0 ? 0.4 : 1.0, 0.5, i == 0 ? 0.3 : 0.8);
    }
    const auto verdicts = m.verdicts();
    for (const Row row : {ratio, phases, flatter, linear_rate, solved_rate, shallow_rate, deep_rate, lazy,
                          gap_crossover, drift_crossover, limited, stopping, tables})
        BOOST_TEST(verdicts[row] == "open", "row " << row << " is not open");
}

BOOST_AUTO_TEST_CASE(a_crossover_that_does_not_move_with_the_width_disagrees) {
    Measured m;
    for (std::size_t i = 0; i < 2; ++i) m.artifacts[{"scale", {1, i}}] = m.artifacts[{"scale", {0, i}}];
    for (const Row row : {gap_crossover, drift_crossover}) BOOST_TEST(m.verdicts()[row] == "disagrees");
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    std::string csv = "a,y\n";
    for (int i = 0; i < 40; ++i) csv += std::to_string(i) + "," + std::to_string(i * i % 17) + "\n";
    for (const flow::Artifact& artifact : run_plan(studies::make_plan(small_study()), csv))
        BOOST_TEST(!to_json(artifact).empty());
    const auto refused = [](const json& study, const std::string& key) {
        BOOST_CHECK_EXCEPTION(studies::make_plan(study), Error,
                              [&](const Error& error) { return error.facts().key == key; });
    };
    json broken = small_study();
    broken["dispersion"]["ratios"] = {0.3};
    refused(broken, "dispersion.ratios");
    broken = small_study();
    broken["scale"]["task"] = "table";
    refused(broken, "scale.task");
    broken = small_study();
    broken["practice"].erase("rate");
    broken["practice"].erase("optimizer");
    refused(broken, "practice.rate");
    broken = small_study();
    broken["catapult"].erase("rows");
    refused(broken, "catapult.rows");
}

BOOST_AUTO_TEST_SUITE_END()
