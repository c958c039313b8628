// Training of infinite width by batches agrees with the closed form for full batches, and with a linear model that is
// trained step by step on the same batches. And it is the limit of networks of growing width.
#include "core/regression/kernel_sgd.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "core/kernels/fully_connected.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/training/trainer.hpp"

namespace {

using namespace ntk;

constexpr std::size_t n = 19, m = 7, d = 4;
const Matrix x_train = random::Stream(1, "train").normals(n, d), x_test = random::Stream(1, "test").normals(m, d);

Vector targets() {
    Vector y = Vector::from_shape({n});
    for (std::size_t i = 0; i < n; ++i) y(i) = std::sin(static_cast<double>(i));
    return y;
}

double largest_difference(const Vector& a, const Vector& b) {
    double result = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) result = std::fmax(result, std::fabs(a(i) - b(i)));
    return result;
}

Vector row(const Matrix& a, std::size_t i) {
    Vector result = Vector::from_shape({a.shape(1)});
    for (std::size_t j = 0; j < a.shape(1); ++j) result(j) = a(i, j);
    return result;
}

// With weight variance d a network without hidden layers is x·w, and its kernel is x·z.
network::NetworkShape linear() {
    network::NetworkShape shape;
    shape.inputs = d;
    shape.hidden_layers = 0;
    shape.weight_variance = d;
    return shape;
}

Matrix products(const Matrix& a, const Matrix& b) {
    Matrix k = xt::zeros<double>({a.shape(0), b.shape(0)});
    for (std::size_t i = 0; i < a.shape(0); ++i)
        for (std::size_t j = 0; j < b.shape(0); ++j)
            for (std::size_t c = 0; c < d; ++c) k(i, j) += a(i, c) * b(j, c);
    return k;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_sgd)

BOOST_AUTO_TEST_CASE(full_batches_follow_the_closed_form) {
    const auto k = kernels::nngp_and_ntk(x_train, kernels::Architecture{}, {1})[0].ntk;
    const regression::Spectrum s = regression::spectrum(k);
    const Vector y = targets();
    const double rate = 0.9 * static_cast<double>(n) / s.largest();  // 2η/n below the largest stable rate 2/λmax
    const Matrix a = regression::batch_trained_coefficients(k, y, rate, random::Batches(n, 0, 1, "b"), {0, 1, 10, 300});
    BOOST_TEST(largest_difference(row(a, 0), xt::zeros<double>({n})) == 0.0);
    const std::size_t steps[] = {1, 10, 300};
    for (std::size_t c = 0; c < 3; ++c) {
        const Vector expected = regression::trained_coefficients(s, y, 2.0 * rate / n, steps[c]);
        // Allowed is the rounding of 300 steps, n ε in each for coefficients of order 10.
        BOOST_TEST(largest_difference(row(a, c + 1), expected) < 1e-11);
    }
}

BOOST_AUTO_TEST_CASE(a_linear_network_trained_step_by_step_is_its_own_limit) {
    const Vector y = targets();
    const network::Network start(linear(), 3, "start");
    const Vector at_train = network::predict(start, x_train), at_test = network::predict(start, x_test);
    const double rate = 0.02;
    // An epoch has four batches of 5 rows, the last of 4; there are three epochs.
    const Matrix a = regression::batch_trained_coefficients(products(x_train, x_train), y - at_train, rate,
                                                            random::Batches(n, 5, 9, "epochs"), {1, 3});
    training::Trainer trainer(start, x_train, y, {training::Optimizer::stochastic_gradient, rate, 5}, 9, "epochs");
    const Matrix k_test_train = products(x_test, x_train);
    const std::size_t epochs[] = {1, 3};
    for (std::size_t c = 0; c < 2; ++c) {
        while (trainer.steps_taken() < 4 * epochs[c]) trainer.step();
        const Vector limit = at_test + regression::kernel_prediction(k_test_train, row(a, c));
        // Both are the same sums in another order, over 12 steps with numbers of order 1.
        BOOST_TEST(largest_difference(limit, network::predict(trainer.network(), x_test)) < 1e-13);
        // Training did move the function.
        BOOST_TEST(largest_difference(limit, at_test) > 0.1);
    }
}

// The theorem (Jacot et al. 2018) for training by batches: as the width grows, a network tends to what the NTK makes of
// the same start and the same batches. The gap falls as the width's power −1/2 or faster.
BOOST_AUTO_TEST_CASE(it_is_the_limit_of_wide_networks) {
    const Vector y = targets();
    network::NetworkShape shape;
    shape.inputs = d;
    shape.weight_variance = shape.bias_variance = 1.0;
    const auto train_train = kernels::nngp_and_ntk(x_train, {numeric::Activation::relu, 1.0, 1.0}, {1})[0].ntk;
    const auto test_train = kernels::nngp_and_ntk(x_test, x_train, {numeric::Activation::relu, 1.0, 1.0}, {1})[0].ntk;
    constexpr std::size_t epochs = 20, starts = 4;
    const auto mean_gap = [&](std::size_t width) {
        shape.width = width;
        double sum = 0.0;
        for (std::size_t start = 0; start < starts; ++start) {
            const network::Network network(shape, start, "start");
            training::Trainer trainer(network, x_train, y, {training::Optimizer::stochastic_gradient, 0.05, 5}, start,
                                      "epochs");
            while (trainer.steps_taken() < epochs * trainer.steps_per_epoch()) trainer.step();
            const Vector at_train = network::predict(network, x_train);
            const Matrix a = regression::batch_trained_coefficients(train_train, y - at_train, 0.05,
                                                                    random::Batches(n, 5, start, "epochs"), {epochs});
            const Vector limit =
                network::predict(network, x_test) + regression::kernel_prediction(test_train, row(a, 0));
            const Vector apart = network::predict(trainer.network(), x_test) - limit;
            for (const double gap : apart) sum += gap * gap;
        }
        return std::sqrt(sum / static_cast<double>(starts * m));
    };
    const double narrow = mean_gap(64), wide = mean_gap(4096);
    BOOST_TEST_MESSAGE("root mean squared gap " << narrow << " at width 64, " << wide << " at width 4096");
    // The width is 64-fold, so the gap is expected at an eighth; a fifth leaves room for four starts' chance.
    BOOST_TEST(wide < narrow / 5.0);
    BOOST_TEST(wide < 0.05);
}

// Rows of one direction and length are the worst case: for them training diverges at any rate above the stable one, for
// batches of any size.
BOOST_AUTO_TEST_CASE(at_the_stable_rate_no_batch_diverges_and_beyond_it_one_does) {
    const Vector y = targets();
    constexpr std::size_t epochs = 200;
    const auto largest = [&](const Matrix& k, double rate, std::size_t batch) {
        const Matrix a =
            regression::batch_trained_coefficients(k, y, rate, random::Batches(n, batch, 1, "b"), {epochs});
        const Vector f = regression::kernel_prediction(k, row(a, 0));
        return largest_difference(f, xt::zeros<double>({n}));
    };
    const Matrix different = products(x_train, x_train), same = xt::ones<double>({n, n}) * 3.0;
    BOOST_TEST(regression::stable_rate(same) == 1.0 / 3.0);
    for (const std::size_t batch : {1u, 2u, 5u, 19u}) {
        // At the stable rate a step goes at most to the mirror image of where it was about the batch's targets. Since
        // |y| ≤ 1, a step adds at most 2, while a rate beyond the stable one multiplies.
        const double most = 2.0 * static_cast<double>(epochs * random::Batches(n, batch, 1, "b").steps_per_epoch());
        BOOST_TEST(largest(same, regression::stable_rate(same), batch) < most);
        BOOST_TEST(largest(different, regression::stable_rate(different), batch) < most);
        BOOST_TEST(largest(same, 1.05 * regression::stable_rate(same), batch) > most);
    }
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
    const Matrix k = products(x_train, x_train);
    const Vector y = targets();
    const auto run = [&](double rate, std::size_t rows, const std::vector<std::size_t>& epochs) {
        return regression::batch_trained_coefficients(k, y, rate, random::Batches(rows, 5, 1, "b"), epochs);
    };
    BOOST_CHECK_NO_THROW(run(0.01, n, {0, 1}));
    BOOST_CHECK_THROW(run(0.0, n, {1}), std::invalid_argument);
    BOOST_CHECK_THROW(run(std::numeric_limits<double>::infinity(), n, {1}), std::invalid_argument);
    BOOST_CHECK_THROW(run(0.01, n - 1, {1}), std::invalid_argument);
    BOOST_CHECK_THROW(run(0.01, n, {2, 2}), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
