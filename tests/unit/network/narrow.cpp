// Deep narrow networks: outputs and gradients against the recursion and its differences in extended precision, the
// tangent kernel against the gradients, against its exact mean and variance, and against its limit. Their depth and
// scale go up to those published.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include <xtensor/xview.hpp>

#include "core/kernels/narrow.hpp"
#include "core/network/narrow.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"

using namespace ntk;

namespace {

using Long = long double;  // 64 bits of mantissa or more

// f(x), straight from the definition.
Long output(const std::vector<Long>& parameters, std::size_t inputs, std::size_t depth, const double* x) {
    std::vector<Long> h(x, x + inputs);
    const Long* next = parameters.data();
    for (std::size_t l = 0; l <= depth; ++l) {
        std::vector<Long> z(l == depth ? 1 : inputs + 2, 0.0L);
        for (Long& each : z)
            for (const Long below : h) each += *next++ * below;
        for (Long& each : z) each += *next++;
        if (l < depth)
            for (Long& each : z) each = std::max(each, 0.0L);
        h = z;
    }
    return h[0];
}

// The gradient of f by all parameters, straight from the chain rule.
std::vector<Long> gradient(const std::vector<Long>& parameters, std::size_t inputs, std::size_t depth,
                           const double* x) {
    std::vector<std::vector<Long>> h = {std::vector<Long>(x, x + inputs)};
    std::vector<std::size_t> first;
    std::size_t at = 0;
    for (std::size_t l = 0; l <= depth; ++l) {
        const std::size_t above = l == depth ? 1 : inputs + 2, below = h.back().size();
        first.push_back(at);
        std::vector<Long> z(above);
        for (std::size_t i = 0; i < above; ++i) {
            z[i] = parameters[at + above * below + i];
            for (std::size_t j = 0; j < below; ++j) z[i] += parameters[at + i * below + j] * h.back()[j];
            if (l < depth) z[i] = std::max(z[i], 0.0L);
        }
        at += above * (below + 1);
        h.push_back(z);
    }
    std::vector<Long> result(parameters.size()), delta = {1.0L};
    for (std::size_t l = depth + 1; l-- > 0;) {
        const std::size_t above = delta.size(), below = h[l].size();
        std::vector<Long> down(below, 0.0L);
        for (std::size_t i = 0; i < above; ++i) {
            for (std::size_t j = 0; j < below; ++j) {
                result[first[l] + i * below + j] = delta[i] * h[l][j];
                if (h[l][j] > 0.0L) down[j] += delta[i] * parameters[first[l] + i * below + j];
            }
            result[first[l] + above * below + i] = delta[i];
        }
        delta = down;
    }
    return result;
}

std::vector<Long> lengthened(const network::NarrowNetwork& network) {
    return {network.parameters.begin(), network.parameters.end()};
}

Matrix rows(std::size_t n, std::size_t d) {
    return random::Stream(3, "rows").uniforms(n, d);
}

// The kernel in extended precision.
xt::xtensor<Long, 2> long_kernel(const std::vector<Long>& parameters, std::size_t depth, const Matrix& x) {
    std::vector<std::vector<Long>> gradients;
    for (std::size_t i = 0; i < x.shape(0); ++i) gradients.push_back(gradient(parameters, x.shape(1), depth, &x(i, 0)));
    xt::xtensor<Long, 2> result = xt::zeros<Long>({x.shape(0), x.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i)
        for (std::size_t j = 0; j < x.shape(0); ++j)
            for (std::size_t p = 0; p < parameters.size(); ++p) result(i, j) += gradients[i][p] * gradients[j][p];
    return result;
}

// A network off its start, so that every weight and unit has a part in it.
network::NarrowNetwork disturbed(std::size_t inputs, std::size_t depth, std::uint64_t seed) {
    network::NarrowNetwork network = network::narrow_network(inputs, depth, 2.0, seed, "network");
    const Matrix noise = random::Stream(seed, "noise").normals(1, network.parameters.size());
    for (std::size_t p = 0; p < network.parameters.size(); ++p) network.parameters[p] += 0.1 * noise(0, p);
    return network;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(narrow_networks)

BOOST_AUTO_TEST_CASE(the_reference_s_gradient_is_its_output_s_difference) {
    const network::NarrowNetwork network = disturbed(3, 4, 1);
    const Matrix x = rows(1, 3);
    std::vector<Long> p = lengthened(network);
    const std::vector<Long> by_chain_rule = gradient(p, 3, 4, &x(0, 0));
    constexpr Long h =
        1e-7L;  // the output is piecewise linear in each parameter, so only rounding is left: ε/h = 1e-12
    for (std::size_t k = 0; k < p.size(); ++k) {
        const Long here = p[k];
        p[k] = here + h;
        const Long above = output(p, 3, 4, &x(0, 0));
        p[k] = here - h;
        const Long difference = (above - output(p, 3, 4, &x(0, 0))) / (2.0L * h);
        p[k] = here;
        BOOST_TEST(static_cast<double>(std::fabs(difference - by_chain_rule[k])) < 1e-10);
    }
}

BOOST_AUTO_TEST_CASE(outputs_gradients_and_kernels_are_those_of_the_definition) {
    for (const std::size_t inputs : {1u, 2u, 5u})
        for (const std::size_t depth : {1u, 2u, 7u}) {
            const network::NarrowNetwork network = disturbed(inputs, depth, 10 * inputs + depth);
            const Matrix x = rows(11, inputs);  // three rows more than eight
            const std::vector<Long> p = lengthened(network);
            const Vector predicted = network::predict(network, x);
            network::NarrowPass pass(network, 11);
            pass.forward(network, x);
            const Matrix weights = random::Stream(4, "weights").normals(1, 11);
            std::vector<double> found(p.size(), NAN);
            pass.backward(network, weights.data(), [&](std::size_t first, std::size_t n, const double* part) {
                std::copy_n(part, n, found.data() + first);
            });
            std::vector<Long> expected(p.size(), 0.0L);
            Long size = 0.0L;
            for (std::size_t i = 0; i < 11; ++i) {
                const Long f = output(p, inputs, depth, &x(i, 0));
                BOOST_TEST(static_cast<double>(std::fabs(predicted(i) - f)) < 1e-13);
                const std::vector<Long> g = gradient(p, inputs, depth, &x(i, 0));
                for (std::size_t k = 0; k < p.size(); ++k) expected[k] += weights(0, i) * g[k];
            }
            for (const Long g : expected) size = std::max(size, std::fabs(g));
            for (std::size_t k = 0; k < p.size(); ++k)
                BOOST_TEST(static_cast<double>(std::fabs(found[k] - expected[k]) / size) < 1e-14);

            const xt::xtensor<Long, 2> kernel = long_kernel(p, depth, x);
            const Matrix square = network::empirical_ntk(network, x, x);
            const Matrix row = network::empirical_ntk(network, rows(1, inputs), x);
            for (std::size_t i = 0; i < 11; ++i)
                for (std::size_t j = 0; j < 11; ++j) {
                    BOOST_TEST(static_cast<double>(std::fabs(square(i, j) / kernel(i, j) - 1.0L)) < 1e-13);
                    if (i == 0) BOOST_TEST(row(0, j) == square(0, j));  // rows(1, d) is the first of rows(11, d)
                }
        }
}

BOOST_AUTO_TEST_CASE(the_start_is_the_function_0_with_the_kernel_of_the_layers_draws) {
    constexpr std::size_t depth = 40;
    constexpr double scale = 3.0;
    const network::NarrowNetwork network = network::narrow_network(2, depth, scale, 5, "start");
    const Matrix x = rows(5, 2);
    for (const double f : network::predict(network, x)) BOOST_TEST(f == 0.0);
    // The sum over layers of core/kernels/narrow.hpp, from the network's own draws.
    const Matrix kernel = network::empirical_ntk(network, x, x);
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 5; ++j) {
            const double product = x(i, 0) * x(j, 0) + x(i, 1) * x(j, 1);
            double expected = product + 1.0;
            for (std::size_t l = 0; l < depth; ++l) {
                const auto [below, above] = network.units(l);
                const double* w = network.parameters.data() + network.first(l) + 2 * below;
                const double b = network.parameters[network.first(l) + above * below + 2];
                const double by = l == 0 ? 1.0 : scale;
                const auto unit = [&](std::size_t k) {
                    return std::max(0.0, by * (w[0] * x(k, 0) + w[1] * x(k, 1)) + b);
                };
                expected += scale * scale * (product + 1.0) + unit(i) * unit(j) + 1.0;
            }
            BOOST_TEST(std::fabs(kernel(i, j) / expected - 1.0) < 1e-13);
        }
}

// Over many starts the kernel has the exact mean and variance, at a depth and a scale where head and tail count.
BOOST_AUTO_TEST_CASE(mean_and_variance_over_starts_are_exact) {
    constexpr std::size_t starts = 20000, depth = 3;
    constexpr double scale = 0.7, layers = static_cast<double>(depth);
    const Matrix x = {{0.3, 0.8}, {1.5, 0.0}, {0.0, 0.0}};
    const kernels::Moments exact = kernels::narrow_moments(x, x, depth, scale);
    Matrix sum = xt::zeros<double>({3, 3}), squares = sum, fourth = sum;
    for (std::size_t s = 0; s < starts; ++s) {
        const Matrix kernel = network::empirical_ntk(network::narrow_network(2, depth, scale, s, "start"), x, x) /
                              (layers * scale * scale);
        const Matrix off = kernel - exact.mean;
        sum += off;
        squares += off * off;
        fourth += off * off * off * off;
    }
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            const double n = static_cast<double>(starts), variance = squares(i, j) / n;
            // Five standard errors; nine entries.
            BOOST_TEST(std::fabs(sum(i, j) / n) < 5.0 * std::sqrt(exact.variance(i, j) / n));
            BOOST_TEST(std::fabs(variance - exact.variance(i, j)) <
                       5.0 * std::sqrt((fourth(i, j) / n - variance * variance) / n));
        }
}

// E[σ(g)σ(g')] by Monte Carlo, and at x = x' by hand: half of the variance x·x/d + 1.
BOOST_AUTO_TEST_CASE(the_limit_is_the_expectation_over_the_process) {
    const Matrix x = {{0.2, 0.9, 0.4}}, z = {{1.1, 0.1, 0.6}};
    constexpr std::size_t draws = 400000;
    const Matrix normals = random::Stream(6, "draws").normals(draws, 4);
    double sum = 0.0, squares = 0.0;
    for (std::size_t k = 0; k < draws; ++k) {
        double gx = normals(k, 3), gz = normals(k, 3);
        for (std::size_t j = 0; j < 3; ++j) {
            gx += normals(k, j) * x(0, j) / std::sqrt(3.0);
            gz += normals(k, j) * z(0, j) / std::sqrt(3.0);
        }
        const double product = std::max(gx, 0.0) * std::max(gz, 0.0);
        sum += product;
        squares += product * product;
    }
    const double n = static_cast<double>(draws), mean = sum / n;
    const double expected = kernels::narrow_limit(x, z)(0, 0) - (0.22 + 0.09 + 0.24 + 1.0);
    BOOST_TEST(std::fabs(mean - expected) < 5.0 * std::sqrt((squares / n - mean * mean) / n));
    const double square = 0.04 + 0.81 + 0.16;
    BOOST_TEST(std::fabs(kernels::narrow_limit(x, x)(0, 0) - (square + 1.0 + 0.5 * (square / 3.0 + 1.0))) < 1e-14);
    // The exact mean tends to it: at L = 1e6, C = 1e3 it is off by no more than 1/C² and 3/L.
    BOOST_TEST(std::fabs(kernels::narrow_moments(x, z, 1000000, 1e3).mean(0, 0) - kernels::narrow_limit(x, z)(0, 0)) <
               4e-6);
}

// At the published depth and scale, the kernel has 15 digits left, and the output 7.
BOOST_AUTO_TEST_CASE(double_precision_holds_at_the_published_depth_and_scale) {
    constexpr std::size_t depth = 10000;
    constexpr double scale = 50000.0, rate = 1e-14;
    constexpr int steps = 20;
    const Matrix x = {{0.1, 0.99}, {0.6, 0.8}, {0.99, 0.1}};
    const std::vector<double> y = {0.099, 0.48, 0.099};
    network::NarrowNetwork network = network::narrow_network(2, depth, scale, 7, "deep");
    std::vector<Long> p = lengthened(network);
    network::NarrowPass pass(network, 3);
    const auto apart = [&](const Matrix& a, const xt::xtensor<Long, 2>& b) {
        Long largest = 0.0L;
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j) largest = std::max(largest, std::fabs(a(i, j) / b(i, j) - 1.0L));
        return static_cast<double>(largest);
    };
    const Matrix before = network::empirical_ntk(network, x, x);
    const double kernel_error = apart(before, long_kernel(p, depth, x));
    for (int t = 0; t < steps; ++t) {
        const double* f = pass.forward(network, x);
        std::vector<double> g(3);
        for (std::size_t i = 0; i < 3; ++i) g[i] = 2.0 / 3.0 * (f[i] - y[i]);
        pass.backward(network, g.data(), [&](std::size_t first, std::size_t n, const double* part) {
            for (std::size_t k = 0; k < n; ++k) network.parameters[first + k] -= rate * part[k];
        });
        std::vector<Long> move(p.size(), 0.0L);
        for (std::size_t i = 0; i < 3; ++i) {
            const Long residual = output(p, 2, depth, &x(i, 0)) - y[i];
            const std::vector<Long> of_row = gradient(p, 2, depth, &x(i, 0));
            for (std::size_t k = 0; k < p.size(); ++k) move[k] += 2.0L / 3.0L * residual * of_row[k];
        }
        for (std::size_t k = 0; k < p.size(); ++k) p[k] -= static_cast<Long>(rate) * move[k];
    }
    const Vector f = network::predict(network, x);
    double output_error = 0.0, drift = 0.0, moved = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
        output_error = std::max(output_error, static_cast<double>(std::fabs(f(i) - output(p, 2, depth, &x(i, 0)))));
        moved = std::max(moved, std::fabs(f(i)));
    }
    const Matrix after = network::empirical_ntk(network, x, x);
    drift = apart(after, xt::xtensor<Long, 2>(before));
    const double trained_error = apart(after, long_kernel(p, depth, x));
    BOOST_TEST_MESSAGE("kernel " << kernel_error << ", after training " << trained_error << ", its drift " << drift
                                 << ", output " << output_error << " of " << moved);
    BOOST_TEST(moved > 0.1);
    BOOST_TEST(drift > 1e-6);
    // At the start the kernel is a sum of 10,000 terms ≥ 0, each with a relative error of a few ε.
    BOOST_TEST(kernel_error < 1e-13);
    // The output is the difference of C and a unit of about that size. The unit's weight 1 + δ is rounded, alike in all
    // layers, so up to L C ε of the output is lost, 1e-7; 8e-9 was found.
    BOOST_TEST(output_error < static_cast<double>(depth) * scale * 0x1p-52);
    // The trained kernel differs by what the unit does, over C. So six digits are left of its drift.
    BOOST_TEST(trained_error < static_cast<double>(depth) * 0x1p-52);
}

BOOST_AUTO_TEST_CASE(he_s_start_forgets_its_input_as_the_share_15_16_of_layers_says) {
    // In each layer all four units are below zero with probability 1/16, once and for all, because there are no biases.
    constexpr std::size_t starts = 4000, depth = 10;
    const Matrix x = {{0.6, 0.8}};
    double alive = 0.0;
    for (std::size_t s = 0; s < starts; ++s) {
        const network::NarrowNetwork network = network::he_narrow_network(2, depth, s, "he");
        network::NarrowPass pass(network, 1);
        pass.forward(network, x);
        const double* h = pass.below(depth);
        bool any = false;
        for (std::size_t j = 0; j < 4; ++j) any = any || h[j * pass.padded_points()] > 0.0;
        alive += any ? 1.0 : 0.0;
    }
    const double share = std::pow(15.0 / 16.0, 10), n = static_cast<double>(starts);
    BOOST_TEST(std::fabs(alive / n - share) < 5.0 * std::sqrt(share * (1.0 - share) / n));
}

BOOST_AUTO_TEST_CASE(networks_that_are_none_are_refused) {
    BOOST_CHECK_THROW(network::narrow_network(0, 1, 1.0, 0, ""), std::invalid_argument);
    BOOST_CHECK_THROW(network::narrow_network(1, 0, 1.0, 0, ""), std::invalid_argument);
    BOOST_CHECK_THROW(network::narrow_network(1, 1, 0.0, 0, ""), std::invalid_argument);
    BOOST_CHECK_THROW(network::he_narrow_network(1, 0, 0, ""), std::invalid_argument);
    BOOST_CHECK_THROW(kernels::narrow_limit(Matrix{{1.0}}, Matrix{{1.0, 2.0}}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
