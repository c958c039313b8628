// The linearisation's training: explicit steps on parameters agree with the closed forms in function space, which know
// the network only by its empirical NTK. Adam agrees with its recurrence on a Jacobian by central differences.
#include "core/training/linearised_trainer.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "core/network/empirical_ntk.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"

namespace {

using namespace ntk;

constexpr std::size_t n = 6, m = 4;
const Matrix x = {{0.3, -1.2}, {-0.7, 0.4}, {1.5, 0.9}, {-0.2, -0.5}, {0.8, 1.7}, {-1.9, 0.1}};
const Matrix z = {{0.5, 0.5}, {-1.1, -0.8}, {0.0, 1.3}, {2.0, -0.4}};
const Vector y = {0.5, -1.0, 0.25, 2.0, -0.5, 1.0};

const ntk::network::Network& small_network() {
    static const ntk::network::Network drawn(
        {2, 9, 2, ntk::numeric::Activation::erf, ntk::network::Parameterization::ntk, 2.0, 0.1}, 4, "network");
    return drawn;
}

double worst_difference(const Vector& a, const Vector& b) {
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::fabs(a(i) - b(i)));
    return worst;
}

// Compares `steps` explicit steps with the closed form, given by the shares of the empirical NTK's eigenvalues.
void follows_closed_form(training::Optimizer optimizer, double rate, const Vector& shares, std::size_t steps,
                         const ntk::regression::Spectrum& spectrum) {
    ntk::training::LinearisedTrainer trainer(small_network(), x, y, {optimizer, rate, 0});
    for (std::size_t t = 0; t < steps; ++t) trainer.step();
    const Vector residual = y - ntk::network::predict(small_network(), x);
    const Vector expected =
        ntk::network::predict(small_network(), z) +
        ntk::regression::kernel_prediction(ntk::network::empirical_ntk(small_network(), z, x),
                                           ntk::regression::shared_coefficients(spectrum, shares, residual));
    BOOST_TEST(worst_difference(trainer.prediction(z), expected) < 1e-11);  // steps times rounding
}

// ∂f(x_i)/∂p by central differences, whose error is about 1e-10.
Matrix jacobian(const Matrix& inputs) {
    ntk::network::Network moved = small_network();
    Matrix result = Matrix::from_shape({inputs.shape(0), moved.parameters.size()});
    for (std::size_t p = 0; p < moved.parameters.size(); ++p) {
        const double here = moved.parameters[p];
        moved.parameters[p] = here + 1e-5;
        const Vector above = ntk::network::predict(moved, inputs);
        moved.parameters[p] = here - 1e-5;
        const Vector below = ntk::network::predict(moved, inputs);
        moved.parameters[p] = here;
        for (std::size_t i = 0; i < above.size(); ++i) result(i, p) = (above(i) - below(i)) / 2e-5;
    }
    return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(gradient_descent_and_momentum_on_parameters_are_their_closed_forms) {
    const auto spectrum = ntk::regression::spectrum(ntk::network::empirical_ntk(small_network(), x, x));
    const double unit = 1.0 / spectrum.largest();
    for (const std::size_t steps : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{200}}) {
        follows_closed_form(training::Optimizer::gradient_descent, 1.5 * unit,
                            ntk::regression::gradient_descent_shares(spectrum, 1.5 * unit, steps), steps, spectrum);
        // The trainer's momentum takes its rate for the mean loss, the shares take it for the summed loss.
        follows_closed_form(
            training::Optimizer::momentum, 1.5 * unit * n,
            ntk::regression::momentum_shares(spectrum, 1.5 * unit, ntk::training::momentum_friction, steps), steps,
            spectrum);
    }
}

BOOST_AUTO_TEST_CASE(momentum_is_stable_below_its_largest_rate_and_not_above) {
    const auto spectrum = ntk::regression::spectrum(ntk::network::empirical_ntk(small_network(), x, x));
    const double most = 2.0 * (1.0 + ntk::training::momentum_friction) / spectrum.largest();
    const auto share = [&](double rate) { return ntk::regression::momentum_shares(spectrum, rate, 0.9, 4000)(n - 1); };
    BOOST_TEST(std::fabs(share(0.99 * most) * spectrum.largest() - 1.0) < 1e-6);
    BOOST_TEST(std::fabs(share(1.01 * most) * spectrum.largest()) > 1e6);
}

BOOST_AUTO_TEST_CASE(adam_on_the_linearisation_follows_its_recurrence) {
    constexpr double rate = 0.01;
    constexpr int steps = 5;
    ntk::training::LinearisedTrainer trainer(small_network(), x, y, {training::Optimizer::adam, rate, 0});
    for (int t = 0; t < steps; ++t) trainer.step();

    const Matrix at_x = jacobian(x), at_z = jacobian(z);
    const Vector start = ntk::network::predict(small_network(), x);
    const std::size_t parameters = small_network().parameters.size();
    std::vector<double> delta(parameters), first(parameters), second(parameters);
    for (int t = 1; t <= steps; ++t) {
        Vector residual = start - y;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t p = 0; p < parameters; ++p) residual(i) += at_x(i, p) * delta[p];
        for (std::size_t p = 0; p < parameters; ++p) {
            double gradient = 0.0;
            for (std::size_t i = 0; i < n; ++i) gradient += at_x(i, p) * residual(i) / n;
            first[p] = 0.9 * first[p] + 0.1 * gradient;
            second[p] = 0.999 * second[p] + 0.001 * gradient * gradient;
            delta[p] -= rate * (first[p] / (1.0 - std::pow(0.9, t))) /
                        (std::sqrt(second[p] / (1.0 - std::pow(0.999, t))) + 1e-8);
        }
    }
    Vector expected = ntk::network::predict(small_network(), z);
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t p = 0; p < parameters; ++p) expected(i) += at_z(i, p) * delta[p];
    // Adam divides by the gradient's size, so an error of 1e-10 in a small gradient may count for more.
    BOOST_TEST(worst_difference(trainer.prediction(z), expected) < 1e-5);
}
