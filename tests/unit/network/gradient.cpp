// The backward pass and the empirical NTK agree with central differences of the forward pass.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/network/pass.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"

using namespace ntk;

namespace {

// Shapes of both parameterizations, with biases and without, of several depths, and with every activation there is.
std::vector<network::NetworkShape> all_shapes() {
    using network::Parameterization;
    std::vector<network::NetworkShape> all = {
        {3, 7, 0, numeric::Activation::relu, Parameterization::ntk, 2.0, 0.0},
        {3, 7, 1, numeric::Activation::erf, Parameterization::ntk, 2.0, 0.3},
        {3, 7, 3, numeric::Activation::erf, Parameterization::standard, 2.0, 0.0},
        {3, 9, 2, {numeric::Activation::Kind::leaky_relu, 0.25}, Parameterization::ntk, 2.0, 0.1},
        {3, 9, 2, numeric::Activation::gelu, Parameterization::standard, 2.0, 0.0}};
    for (const auto& [name, activation] : numeric::known_activations())
        all.push_back({3, 9, 2, activation, Parameterization::ntk, 2.0, 0.1});
    return all;
}
const std::vector<network::NetworkShape> shapes = all_shapes();

// ∂f(x_i)/∂p for every row and parameter, (n, P), by central differences. Their error is about h² f''' + ε/h ≈ 1e-10.
Matrix jacobian_by_differences(network::Network network, const Matrix& x) {
    constexpr double h = 1e-5;
    Matrix result = Matrix::from_shape({x.shape(0), network.parameters.size()});
    for (std::size_t p = 0; p < network.parameters.size(); ++p) {
        const double here = network.parameters[p];
        network.parameters[p] = here + h;
        const auto above = ntk::network::predict(network, x);
        network.parameters[p] = here - h;
        const auto below = ntk::network::predict(network, x);
        network.parameters[p] = here;
        for (std::size_t i = 0; i < x.shape(0); ++i) result(i, p) = (above(i) - below(i)) / (2.0 * h);
    }
    return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(backward_is_the_derivative_of_forward) {
    const auto x = ntk::random::Stream(1, "x").normals(5, 3);
    const double output_gradient[] = {1.0, -2.0, 0.5, 0.0, 3.0};
    for (const auto& shape : shapes) {
        const network::Network network(shape, 7, "network");
        ntk::network::Pass pass(shape, 5);
        pass.forward(network, x.data(), 5);
        std::vector<double> gradient(network.parameters.size(), NAN);
        pass.backward(network, output_gradient, [&](std::size_t first, std::size_t n, const double* piece) {
            std::copy_n(piece, n, gradient.data() + first);
        });
        const auto jacobian = jacobian_by_differences(network, x);
        for (std::size_t p = 0; p < gradient.size(); ++p) {
            double expected = 0.0;
            for (std::size_t i = 0; i < 5; ++i) expected += output_gradient[i] * jacobian(i, p);
            BOOST_TEST(std::fabs(gradient[p] - expected) < 1e-7);
        }
    }
}

// For all layers, each layer alone and the hidden layers, it is the product of Jacobians over the layers' parameters.
BOOST_AUTO_TEST_CASE(empirical_ntk_is_the_product_of_jacobians) {
    const auto x = ntk::random::Stream(2, "x").normals(4, 3), z = ntk::random::Stream(2, "z").normals(6, 3);
    for (const auto& shape : shapes) {
        const network::Network network(shape, 8, "network");
        const auto of_x = jacobian_by_differences(network, x), of_z = jacobian_by_differences(network, z);
        const std::size_t layers = network.layers().size();
        const auto start = [&](std::size_t l) {
            return l < layers ? network.layers()[l].weights : network.parameters.size();
        };
        const auto check = [&](const Matrix& theta, std::size_t first, std::size_t end) {
            for (std::size_t i = 0; i < 4; ++i)
                for (std::size_t j = 0; j < 6; ++j) {
                    double expected = 0.0;
                    for (std::size_t p = start(first); p < start(end); ++p) expected += of_x(i, p) * of_z(j, p);
                    BOOST_TEST(std::fabs(theta(i, j) - expected) < 1e-6);
                }
        };
        check(ntk::network::empirical_ntk(network, x, z), 0, layers);
        check(ntk::network::empirical_ntk(network, x, z, {0, layers - 1}), 0, layers - 1);
        for (std::size_t l = 0; l < layers; ++l)
            check(ntk::network::empirical_ntk(network, x, z, {l, l + 1}), l, l + 1);
        BOOST_CHECK_THROW(ntk::network::empirical_ntk(network, x, z, {0, layers + 1}), std::invalid_argument);
    }
}

// By definition it is the mean of f(x) f(z) over draws of the last layer; 4000 draws agree within 5 standard errors.
BOOST_AUTO_TEST_CASE(empirical_nngp_is_the_covariance_over_last_layers) {
    for (const auto parameterization : {network::Parameterization::ntk, network::Parameterization::standard}) {
        const bool standard = parameterization == network::Parameterization::standard;
        const auto x = ntk::random::Stream(4, "x").normals(3, 3), z = ntk::random::Stream(4, "z").normals(2, 3);
        const network::NetworkShape shape = {
            3, 7, 2, numeric::Activation::relu, parameterization, 2.0, standard ? 0.0 : 0.3};
        network::Network network(shape, 10, "network");
        const auto covariance = ntk::network::empirical_nngp(network, x, z);
        const std::size_t draws = 4000, first = network.layers().back().weights,
                          count = network.parameters.size() - first;
        const auto last_layers = ntk::random::Stream(11, "last layers").normals(draws, count);
        Matrix sum = xt::zeros<double>({3, 2}), squares = sum;
        for (std::size_t k = 0; k < draws; ++k) {
            for (std::size_t p = 0; p < count; ++p)
                network.parameters[first + p] = (standard ? std::sqrt(2.0 / 7.0) : 1.0) * last_layers(k, p);
            const auto f_x = ntk::network::predict(network, x), f_z = ntk::network::predict(network, z);
            for (std::size_t i = 0; i < 3; ++i)
                for (std::size_t j = 0; j < 2; ++j) {
                    sum(i, j) += f_x(i) * f_z(j);
                    squares(i, j) += std::pow(f_x(i) * f_z(j), 2);
                }
        }
        const double n = static_cast<double>(draws);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 2; ++j) {
                const double mean = sum(i, j) / n, error = std::sqrt((squares(i, j) / n - mean * mean) / n);
                BOOST_TEST(std::fabs(covariance(i, j) - mean) < 5.0 * error);
            }
    }
}

// ‖Θ̂ − Θ‖ falls as width^(−1/2) (Jacot et al. 2018, theorem 1, with the rate of a mean of m terms): over four
// doublings the root mean square over draws must fall with a slope between −0.35 and −0.65.
BOOST_AUTO_TEST_CASE(empirical_ntk_tends_to_the_infinite_one) {
    const auto x = ntk::random::Stream(3, "x").normals(6, 4);
    const auto limit = ntk::kernels::nngp_and_ntk(x, ntk::kernels::Architecture{}, {2})[0].ntk;
    std::vector<double> log_width, log_distance;
    for (std::size_t width = 64; width <= 1024; width *= 2) {
        double squares = 0.0;
        for (int draw = 0; draw < 20; ++draw) {
            const network::Network network({4, width, 2}, 9,
                                           "width=" + std::to_string(width) + "/draw=" + std::to_string(draw));
            const auto theta = ntk::network::empirical_ntk(network, x, x);
            for (std::size_t i = 0; i < theta.size(); ++i)
                squares += std::pow(theta.data()[i] - limit.data()[i], 2) / 20.0;
        }
        log_width.push_back(std::log(static_cast<double>(width)));
        log_distance.push_back(0.5 * std::log(squares));
    }
    double slope = 0.0, norm = 0.0;
    for (std::size_t k = 0; k < 5; ++k) {
        slope += (log_width[k] - log_width[2]) * log_distance[k];
        norm += std::pow(log_width[k] - log_width[2], 2);
    }
    slope /= norm;
    BOOST_TEST_MESSAGE("slope " << slope);
    BOOST_TEST(slope > -0.65);
    BOOST_TEST(slope < -0.35);
}

BOOST_AUTO_TEST_CASE(impossible_networks_are_refused) {
    BOOST_CHECK_THROW(network::Network({0, 4, 1}, 1, "n"), std::invalid_argument);
    BOOST_CHECK_THROW(network::Network({2, 0, 1}, 1, "n"), std::invalid_argument);
    BOOST_CHECK_THROW(
        network::Network({2, 4, 1, numeric::Activation::relu, network::Parameterization::standard, 2.0, 0.1}, 1, "n"),
        std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_derivative_along_a_direction_is_the_jacobian_times_it) {
    const auto x = ntk::random::Stream(1, "x").normals(5, 3);
    for (const auto& shape : shapes) {
        const network::Network network(shape, 7, "network");
        const auto direction = ntk::random::Stream(2, "direction").normals(1, network.parameters.size());
        ntk::network::Pass pass(shape, 5);
        pass.forward(network, x.data(), 5);
        const auto along = pass.derivative_along(network, direction.data());
        const auto jacobian = jacobian_by_differences(network, x);
        for (std::size_t i = 0; i < 5; ++i) {
            double expected = 0.0;
            for (std::size_t p = 0; p < direction.size(); ++p) expected += jacobian(i, p) * direction(0, p);
            BOOST_TEST(std::fabs(along(i) - expected) < 1e-6);
        }
    }
}
