// Kernels of networks with centred activations, and what they are equivalent to in high dimension: moments, matched
// steps and kernels against integrals with 30 digits (compression.json, which compression.py writes), kernels against
// NNGP and NTK, and equivalents against exact kernels of growing dimension.
#include "core/kernels/high_dimension.hpp"
#include "core/kernels/centred_kernels.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"
#include "core/regression/spectrum.hpp"

#include <cmath>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace {

using namespace ntk;
using nlohmann::json;
using Layers = std::vector<kernels::CentredLayer>;

const json& reference() {
    static const json all = json::parse(std::ifstream(NTK_ROOM "/compression.json"));
    return all;
}
double number(const json& text) {
    return std::stod(text.get<std::string>());
}
bool close(double a, double b, double tolerance) {
    return std::fabs(a - b) <= tolerance * std::fabs(b);
}

// A few roundings of terms that hardly cancel.
void check_moments(const kernels::ActivationMoments& m, const json& truth) {
    BOOST_TEST(close(m.mean, number(truth.at("mean")), 1e-14));
    BOOST_TEST(close(m.first, number(truth.at("first")), 1e-14));
    BOOST_TEST(close(m.second, number(truth.at("second")), 1e-14));
    BOOST_TEST(close(m.square_second, number(truth.at("square_second")), 1e-14));
    BOOST_TEST(close(m.variance, number(truth.at("variance")), 1e-14));
}

// Two rows whose inner products over p = 2 are the variances a and b and the covariance of this correlation.
Matrix pair_of_rows(double a, double b, double correlation) {
    const double root_a = std::sqrt(2.0 * a), root_b = std::sqrt(2.0 * b);
    return {{root_a, 0.0}, {root_b * correlation, root_b * std::sqrt(1.0 - correlation * correlation)}};
}

// The variance of steps with these thresholds, about levels b1, 0, b2, 0, b1 that give the rectifier's first and
// second; by moments() alone.
double variance_with(const std::vector<double>& thresholds, double tau, const kernels::ActivationMoments& target) {
    const auto outer = kernels::moments({thresholds, {1.0, 0.0, 0.0, 0.0, 1.0}}, tau),
               inner = kernels::moments({thresholds, {0.0, 0.0, 1.0, 0.0, 0.0}}, tau);
    const double determinant = outer.first * inner.second - inner.first * outer.second;
    const double b1 = (target.first * inner.second - inner.first * target.second) / determinant,
                 b2 = (outer.first * target.second - target.first * outer.second) / determinant;
    return kernels::moments({thresholds, {b1, 0.0, b2, 0.0, b1}}, tau).variance;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(high_dimension)

BOOST_AUTO_TEST_CASE(moments_are_the_integrals) {
    for (const json& c : reference().at("steps"))
        check_moments(kernels::moments({c.at("thresholds"), c.at("levels")}, c.at("tau")), c.at("moments"));
    const json& c = reference().at("rectifier");
    check_moments(kernels::rectifier_moments(c.at("tau")), c.at("moments"));
}

BOOST_AUTO_TEST_CASE(steps_take_their_levels) {
    const kernels::Steps steps{{-1.0, 2.0}, {3.0, 4.0, 5.0}};
    BOOST_TEST(steps(-2.0) == 3.0);
    BOOST_TEST(steps(0.0) == 4.0);
    BOOST_TEST(steps(2.5) == 5.0);
}

// Thresholds are found to the last digits of an equation whose slope is about 1.
BOOST_AUTO_TEST_CASE(matched_steps_are_those_of_newton_on_the_integrals) {
    for (const json& c : reference().at("matched")) {
        const kernels::Steps steps = kernels::matched_steps(c.at("tau"), c.at("rectifier_tau"));
        BOOST_TEST(close(steps.thresholds.at(0), number(c.at("s1")), 1e-12));
        BOOST_TEST(close(steps.thresholds.at(1), number(c.at("s2")), 1e-12));
        BOOST_TEST(close(steps.levels.at(0), number(c.at("b")), 1e-12));
        BOOST_TEST((steps.levels.at(1) == 0.0 && steps.levels.at(2) == steps.levels.at(0)));
    }
}

// The second threshold goes through infinity between these scales.
BOOST_AUTO_TEST_CASE(steps_are_matched_at_every_scale) {
    for (double ratio = 0.25; ratio < 4.0; ratio *= 1.03) {
        const kernels::ActivationMoments got = kernels::moments(kernels::matched_steps(ratio, 1.0), ratio),
                                         want = kernels::rectifier_moments(1.0);
        BOOST_TEST(close(got.first, want.first, 1e-12));
        BOOST_TEST(close(got.second, want.second, 1e-12));
        BOOST_TEST(close(got.square_second, want.square_second, 1e-12));
    }
    BOOST_CHECK_THROW(kernels::matched_steps(0.0, 1.0), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(no_thresholds_nearby_have_less_variance_and_none_has_the_rectifier_s) {
    const kernels::ActivationMoments want = kernels::rectifier_moments(1.0);
    for (const double tau : {0.9, 1.0, 1.454, 1.987}) {
        const kernels::Steps steps = kernels::least_variance_steps(tau, 1.0);
        const kernels::ActivationMoments got = kernels::moments(steps, tau);
        BOOST_TEST(close(got.first, want.first, 1e-12));
        BOOST_TEST(close(got.second, want.second, 1e-12));
        const double c1 = tau * want.first, c2 = tau * tau * want.second;
        const double bound = c1 * c1 + 0.5 * c2 * c2;
        BOOST_TEST(got.variance > bound);
        if (tau >= 1.0) BOOST_TEST(got.variance > want.variance);
        const std::vector<double>& s = steps.thresholds;
        for (const double e : {1e-4, 1e-2, 0.1, 0.5})
            for (const double sign : {1.0, -1.0}) {
                const double d = sign * e;
                for (const std::vector<double>& moved : {std::vector<double>{s[0] + d, s[1] + d, s[2] + d, s[3] + d},
                                                         {s[0] - d, s[1], s[2], s[3] + d},
                                                         {s[0], s[1] - d, s[2] + d, s[3]}})
                    if (moved[0] < moved[1] && moved[1] < moved[2] && moved[2] < moved[3])
                        BOOST_TEST(variance_with(moved, tau, want) > got.variance * (1.0 - 1e-12));
            }
    }
    BOOST_CHECK_THROW(kernels::least_variance_steps(2.1, 1.0), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(layers_hand_on_their_scales) {
    const Layers plain = kernels::rectifier_layers(1.25, 3), steps = kernels::quantised_layers(1.25, 3);
    for (std::size_t l = 0; l < 3; ++l) {
        BOOST_TEST(close(steps[l].moments.first, plain[l].moments.first, 1e-12));
        BOOST_TEST(close(steps[l].moments.second, plain[l].moments.second, 1e-12));
        if (l < 2) BOOST_TEST(close(steps[l].moments.square_second, plain[l].moments.square_second, 1e-12));
    }
    BOOST_CHECK_THROW(kernels::quantised_layers(1.0, 4), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(products_of_centred_activations_are_the_integrals) {
    const json& c = reference().at("products");
    const kernels::Steps steps{c.at("thresholds"), c.at("levels")};
    kernels::ActivationMoments moments{};
    moments.mean = c.at("centre");
    for (const json& value : c.at("values")) {
        const Matrix x = pair_of_rows(c.at("a"), c.at("b"), value.at("correlation"));
        // What the header states: 1e-7 of the squared levels, which are 2.25 at most, and 1e-13.
        const double of_steps = kernels::conjugate_kernel(x, {{steps, moments}})(0, 1),
                     of_rectifiers = kernels::conjugate_kernel(x, {{{}, moments}})(1, 0);
        BOOST_TEST(std::fabs(of_steps - number(value.at("steps"))) < 2.25e-7);
        BOOST_TEST(std::fabs(of_rectifiers - number(value.at("rectifier"))) < 1e-13);
    }
}

// With the centre taken off by hand: K − m (E σ(u) + E σ(v)) + m², and what the first layer's weights add.
BOOST_AUTO_TEST_CASE(one_layer_is_nngp_and_ntk_but_for_the_centre) {
    const Matrix x = random::Stream(3, "rows").normals(9, 5);
    const Layers layers = kernels::rectifier_layers(kernels::input_scale(x), 1);
    const kernels::KernelPair centred = kernels::centred_kernels(x, layers);
    const auto plain = kernels::nngp_and_ntk(x, {.weight_variance = 1.0}, {0, 1});
    const double m = layers[0].moments.mean, root = std::sqrt(2.0 * std::acos(-1.0));
    for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; j < 9; ++j) {
            const double means = (std::sqrt(plain[0].nngp(i, i)) + std::sqrt(plain[0].nngp(j, j))) / root;
            BOOST_TEST(std::fabs(centred.nngp(i, j) - (plain[1].nngp(i, j) - m * means + m * m)) < 1e-14);
            BOOST_TEST(std::fabs((centred.ntk(i, j) - centred.nngp(i, j)) -
                                 (plain[1].ntk(i, j) - plain[1].nngp(i, j))) < 1e-14);
        }
    BOOST_CHECK_THROW(kernels::centred_kernels(x, kernels::quantised_layers(1.0, 1)), std::invalid_argument);
}

// Two layers by hand: K_2 of a layer that takes K_1 for its covariances.
BOOST_AUTO_TEST_CASE(a_second_layer_takes_the_first_for_its_inputs) {
    const Matrix x = random::Stream(4, "rows").normals(2, 6);
    const Layers layers = kernels::rectifier_layers(kernels::input_scale(x), 2);
    const kernels::KernelPair one = kernels::centred_kernels(x, {layers[0]}), two = kernels::centred_kernels(x, layers);
    const double a = one.nngp(0, 0), b = one.nngp(1, 1);
    const Matrix again = pair_of_rows(a, b, one.nngp(0, 1) / std::sqrt(a * b));
    const kernels::KernelPair last = kernels::centred_kernels(again, {layers[1]});
    BOOST_TEST(close(two.nngp(0, 1), last.nngp(0, 1), 1e-12));
    // The last layer multiplies the tangent kernel before it by E[σ' σ'], which is (last Θ − last K)/K_1.
    const double slopes = (last.ntk(0, 1) - last.nngp(0, 1)) / one.nngp(0, 1);
    BOOST_TEST(close(two.ntk(0, 1), last.nngp(0, 1) + slopes * one.ntk(0, 1), 1e-10));
}

// The distances fall as about p^(−1/2): to a quarter over these dimensions. Where products · τ0⁴ is taken off the
// diagonal, as the authors' code does, what is left does not vanish.
BOOST_AUTO_TEST_CASE(exact_kernels_near_their_equivalents_as_the_dimension_grows) {
    struct Distances {
        double conjugate, tangent, published, quantised;
    };
    const auto distances = [](std::size_t p) {
        const std::size_t n = 2 * p;
        const double root_p = std::sqrt(static_cast<double>(p)), scale = 1.0 + 2.0 / root_p;
        Matrix x = random::Stream(7, "mixture").normals(n, p);
        std::vector<std::size_t> group(n);
        Matrix means = xt::zeros<double>({std::size_t{2}, p});
        means(0, 0) = 1.5;
        means(1, 0) = -1.5;
        for (std::size_t i = 0; i < n; ++i) {
            group[i] = i % 2;
            for (std::size_t k = 0; k < p; ++k)
                x(i, k) = means(group[i], k) + (group[i] == 0 ? 1.0 : std::sqrt(scale)) * x(i, k);
        }
        const kernels::MixtureRows rows =
            kernels::mixture_rows(x, group, means, {{1.0, scale}, {scale, scale * scale}});
        const auto distance = [](const Matrix& a, const Matrix& b) {
            const auto norm = [n = a.shape(0)](const Matrix& m) {
                const Vector values = regression::eigenvalues(m);
                return std::fmax(-values(0), values(n - 1));
            };
            return norm(a - b) / norm(b);
        };
        const Layers plain = kernels::rectifier_layers(rows.tau0, 2), steps = kernels::quantised_layers(rows.tau0, 2);
        const kernels::KernelPair exact = kernels::centred_kernels(x, plain);
        const kernels::Equivalent c = kernels::equivalent_coefficients(rows.tau0, plain);
        const Matrix conjugate = kernels::equivalent_kernel(x, rows, c.conjugate);
        Matrix published = conjugate, quantised = kernels::conjugate_kernel(x, steps);
        for (std::size_t i = 0; i < n; ++i) {
            published(i, i) -= c.conjugate.products * std::pow(rows.tau0, 4);
            quantised(i, i) -= steps.back().moments.variance - plain.back().moments.variance;
        }
        return Distances{distance(exact.nngp, conjugate),
                         distance(exact.ntk, kernels::equivalent_kernel(x, rows, c.tangent)),
                         distance(exact.nngp, published), distance(quantised, exact.nngp)};
    };
    const Distances small = distances(16), large = distances(256);
    BOOST_TEST(large.conjugate < 0.4 * small.conjugate);
    BOOST_TEST(large.tangent < 0.4 * small.tangent);
    BOOST_TEST(large.quantised < 0.4 * small.quantised);
    BOOST_TEST(large.conjugate < 0.1);
    BOOST_TEST(large.published > 2.0 * large.conjugate);
}

// By hand: two rows a class, whose means and covariances are plain.
BOOST_AUTO_TEST_CASE(rows_tell_their_own_figures) {
    const Matrix x = {{1.0, 2.0}, {3.0, 2.0}, {0.0, 1.0}, {0.0, -1.0}};
    const kernels::MixtureRows rows = kernels::mixture_rows(x, {0, 0, 1, 1});
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(rows.spread(i) == 0.5);
    // The covariances are diag(1, 0) and diag(0, 1).
    BOOST_TEST((rows.products(0, 0) == 0.5 && rows.products(1, 1) == 0.5 && rows.products(0, 1) == 0.0));
    BOOST_TEST(close(rows.tau0 * rows.tau0, 20.0 / 8.0, 1e-15));
    BOOST_CHECK_THROW(kernels::mixture_rows(x, {0, 1}, x, x), std::invalid_argument);
    BOOST_CHECK_THROW(kernels::equivalent_coefficients(1.0, {}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
