// Trained ensembles follow the Gaussian that Monte Carlo gives. Starts are drawn from the Gaussian process and trained
// step by step in function space, with the standard library's random numbers and a Cholesky factor of the test's own.
#include "core/regression/ensemble.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/random/stream.hpp"

namespace {

constexpr std::size_t n = 4, m = 5, all = n + m;

// The kernels of one architecture on training points 0 … n−1 and test points n … n+m−1. Their NNGP is not a multiple of
// their NTK.
struct Problem {
    ntk::Matrix nngp, ntk;
    ntk::Vector y{1.0, -0.5, 0.25, 0.75};
    double rate;

    Problem() {
        const ntk::Matrix x = ntk::random::Stream(3, "points").normals(all, 2);
        const auto pair = ntk::kernels::nngp_and_ntk(
            x, ntk::kernels::Architecture{ntk::numeric::Activation::relu, 1.0, 0.01}, {3})[0];
        nngp = pair.nngp;
        ntk = pair.ntk;
        rate = 1.0 / ntk::regression::spectrum(train_train(ntk)).largest();
    }
    static ntk::Matrix train_train(const ntk::Matrix& k) { return xt::view(k, xt::range(0, n), xt::range(0, n)); }
    static ntk::Matrix test_train(const ntk::Matrix& k) { return xt::view(k, xt::range(n, all), xt::range(0, n)); }

    ntk::regression::Ensemble ensemble(std::size_t steps) const {
        ntk::Vector variance = ntk::Vector::from_shape({m});
        for (std::size_t i = 0; i < m; ++i) variance(i) = nngp(n + i, n + i);
        return ntk::regression::trained_ensemble(ntk::regression::spectrum(train_train(ntk)), test_train(ntk),
                                                 {train_train(nngp), test_train(nngp), variance}, y, rate, steps);
    }
};

// The lower triangle L with L Lᵀ = k.
ntk::Matrix cholesky(const ntk::Matrix& k) {
    ntk::Matrix factor = xt::zeros<double>({k.shape(0), k.shape(0)});
    for (std::size_t i = 0; i < k.shape(0); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = k(i, j);
            for (std::size_t l = 0; l < j; ++l) rest -= factor(i, l) * factor(j, l);
            factor(i, j) = i == j ? std::sqrt(rest) : rest / factor(j, j);
        }
    return factor;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ensemble)

BOOST_AUTO_TEST_CASE(mean_and_variance_are_those_of_many_trained_starts) {
    constexpr std::size_t steps = 30;
    constexpr int draws = 40000;
    const Problem problem;
    const ntk::Matrix factor = cholesky(problem.nngp);
    std::mt19937_64 generator(1);
    std::normal_distribution<double> normal;
    std::vector<double> sum(m), squares(m);
    for (int draw = 0; draw < draws; ++draw) {
        double z[all], f[all], residual[n];
        for (double& value : z) value = normal(generator);
        for (std::size_t i = 0; i < all; ++i) {
            f[i] = 0.0;
            for (std::size_t j = 0; j <= i; ++j) f[i] += factor(i, j) * z[j];
        }
        for (std::size_t t = 0; t < steps; ++t) {
            for (std::size_t j = 0; j < n; ++j) residual[j] = problem.y(j) - f[j];
            for (std::size_t i = 0; i < all; ++i)
                for (std::size_t j = 0; j < n; ++j) f[i] += problem.rate * problem.ntk(i, j) * residual[j];
        }
        for (std::size_t i = 0; i < m; ++i) {
            sum[i] += f[n + i];
            squares[i] += f[n + i] * f[n + i];
        }
    }
    const ntk::regression::Ensemble ensemble = problem.ensemble(steps);
    for (std::size_t i = 0; i < m; ++i) {
        const double mean = sum[i] / draws, variance = squares[i] / draws - mean * mean;
        // Five standard errors are allowed. That of the mean is √(v/N), that of a Gaussian's variance v √(2/N).
        BOOST_TEST(std::fabs(ensemble.mean(i) - mean) < 5.0 * std::sqrt(variance / draws));
        BOOST_TEST(std::fabs(ensemble.variance(i) - variance) < 5.0 * variance * std::sqrt(2.0 / draws));
    }
}

BOOST_AUTO_TEST_CASE(without_training_it_is_the_start) {
    const Problem problem;
    const ntk::regression::Ensemble ensemble = problem.ensemble(0);
    for (std::size_t i = 0; i < m; ++i) {
        BOOST_TEST(ensemble.mean(i) == 0.0);
        BOOST_TEST(ensemble.variance(i) == problem.nngp(n + i, n + i));
    }
}

// Trained with its own kernel to the end, a Gaussian process is its posterior: the variance left is the Schur
// complement, the square of the last diagonal entry of the Cholesky factor where the test point comes last.
BOOST_AUTO_TEST_CASE(with_the_start_s_own_kernel_it_ends_as_the_posterior) {
    Problem problem;
    problem.ntk = problem.nngp;
    problem.rate = 1.0 / ntk::regression::spectrum(Problem::train_train(problem.ntk)).largest();
    const ntk::regression::Ensemble ensemble = problem.ensemble(1000000000);
    for (std::size_t i = 0; i < m; ++i) {
        ntk::Matrix joint = ntk::Matrix::from_shape({n + 1, n + 1});
        for (std::size_t a = 0; a <= n; ++a)
            for (std::size_t b = 0; b <= n; ++b) joint(a, b) = problem.nngp(a < n ? a : n + i, b < n ? b : n + i);
        const double posterior = std::pow(cholesky(joint)(n, n), 2);
        BOOST_TEST(std::fabs(ensemble.variance(i) - posterior) < 1e-11);  // of variances near 0.1: rounding alone
    }
}

BOOST_AUTO_TEST_SUITE_END()
