#include "core/training/trainer.hpp"
#include "core/numeric/arrays.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/random/stream.hpp"

using namespace ntk;

namespace {

const Matrix x = ntk::random::Stream(1, "x").normals(12, 3);

Vector targets() {
    Vector y = Vector::from_shape({12});
    for (std::size_t i = 0; i < 12; ++i) y(i) = x(i, 0) - 0.5 * x(i, 1) * x(i, 2);
    return y;
}

// ½ Σ (f − y)² at the network's parameters.
double loss(const network::Network& network, const Vector& y) {
    const auto f = ntk::network::predict(network, x);
    double sum = 0.0;
    for (std::size_t i = 0; i < 12; ++i) sum += 0.5 * (f(i) - y(i)) * (f(i) - y(i));
    return sum;
}

// The slope of the mean of ½ (f − y)² in one parameter, by central differences.
double mean_loss_slope(const network::Network& network, const Vector& y, std::size_t p) {
    network::Network above = network, below = network;
    above.parameters[p] += 1e-5;
    below.parameters[p] -= 1e-5;
    return (loss(above, y) - loss(below, y)) / 2e-5 / 12.0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_step_of_gradient_descent_follows_the_gradient_of_half_the_summed_squares) {
    const auto y = targets();
    const network::Network start({3, 8, 2, ntk::numeric::Activation::erf}, 2, "network");
    training::Trainer trainer(start, x, y, {training::Optimizer::gradient_descent, 1e-3, 0}, 2, "train");
    trainer.step();
    for (std::size_t p = 0; p < start.parameters.size(); p += 5) {
        network::Network above = start, below = start;
        above.parameters[p] += 1e-5;
        below.parameters[p] -= 1e-5;
        const double slope = (loss(above, y) - loss(below, y)) / 2e-5;
        BOOST_TEST(std::fabs((start.parameters[p] - trainer.network().parameters[p]) - 1e-3 * slope) < 1e-9);
    }
}

// Adam's first step moves every parameter by the rate against the gradient's sign, but for epsilon (Kingma & Ba 2015,
// section 2.1). Its second step is checked against the published recurrence, written out for one parameter.
BOOST_AUTO_TEST_CASE(adam_follows_its_recurrence) {
    const auto y = targets();
    const network::Network start({3, 8, 1, ntk::numeric::Activation::erf}, 3, "network");
    training::Trainer trainer(start, x, y, {training::Optimizer::adam, 0.01, 0}, 3, "train");
    const std::size_t p = 4;
    double m = 0.0, v = 0.0, expected = start.parameters[p];
    for (int t = 1; t <= 3; ++t) {
        const double g = mean_loss_slope(trainer.network(), y, p);  // Adam's loss is the batch's mean
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        expected -= 0.01 * (m / (1.0 - std::pow(0.9, t))) / (std::sqrt(v / (1.0 - std::pow(0.999, t))) + 1e-8);
        trainer.step();
        BOOST_TEST(std::fabs(trainer.network().parameters[p] - expected) < 1e-8);
    }
}

// The recurrence as descent.hpp states it, written out for one parameter.
BOOST_AUTO_TEST_CASE(momentum_follows_its_recurrence) {
    const auto y = targets();
    const network::Network start({3, 8, 1, ntk::numeric::Activation::erf}, 3, "network");
    training::Trainer trainer(start, x, y, {training::Optimizer::momentum, 0.01, 0}, 3, "train");
    const std::size_t p = 4;
    double velocity = 0.0, expected = start.parameters[p];
    for (int t = 1; t <= 3; ++t) {
        velocity = 0.9 * velocity + mean_loss_slope(trainer.network(), y, p);
        expected -= 0.01 * velocity;
        trainer.step();
        BOOST_TEST(std::fabs(trainer.network().parameters[p] - expected) < 1e-8);
    }
}

// Keras's SGD on the loss "mse" moves by the slope of the mean of (f − y)² over the batch.
BOOST_AUTO_TEST_CASE(stochastic_gradient_descent_follows_the_mean_squared_error_of_its_batch) {
    const auto y = targets();
    const network::Network start({3, 8, 1, ntk::numeric::Activation::erf}, 3, "network");
    training::Trainer trainer(start, x, y, {training::Optimizer::stochastic_gradient, 0.01, 0}, 3, "train");
    trainer.step();
    for (std::size_t p = 0; p < start.parameters.size(); p += 3) {
        const double expected = start.parameters[p] - 0.01 * 2.0 * mean_loss_slope(start, y, p);
        BOOST_TEST(std::fabs(trainer.network().parameters[p] - expected) < 1e-10);
    }
}

// The number of rows is that of the batch at hand, also of an epoch's shorter last batch. The network has one weight
// for each row, which moves by 2 · rate / rows · residual.
BOOST_AUTO_TEST_CASE(stochastic_gradient_descent_divides_by_the_rows_of_the_batch_at_hand) {
    Matrix rows = xt::zeros<double>({3, 3});
    for (std::size_t i = 0; i < 3; ++i) rows(i, i) = 1.0;
    ntk::network::NetworkShape shape{3, 1, 0};
    shape.weight_variance = 3.0;  // f = x·w
    network::Network start(shape, 4, "network");
    std::fill(start.parameters.begin(), start.parameters.end(), 0.0);
    training::Trainer trainer(start, rows, xt::ones<double>({3}), {training::Optimizer::stochastic_gradient, 0.25, 2},
                              4, "train");
    trainer.step();
    trainer.step();
    auto weights = trainer.network().parameters;
    std::sort(weights.begin(), weights.end());
    BOOST_TEST((weights == std::vector<double>{0.25, 0.25, 0.5}));
}

BOOST_AUTO_TEST_CASE(an_epoch_of_batches_visits_every_row_once) {
    // A linear network without hidden layers has one weight for each row, which moves only when the row is visited.
    Matrix rows = xt::zeros<double>({10, 10});
    Vector ones = xt::ones<double>({10});
    for (std::size_t i = 0; i < 10; ++i) rows(i, i) = 1.0;
    network::Network start({10, 1, 0}, 4, "network");
    std::fill(start.parameters.begin(), start.parameters.end(), 0.0);
    training::Trainer trainer(start, rows, ones, {training::Optimizer::gradient_descent, 0.5, 4}, 4, "train");
    BOOST_TEST(trainer.steps_per_epoch() == 3u);
    for (int step = 0; step < 3; ++step) trainer.step();
    const double first = trainer.network().parameters[0];
    BOOST_TEST(first > 0.0);
    for (const double weight : trainer.network().parameters) BOOST_TEST(weight == first);
}

BOOST_AUTO_TEST_CASE(a_diverging_run_says_so_and_keeps_its_last_parameters) {
    training::Trainer trainer(network::Network({3, 8, 2}, 5, "network"), x, targets(),
                              {training::Optimizer::gradient_descent, 1e6, 0}, 5, "train");
    double error = 0.0;
    for (int step = 0; step < 100 && std::isfinite(error); ++step) error = trainer.step();
    BOOST_TEST(!std::isfinite(error));
    const auto parameters = trainer.network().parameters;
    trainer.step();
    BOOST_CHECK(std::equal(parameters.begin(), parameters.end(), trainer.network().parameters.begin(),
                           [](double a, double b) { return a == b || (a != a && b != b); }));
}

BOOST_AUTO_TEST_CASE(rules_that_cannot_work_are_refused) {
    const network::Network network({3, 8, 1}, 6, "network");
    BOOST_CHECK_THROW(training::Trainer(network, x, targets(), {training::Optimizer::adam, 0.0, 0}, 6, "t"),
                      std::invalid_argument);
    const Vector short_targets = xt::zeros<double>({3});
    BOOST_CHECK_THROW(training::Trainer(network, x, short_targets, {training::Optimizer::adam, 0.1, 0}, 6, "t"),
                      std::invalid_argument);
}
