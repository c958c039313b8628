// Limits, symmetries and a second way to the same number: random networks.
#include "core/kernels/fully_connected.hpp"
#include "core/error/error.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <span>
#include <vector>

#include "core/network/empirical_ntk.hpp"
#include "core/network/pass.hpp"
#include "core/numeric/activation_functions.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"

using namespace ntk;

namespace {

const kernels::Architecture relu{};
// Those whose kernels have the simplest forms first, then every activation there is.
std::vector<kernels::Architecture> all_architectures() {
    std::vector<kernels::Architecture> all = {{numeric::Activation::relu, 2.0, 0.0},
                                              {numeric::Activation::relu, 1.5, 0.25},
                                              {numeric::Activation::erf, 2.0, 0.1},
                                              {numeric::Activation::identity, 1.0, 0.5},
                                              {{numeric::Activation::Kind::leaky_relu, 0.25}, 1.5, 0.1}};
    for (const auto& [name, activation] : numeric::known_activations()) all.push_back({activation, 1.5, 0.1});
    return all;
}
const std::vector<kernels::Architecture> architectures = all_architectures();

}  // namespace

BOOST_AUTO_TEST_CASE(symmetric_form_equals_rectangular_form_off_the_diagonal) {
    const auto x = ntk::random::Stream(1, "x").normals(37, 5);  // 37: whole vectors and a remainder on every machine
    for (const auto& a : architectures) {
        const auto square = ntk::kernels::nngp_and_ntk(x, a, {0, 1, 4});
        const auto rectangle = ntk::kernels::nngp_and_ntk(x, x, a, {0, 1, 4});
        for (std::size_t depth = 0; depth < 3; ++depth)
            for (std::size_t i = 0; i < 37; ++i)
                for (std::size_t j = 0; j < i; ++j) {
                    BOOST_TEST(square[depth].ntk(i, j) == rectangle[depth].ntk(i, j));
                    BOOST_TEST(square[depth].nngp(i, j) == square[depth].nngp(j, i));
                    BOOST_TEST(square[depth].ntk(i, j) == square[depth].ntk(j, i));
                }
    }
}

// Whatever stands beside it in a vector or in the table: norms from 1/100 to 60, so that some pairs' duals take few
// terms of their series, some many, and some none.
BOOST_AUTO_TEST_CASE(a_pairs_kernel_depends_on_the_pair_alone) {
    auto x = ntk::random::Stream(11, "x").normals(21, 3);
    for (std::size_t i = 0; i < 21; ++i)
        for (std::size_t k = 0; k < 3; ++k)
            x(i, k) = std::ldexp(i % 3 == 2 ? x(i - 1, k) + 1e-3 * x(i, k) : x(i, k), static_cast<int>(i * 5 % 13) - 6);
    const auto row = [&](std::size_t i) {
        Matrix result = Matrix::from_shape({1, 3});
        for (std::size_t k = 0; k < 3; ++k) result(0, k) = x(i, k);
        return result;
    };
    for (const auto& a : architectures) {
        const auto all = ntk::kernels::nngp_and_ntk(x, a, {3})[0];
        for (std::size_t i = 0; i < 21; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const auto alone = ntk::kernels::nngp_and_ntk(row(i), row(j), a, {3})[0];
                BOOST_TEST(alone.nngp(0, 0) == all.nngp(i, j));
                BOOST_TEST(alone.ntk(0, 0) == all.ntk(i, j));
            }
    }
}

BOOST_AUTO_TEST_CASE(relu_with_variance_two_keeps_the_diagonal_through_a_hundred_layers) {
    const auto x = ntk::random::Stream(2, "x").normals(5, 3);
    const auto k = ntk::kernels::nngp_and_ntk(x, relu, {0, 100});
    for (std::size_t i = 0; i < 5; ++i) {
        BOOST_TEST(k[1].nngp(i, i) == k[0].nngp(i, i));
        // Θ(L+1) = (L+1) K on the diagonal: here 101 equal terms, summed one by one.
        BOOST_TEST(std::fabs(k[1].ntk(i, i) / (101.0 * k[0].nngp(i, i)) - 1.0) < 1e-14);
    }
}

BOOST_AUTO_TEST_CASE(scaling_an_input_scales_a_relu_kernel) {
    const auto x = ntk::random::Stream(3, "x").normals(4, 6);
    const auto z = ntk::random::Stream(3, "z").normals(3, 6);
    const auto k = ntk::kernels::nngp_and_ntk(x, z, relu, {3})[0];
    const auto scaled = ntk::kernels::nngp_and_ntk(Matrix(4.0 * x), z, relu, {3})[0];
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            BOOST_TEST(std::fabs(scaled.nngp(i, j) / (4.0 * k.nngp(i, j)) - 1.0) < 1e-14);
            BOOST_TEST(std::fabs(scaled.ntk(i, j) / (4.0 * k.ntk(i, j)) - 1.0) < 1e-14);
        }
}

// Inputs at angles down to 1e-12 from parallel and antiparallel, against the expansion at the ends: with one hidden
// layer
//   1 − κ(θ) = θ²/2 − θ³/(3π) + O(θ⁴),  κ(π − φ) = φ³/(3π) (1 − φ²/10 …).
BOOST_AUTO_TEST_CASE(antiparallel_inputs_keep_their_relative_accuracy) {
    constexpr double pi = 3.14159265358979323846;
    for (const double phi : {1e-3, 1e-5, 1e-8, 1e-10, 1e-12}) {
        const Matrix x = {{1.0, 0.0}}, z = {{-1.0, phi}};  // angle π − atan φ
        const auto k = ntk::kernels::nngp_and_ntk(x, z, relu, {1})[0];
        const double angle = std::atan(phi);
        const double kappa = angle * angle * angle / (3.0 * pi) * (1.0 - angle * angle / 10.0);
        const double scale = std::sqrt(1.0 + phi * phi);  // sqrt(K(x,x) K(z,z)) for s_w² = 2, d = 2
        BOOST_TEST(std::fabs(k.nngp(0, 0) / (scale * kappa) - 1.0) < 1e-13, phi);
    }
}

BOOST_AUTO_TEST_CASE(a_row_of_zeros_has_a_kernel) {
    const Matrix x = {{0.0, 0.0}, {1.0, 2.0}};
    for (const auto& a : architectures) {
        const auto k = ntk::kernels::nngp_and_ntk(x, a, {2})[0];
        for (const double value : k.ntk) BOOST_TEST(std::isfinite(value));
    }
    BOOST_TEST(ntk::kernels::nngp_and_ntk(x, relu, {2})[0].nngp(0, 1) == 0.0);
}

// Saturated, erf and tanh are the sign, whose dual is (2/π) arcsin ρ; GELU and SiLU are the ReLU.
BOOST_AUTO_TEST_CASE(kernels_of_huge_inputs_are_those_of_the_limits) {
    constexpr double pi = 3.14159265358979323846;
    const Matrix x = 1e14 * ntk::random::Stream(7, "x").normals(5, 4);
    const auto first = ntk::kernels::nngp_and_ntk(x, relu, {0, 1});
    for (const auto& activation :
         {numeric::Activation::erf, numeric::Activation::tanh, numeric::Activation::gelu, numeric::Activation::silu}) {
        const auto k = ntk::kernels::nngp_and_ntk(x, {activation, 2.0, 0.0}, {1})[0];
        const bool bounded =
            activation.kind == numeric::Activation::Kind::erf || activation.kind == numeric::Activation::Kind::tanh;
        for (std::size_t i = 0; i < 5; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const double rho = first[0].nngp(i, j) / std::sqrt(first[0].nngp(i, i) * first[0].nngp(j, j));
                const double limit = bounded ? 2.0 * (2.0 / pi) * std::asin(rho) : first[1].nngp(i, j);
                BOOST_TEST(std::fabs(k.nngp(i, j) / limit - 1.0) < 1e-13);  // terms of the order of 1/norm = 1e-14
            }
    }
}

BOOST_AUTO_TEST_CASE(equal_rows_have_the_kernel_of_the_diagonal) {
    Matrix x = ntk::random::Stream(8, "x").normals(9, 4);  // 9: whole vectors and a remainder
    for (std::size_t k = 0; k < 4; ++k) x(8, k) = x(0, k);
    for (const auto& a : architectures)
        for (const auto& k : ntk::kernels::nngp_and_ntk(x, a, {1, 40})) {
            // A few roundings a layer.
            BOOST_TEST(std::fabs(k.nngp(8, 0) / k.nngp(0, 0) - 1.0) < 1e-13);
            BOOST_TEST(std::fabs(k.ntk(8, 0) / k.ntk(0, 0) - 1.0) < 1e-13);
        }
}

BOOST_AUTO_TEST_CASE(a_slope_of_one_is_the_identity_and_of_zero_the_relu) {
    const auto x = ntk::random::Stream(9, "x").normals(6, 3);
    for (const double slope : {0.0, 1.0}) {
        const auto leaky =
            ntk::kernels::nngp_and_ntk(x, {{numeric::Activation::Kind::leaky_relu, slope}, 1.5, 0.25}, {3})[0];
        const auto other = ntk::kernels::nngp_and_ntk(
            x, {slope == 0.0 ? numeric::Activation::relu : numeric::Activation::identity, 1.5, 0.25}, {3})[0];
        BOOST_TEST(leaky.nngp == other.nngp);
        BOOST_TEST(leaky.ntk == other.ntk);
    }
}

BOOST_AUTO_TEST_CASE(wrong_arguments_are_named) {
    const auto x = ntk::random::Stream(4, "x").normals(2, 3);
    const auto z = ntk::random::Stream(4, "z").normals(2, 4);
    BOOST_CHECK_THROW(ntk::kernels::nngp_and_ntk(x, z, relu, {1}), std::invalid_argument);
    BOOST_CHECK_THROW(ntk::kernels::nngp_and_ntk(x, relu, {}), std::invalid_argument);
    BOOST_CHECK_THROW(ntk::kernels::nngp_and_ntk(x, relu, {2, 1}), std::invalid_argument);
    BOOST_CHECK_THROW(ntk::kernels::nngp_and_ntk(x, {numeric::Activation::relu, 0.0, 0.0}, {1}), ntk::Error);
    BOOST_CHECK_THROW(ntk::kernels::nngp_and_ntk(x, {numeric::Activation::relu, 1.0, -1.0}, {1}), ntk::Error);
}

// Monte Carlo: the mean over random hidden units of φ(u)φ(v) and φ'(u)φ'(v), within five standard errors of the mean.
BOOST_AUTO_TEST_CASE(random_units_have_these_dual_activations) {
    constexpr std::size_t units = 100000;
    const auto x = ntk::random::Stream(10, "x").normals(3, 4), w = ntk::random::Stream(10, "units").normals(units, 5);
    for (const auto& a : architectures) {
        const auto k = ntk::kernels::nngp_and_ntk(x, a, {0, 1});
        std::array<std::vector<double>, 3> value, slope;
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t r = 0; r < units; ++r) {
                double z = std::sqrt(a.bias_variance) * w(r, 4);
                for (std::size_t c = 0; c < 4; ++c) z += std::sqrt(a.weight_variance / 4.0) * w(r, c) * x(i, c);
                const auto at = ntk::numeric::activations::visit(a.activation, [z](auto phi) { return phi(z); });
                value[i].push_back(at.value);
                slope[i].push_back(at.slope);
            }
        const auto check = [&](const std::vector<double>& p, const std::vector<double>& q, double dual) {
            double sum = 0.0, squares = 0.0;
            for (std::size_t r = 0; r < units; ++r) {
                sum += p[r] * q[r] / units;
                squares += p[r] * q[r] * p[r] * q[r] / units;
            }
            BOOST_TEST(std::fabs(sum - dual) <= 5.0 * std::sqrt(std::fmax(0.0, squares - sum * sum) / units) + 1e-12);
        };
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                check(value[i], value[j], (k[1].nngp(i, j) - a.bias_variance) / a.weight_variance);
                check(slope[i], slope[j], (k[1].ntk(i, j) - k[1].nngp(i, j)) / (a.weight_variance * k[0].ntk(i, j)));
            }
    }
}

// Monte Carlo: outputs of wide random networks have the NNGP as covariance, and their empirical NTK is the NTK, up to
// sampling (draws) and finite width (bias of order 1/width).
BOOST_AUTO_TEST_CASE(wide_random_networks_have_these_kernels) {
    const auto x = ntk::random::Stream(5, "x").normals(3, 4);
    for (const auto& a : std::span(architectures).first(4)) {
        ntk::network::NetworkShape shape{
            4, 256, 2, a.activation, ntk::network::Parameterization::ntk, a.weight_variance, a.bias_variance};
        const auto k = ntk::kernels::nngp_and_ntk(x, a, {2})[0];
        constexpr int draws = 200;
        Matrix covariance = xt::zeros<double>({3, 3}), ntk_mean = covariance, ntk_square = covariance;
        for (int r = 0; r < draws; ++r) {
            const ntk::network::Network network(shape, 6, "draw=" + std::to_string(r));
            const auto f = ntk::network::predict(network, x);
            const auto theta = ntk::network::empirical_ntk(network, x, x);
            for (std::size_t i = 0; i < 3; ++i)
                for (std::size_t j = 0; j < 3; ++j) {
                    covariance(i, j) += f(i) * f(j) / draws;
                    ntk_mean(i, j) += theta(i, j) / draws;
                    ntk_square(i, j) += theta(i, j) * theta(i, j) / draws;
                }
        }
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j) {
                // Five standard errors: Var(f_i f_j) = K_ii K_jj + K_ij² for a Gaussian; for Θ̂ from the sample itself.
                const double nngp_error =
                    std::sqrt((k.nngp(i, i) * k.nngp(j, j) + k.nngp(i, j) * k.nngp(i, j)) / draws);
                BOOST_TEST(std::fabs(covariance(i, j) - k.nngp(i, j)) < 5.0 * nngp_error);
                const double spread = std::sqrt(std::fmax(0.0, ntk_square(i, j) - ntk_mean(i, j) * ntk_mean(i, j)));
                const double bias = 3.0 / 128.0 * std::sqrt(k.ntk(i, i) * k.ntk(j, j));
                BOOST_TEST(std::fabs(ntk_mean(i, j) - k.ntk(i, j)) < 5.0 * spread / std::sqrt(draws) + bias);
            }
    }
}
