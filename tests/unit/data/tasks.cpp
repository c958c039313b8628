#include "core/data/tasks.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

BOOST_AUTO_TEST_CASE(friedman1_is_its_formula) {
    const auto samples = ntk::data::draw_samples("friedman1", 4000, 1, "test");
    double noise_mean = 0.0, noise_square = 0.0;
    for (std::size_t i = 0; i < 4000; ++i) {
        const double* x = &samples.x(i, 0);
        const double signal =
            10.0 * std::sin(M_PI * x[0] * x[1]) + 20.0 * std::pow(x[2] - 0.5, 2) + 10.0 * x[3] + 5.0 * x[4];
        noise_mean += (samples.y(i) - signal) / 4000.0;
        noise_square += std::pow(samples.y(i) - signal, 2) / 4000.0;
    }
    // What is left is standard normal noise, within five standard errors.
    BOOST_TEST(std::fabs(noise_mean) < 5.0 / std::sqrt(4000.0));
    BOOST_TEST(std::fabs(noise_square - 1.0) < 5.0 * std::sqrt(2.0 / 4000.0));
    BOOST_CHECK_THROW(ntk::data::draw_samples("no such task", 3, 1, "test"), ntk::Error);
}

BOOST_AUTO_TEST_CASE(sphere_has_unit_inputs_and_one_direction) {
    const auto a = ntk::data::draw_samples("sphere", 2000, 1, "a"), b = ntk::data::draw_samples("sphere", 2000, 1, "b");
    // In ten dimensions E[y x] = E[sin(3 w·x) x] points along w: the direction can be found again from the samples.
    const auto direction = [](const ntk::data::Samples& s) {
        std::vector<double> w(10, 0.0);
        double length = 0.0;
        for (std::size_t j = 0; j < 10; ++j) {
            for (std::size_t i = 0; i < s.y.size(); ++i) w[j] += s.y(i) * s.x(i, j);
            length += w[j] * w[j];
        }
        for (double& v : w) v /= std::sqrt(length);
        return w;
    };
    const auto w = direction(a), v = direction(b);
    double cosine = 0.0;
    for (std::size_t j = 0; j < 10; ++j) cosine += w[j] * v[j];
    BOOST_TEST(cosine > 0.98);
    double noise_square = 0.0;
    for (std::size_t i = 0; i < 2000; ++i) {
        double square = 0.0, along = 0.0;
        for (std::size_t j = 0; j < 10; ++j) {
            square += a.x(i, j) * a.x(i, j);
            along += v[j] * a.x(i, j);
        }
        BOOST_TEST(std::fabs(square - 1.0) < 1e-14);
        noise_square += std::pow(a.y(i) - std::sin(3.0 * along), 2) / 2000.0;
    }
    // 0.01 of noise, and what the error of the direction found adds.
    BOOST_TEST(noise_square > 0.008);
    BOOST_TEST(noise_square < 0.03);
}

BOOST_AUTO_TEST_CASE(interaction_is_the_product_of_three_inputs) {
    const auto samples = ntk::data::draw_samples("interaction", 100, 1, "test");
    for (std::size_t i = 0; i < 100; ++i)
        BOOST_TEST(samples.y(i) == samples.x(i, 0) * samples.x(i, 1) * samples.x(i, 2));
}

BOOST_AUTO_TEST_CASE(a_split_takes_every_row_once) {
    ntk::data::Samples table{ntk::Matrix::from_shape({10, 1}), ntk::Vector::from_shape({10})};
    for (std::size_t i = 0; i < 10; ++i) table.x(i, 0) = table.y(i) = static_cast<double>(i);
    const auto split = ntk::data::split_table(table, {6}, 1, "split=0");
    BOOST_TEST(split.train.y.size() == 6u);
    std::vector<double> seen(split.train.y.begin(), split.train.y.end());
    seen.insert(seen.end(), split.test.y.begin(), split.test.y.end());
    std::sort(seen.begin(), seen.end());
    for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(seen[i] == static_cast<double>(i));
    for (std::size_t i = 0; i < 6; ++i) BOOST_TEST(split.train.x(i, 0) == split.train.y(i));
    BOOST_CHECK_THROW(ntk::data::split_table(table, {9}, 1, "split=0"), ntk::Error);
}

BOOST_AUTO_TEST_CASE(standardising_uses_the_training_sets_figures_alone) {
    const ntk::data::Split raw{{{{1.0, 0.1}, {3.0, 0.1}}, {10.0, 20.0}}, {{{5.0, 0.3}, {2.0, 0.1}}, {15.0, 30.0}}};
    const auto split = ntk::data::standardise(raw);
    BOOST_REQUIRE(split.train.x.shape(1) == 2u);  // the second is constant where it could be learnt from: left out
    BOOST_TEST(split.train.x(0, 0) == -1.0);
    BOOST_TEST(split.train.x(1, 0) == 1.0);
    BOOST_TEST(split.test.x(0, 0) == 3.0);
    BOOST_TEST(split.test.x(1, 1) == 1.0);  // the appended constant
    const auto without = ntk::data::standardise({{{{1.0}, {3.0}}, {10.0, 20.0}}, {{{5.0}, {2.0}}, {15.0, 30.0}}});
    BOOST_TEST((without.train.x == split.train.x && without.test.x == split.test.x));
    BOOST_TEST(split.train.y(0) == -1.0);
    BOOST_TEST(split.test.y(1) == 3.0);
    const ntk::data::Split constant{{{{1.0}, {2.0}}, {4.0, 4.0}}, {{{1.0}}, {4.0}}};
    BOOST_CHECK_THROW(ntk::data::standardise(constant), ntk::Error);
}

// In other units by a power of two, which is exact, the same table is standardised to the same bits; what was squared
// first had been infinite or 0. Subnormal numbers have fewer digits, so there the table itself is rounded: to 1 in
// 2^30.
BOOST_AUTO_TEST_CASE(the_unit_of_a_column_does_not_matter) {
    const std::vector<double> values = {3.0, -1.5, 0.25, 7.0, 2.0, 2.0, -5.0, 1e-3};
    const auto split_in = [&](double x_unit, double y_unit) {
        ntk::data::Samples all{ntk::Matrix::from_shape({8, 1}), ntk::Vector::from_shape({8})};
        for (std::size_t i = 0; i < 8; ++i) {
            all.x(i, 0) = values[i] * x_unit;
            all.y(i) = values[7 - i] * y_unit;
        }
        return ntk::data::standardise({all, all});
    };
    const auto wanted = split_in(1, 1);
    for (const double unit : {0x1p600, 0x1p1020, 0x1p-600, 0x1p-1000, 0x1p-1010}) {
        const auto split = split_in(unit, unit);
        BOOST_TEST((split.train.x == wanted.train.x && split.test.y == wanted.test.y), unit);
    }
    const auto split = split_in(0x1p-1040, 0x1p-1040);
    for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(std::fabs(split.train.x(i, 0) - wanted.train.x(i, 0)) < 0x1p-29);

    const ntk::Vector y = {1e-320, 3e-320, -2e-320};
    const auto m = ntk::data::moments(y);
    for (const double v : y) BOOST_TEST(m.restored(m.standard(v)) == v);
}
