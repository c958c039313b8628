// Regression in closed form: its residuals, both ends of training time, a linear model trained step by step, and
// leave-one-out errors from really leaving one out.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"

namespace {

constexpr std::size_t n = 20, features = 30, m = 7;
const ntk::Matrix phi = ntk::random::Stream(1, "train").normals(n, features);
const ntk::Matrix phi_test = ntk::random::Stream(1, "test").normals(m, features);

ntk::Matrix gram(const ntk::Matrix& a, const ntk::Matrix& b) {
    ntk::Matrix k = xt::zeros<double>({a.shape(0), b.shape(0)});
    for (std::size_t i = 0; i < a.shape(0); ++i)
        for (std::size_t j = 0; j < b.shape(0); ++j)
            for (std::size_t p = 0; p < a.shape(1); ++p) k(i, j) += a(i, p) * b(j, p);
    return k;
}

const ntk::Matrix k_train_train = gram(phi, phi), k_test_train = gram(phi_test, phi);

ntk::Vector targets() {
    ntk::Vector y = ntk::Vector::from_shape({n});
    for (std::size_t i = 0; i < n; ++i) y(i) = std::sin(static_cast<double>(i));
    return y;
}

double largest_difference(const ntk::Vector& a, const ntk::Vector& b) {
    double result = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) result = std::fmax(result, std::fabs(a(i) - b(i)));
    return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(coefficients_solve_the_system) {
    const auto y = targets();
    for (const double ridge : {0.0, 0.1, 10.0}) {
        const auto c = ntk::regression::ridge_coefficients(k_train_train, y, ridge);
        const auto kc = ntk::regression::kernel_prediction(k_train_train, c);
        for (std::size_t i = 0; i < n; ++i) BOOST_TEST(std::fabs(kc(i) + ridge * c(i) - y(i)) < 1e-11);
    }
}

BOOST_AUTO_TEST_CASE(training_starts_at_zero_and_ends_at_interpolation) {
    const auto y = targets();
    const auto s = ntk::regression::spectrum(k_train_train);
    const double rate = 1.0 / s.largest();
    for (const double c : ntk::regression::trained_coefficients(s, y, rate, 0)) BOOST_TEST(c == 0.0);
    const auto end = ntk::regression::trained_coefficients(s, y, rate, 1000000);
    BOOST_TEST(largest_difference(end, ntk::regression::ridge_coefficients(k_train_train, y, 0.0)) < 1e-10);
}

// For f(x) = φ(x)·w, with w from 0 by gradient descent on ½‖f − y‖², the kernel is φ·φ and the closed form is exact.
BOOST_AUTO_TEST_CASE(closed_form_equals_a_linear_model_trained_step_by_step) {
    const auto y = targets();
    const auto s = ntk::regression::spectrum(k_train_train);
    const double rate = 1.3 / s.largest();
    std::vector<double> w(features, 0.0);
    std::size_t step = 0;
    for (const std::size_t checkpoint : {1u, 2u, 3u, 10u, 100u, 1000u}) {
        for (; step < checkpoint; ++step) {
            std::vector<double> gradient(features, 0.0);
            for (std::size_t i = 0; i < n; ++i) {
                double residual = -y(i);
                for (std::size_t p = 0; p < features; ++p) residual += phi(i, p) * w[p];
                for (std::size_t p = 0; p < features; ++p) gradient[p] += residual * phi(i, p);
            }
            for (std::size_t p = 0; p < features; ++p) w[p] -= rate * gradient[p];
        }
        const auto f = ntk::regression::kernel_prediction(
            k_test_train, ntk::regression::trained_coefficients(s, y, rate, checkpoint));
        for (std::size_t j = 0; j < m; ++j) {
            double expected = 0.0;
            for (std::size_t p = 0; p < features; ++p) expected += phi_test(j, p) * w[p];
            BOOST_TEST(std::fabs(f(j) - expected) < 1e-11);
        }
    }
}

// Another way to the same: doubling the steps by S_2t = S_t + (I − ηK)^t S_t, which needs only products.
BOOST_AUTO_TEST_CASE(closed_form_equals_doubling) {
    const auto y = targets();
    const auto s = ntk::regression::spectrum(k_train_train);
    const double rate = 1.0 / s.largest();
    using Rows = std::vector<std::vector<double>>;
    const auto multiply = [](const Rows& a, const Rows& b) {
        Rows c(n, std::vector<double>(n, 0.0));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < n; ++k)
                for (std::size_t j = 0; j < n; ++j) c[i][j] += a[i][k] * b[k][j];
        return c;
    };
    Rows power(n, std::vector<double>(n, 0.0)), sum = power;
    for (std::size_t i = 0; i < n; ++i) {
        sum[i][i] = rate;
        for (std::size_t j = 0; j < n; ++j) power[i][j] = (i == j ? 1.0 : 0.0) - rate * k_train_train(i, j);
    }
    for (std::size_t t = 1; t <= 1024; t *= 2) {
        const auto c = ntk::regression::trained_coefficients(s, y, rate, t);
        for (std::size_t i = 0; i < n; ++i) {
            double expected = 0.0;
            for (std::size_t j = 0; j < n; ++j) expected += sum[i][j] * y(j);
            BOOST_TEST(std::fabs(c(i) - expected) < 1e-12);
        }
        const Rows step = multiply(power, sum);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) sum[i][j] += step[i][j];
        power = multiply(power, power);
    }
}

// The second-difference matrix has the eigenvalues 4 sin²(kπ/(2(n + 1))).
BOOST_AUTO_TEST_CASE(eigenvalues_alone_are_those_of_the_second_difference) {
    constexpr std::size_t size = 40;
    ntk::Matrix k = xt::zeros<double>({size, size});
    for (std::size_t i = 0; i < size; ++i) {
        k(i, i) = 2.0;
        if (i > 0) k(i, i - 1) = k(i - 1, i) = -1.0;
    }
    const ntk::Vector values = ntk::regression::eigenvalues(k), decomposed = ntk::regression::spectrum(k).values;
    for (std::size_t i = 0; i < size; ++i) {
        const double root = 2.0 * std::sin(static_cast<double>(i + 1) * std::acos(-1.0) / (2.0 * (size + 1)));
        // Some roundings of the largest, which is below 4.
        BOOST_TEST(std::fabs(values(i) - root * root) < 1e-14);
        BOOST_TEST(std::fabs(decomposed(i) - root * root) < 1e-14);
    }
}

BOOST_AUTO_TEST_CASE(tuned_ridge_has_the_least_error_of_really_leaving_one_out) {
    const auto y = targets();
    const auto s = ntk::regression::spectrum(k_train_train);
    const double diagonal = 30.0;
    double best = 0.0, least = 1e300;
    for (int k = 0; k <= 14; ++k) {
        const double ridge = std::pow(10.0, -6.0 + 0.5 * k) * diagonal;
        double error = 0.0;
        for (std::size_t out = 0; out < n; ++out) {
            ntk::Matrix rest = xt::zeros<double>({n - 1, n - 1}), to_out = xt::zeros<double>({std::size_t{1}, n - 1});
            ntk::Vector y_rest = xt::zeros<double>({n - 1});
            for (std::size_t i = 0, r = 0; i < n; ++i) {
                if (i == out) continue;
                for (std::size_t j = 0, q = 0; j < n; ++j)
                    if (j != out) rest(r, q++) = k_train_train(i, j);
                to_out(0, r) = k_train_train(out, i);
                y_rest(r++) = y(i);
            }
            const double f =
                ntk::regression::kernel_prediction(to_out, ntk::regression::ridge_coefficients(rest, y_rest, ridge))(0);
            error += (f - y(out)) * (f - y(out));
        }
        if (error <= least) {
            least = error;
            best = ridge;
        }
    }
    BOOST_TEST(std::fabs(ntk::regression::tuned_ridge(s, diagonal, y) / best - 1.0) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_singular_kernel_is_explained) {
    ntk::Matrix twice = phi;
    for (std::size_t p = 0; p < features; ++p) twice(11, p) = twice(4, p);
    const auto k = gram(twice, twice);
    try {
        ntk::regression::ridge_coefficients(k, targets(), 0.0);
        BOOST_FAIL("two equal rows have no interpolation");
    } catch (const ntk::regression::NotPositiveDefinite& error) {
        const std::string message = error.what();
        BOOST_TEST(message.find("rows 5 and 12 are the same") != std::string::npos, message);
        BOOST_TEST(error.least_ridge > 0.0);
        const auto c = ntk::regression::ridge_coefficients(k, targets(), error.least_ridge);
        for (const double value : c) BOOST_TEST(std::isfinite(value));
    }
}

BOOST_AUTO_TEST_CASE(a_kernel_that_is_not_finite_is_refused) {
    auto k = k_train_train;
    k(3, 2) = std::nan("");
    BOOST_CHECK_THROW(ntk::regression::ridge_coefficients(k, targets(), 0.0), std::invalid_argument);
}
