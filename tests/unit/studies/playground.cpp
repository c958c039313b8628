// The playground against what it is said to be: the regime of the theorem, whose gap closes as the network widens.
#include "core/studies/playground.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(playground)

using ntk::Playground;
using ntk::PlaygroundParameters;

namespace {

PlaygroundParameters parameters(std::size_t hidden_layers, std::size_t width) {
    PlaygroundParameters p;
    p.hidden_layers = hidden_layers;
    p.width = width;
    p.seed = 7;
    return p;
}

double gap_after(std::size_t steps, const PlaygroundParameters& p) {
    Playground playground(p);
    playground.advance(steps);
    return playground.state().gap.value();
}

double largest(const xt::xtensor<double, 1>& x) {
    double result = 0.0;
    for (const double value : x) result = std::max(result, std::fabs(value));
    return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(starts_where_the_subtracted_start_is) {
    const Playground playground(parameters(2, 32));
    const auto state = playground.state();
    BOOST_TEST(state.steps == 0u);
    BOOST_TEST(largest(state.network.test) == 0.0);
    BOOST_TEST(largest(state.ntk.test) == 0.0);
    BOOST_TEST(largest(state.network.curve) == 0.0);
    BOOST_TEST(!state.gap.has_value());
    BOOST_TEST(std::fabs(state.network.training_error - 1.0) < 1e-12);  // predicts 0, the targets' mean
}

// Without hidden layers the network is linear in its parameters, so that its kernel is the NTK at every step and the
// closed form is the training itself, to rounding.
BOOST_AUTO_TEST_CASE(a_linear_network_is_its_kernel_at_every_step) {
    Playground playground(parameters(0, 1));
    for (int i = 0; i < 8; ++i) {
        playground.advance(5);
        const auto state = playground.state();
        const xt::xtensor<double, 1> apart = state.network.curve - state.ntk.curve;
        BOOST_TEST(largest(apart) <= 1e-13);
        BOOST_TEST(state.gap.value() <= 1e-13);
    }
}

// The theorem: D falls as the width grows, by about half for four times the width. Widths far apart, so that no luck
// of one start decides.
BOOST_AUTO_TEST_CASE(the_gap_closes_with_width) {
    const double narrow = gap_after(64, parameters(2, 16));
    const double wide = gap_after(64, parameters(2, 1024));
    BOOST_TEST_MESSAGE("gap at width 16: " << narrow << ", at 1024: " << wide);
    BOOST_TEST(wide < narrow / 2.0);
    BOOST_TEST(wide < 0.1);
}

// Training the last layer alone is training with the NNGP kernel: with no hidden layer there is no other layer.
BOOST_AUTO_TEST_CASE(without_hidden_layers_the_kernels_are_one) {
    Playground playground(parameters(0, 1));
    playground.advance(40);
    const auto state = playground.state();
    const xt::xtensor<double, 1> apart = state.nngp.curve - state.ntk.curve;
    BOOST_TEST(largest(apart) <= 1e-13);
    BOOST_TEST(largest(state.ntk.curve) > 0.1);
}

// One input is drawn over an even grid that spans the split.
BOOST_AUTO_TEST_CASE(the_grid_spans_the_inputs) {
    const Playground playground(parameters(2, 4));
    const auto& grid = playground.grid().x;
    for (const auto* samples : {&playground.train(), &playground.test()})
        for (std::size_t i = 0; i < samples->x.shape(0); ++i) {
            BOOST_TEST(samples->x(i, 0) >= grid(0, 0) - 1e-12);
            BOOST_TEST(samples->x(i, 0) <= grid(grid.shape(0) - 1, 0) + 1e-12);
        }
    for (std::size_t i = 2; i < grid.shape(0); ++i)
        BOOST_TEST(std::fabs((grid(i, 0) - grid(i - 1, 0)) - (grid(1, 0) - grid(0, 0))) < 1e-12);
}

BOOST_AUTO_TEST_CASE(several_inputs_have_no_grid) {
    PlaygroundParameters p = parameters(1, 8);
    p.task = "friedman1";
    const Playground playground(p);
    BOOST_TEST(playground.grid().x.shape(0) == 0u);
    BOOST_TEST(playground.state().network.curve.size() == 0u);
    BOOST_TEST(playground.state().network.test.size() == p.test_points);
}

BOOST_AUTO_TEST_CASE(a_table_is_split) {
    ntk::Samples table{xt::xtensor<double, 2>::from_shape({30, 2}), xt::xtensor<double, 1>::from_shape({30})};
    for (std::size_t i = 0; i < 30; ++i) {
        table.x(i, 0) = static_cast<double>(i);
        table.x(i, 1) = static_cast<double>((i * 7) % 30);
        table.y(i) = static_cast<double>((i * i) % 11);
    }
    const Playground playground(parameters(1, 8), &table);
    BOOST_TEST(playground.train().y.size() == 20u);
    BOOST_TEST(playground.test().y.size() == 10u);
}

BOOST_AUTO_TEST_CASE(wrong_parameters_are_refused) {
    PlaygroundParameters p = parameters(1, 8);
    p.training_points = 1;
    BOOST_CHECK_THROW(Playground{p}, std::invalid_argument);
    p = parameters(1, 0);
    BOOST_CHECK_THROW(Playground{p}, std::invalid_argument);
    p = parameters(1, 8);
    p.task = "cosine";
    BOOST_CHECK_THROW(Playground{p}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
