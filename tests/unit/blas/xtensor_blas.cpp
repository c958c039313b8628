// xtensor-blas calls core/blas: it gives the bits of direct calls, for contiguous matrices, views, transposes and
// dimensions of one.

#include <xtensor-blas/xlinalg.hpp>
#include <xtensor/xrandom.hpp>
#include <xtensor/xview.hpp>

#include "reference.hpp"

#include "core/numeric/arrays.hpp"

using namespace reference;

namespace {

ntk::Matrix matrix(Random& random, std::size_t m, std::size_t n) {
    ntk::Matrix a({m, n});
    for (double& x : a) x = number(random, false);
    return a;
}

double expected(const ntk::Matrix& a, const ntk::Matrix& b, std::size_t i, std::size_t j) {
    return element(
        static_cast<int>(a.shape(1)), 1, [&](int p) { return a(i, static_cast<std::size_t>(p)); },
        [&](int p) { return b(static_cast<std::size_t>(p), j); }, 0, 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xtensor_blas)

BOOST_AUTO_TEST_CASE(products) {
    Random random(41);
    for (const std::size_t m : {1u, 5u, 40u})
        for (const std::size_t n : {1u, 7u, 33u})
            for (const std::size_t k : {1u, 6u, 300u}) {
                const auto a = matrix(random, m, k), b = matrix(random, k, n);
                const ntk::Matrix at = xt::transpose(a), bt = xt::transpose(b);
                const ntk::Matrix c = xt::linalg::dot(a, b);
                ntk::Matrix d({m, n});
                xt::blas::gemm(at, bt, d, true, true);
                for (std::size_t i = 0; i < m; ++i)
                    for (std::size_t j = 0; j < n; ++j) {
                        BOOST_TEST_REQUIRE(same(c(i, j), expected(a, b, i, j)));
                        BOOST_TEST_REQUIRE(same(d(i, j), expected(a, b, i, j)));
                    }
                const ntk::Vector x = xt::view(b, xt::all(), 0);
                const ntk::Vector y = xt::linalg::dot(a, x);
                for (std::size_t i = 0; i < m; ++i) BOOST_TEST_REQUIRE(same(y(i), expected(a, b, i, 0)));
                const ntk::Matrix gram = xt::linalg::dot(a, xt::transpose(a));  // syrk
                for (std::size_t i = 0; i < m; ++i)
                    for (std::size_t j = 0; j < m; ++j) BOOST_TEST_REQUIRE(same(gram(i, j), expected(a, at, i, j)));
            }
}

BOOST_AUTO_TEST_CASE(decompositions) {
    Random random(42);
    const std::size_t n = 40;
    const auto g = matrix(random, n, n);
    ntk::Matrix a = xt::linalg::dot(g, xt::transpose(g));
    for (std::size_t i = 0; i < n; ++i) a(i, i) += 1;
    const ntk::Matrix l = xt::linalg::cholesky(a);
    const ntk::Matrix product = xt::linalg::dot(l, xt::transpose(l));
    BOOST_TEST(xt::allclose(product, a, 1e-13, 1e-12));

    const auto b = matrix(random, n, 1);
    const ntk::Matrix x = xt::linalg::solve_cholesky(l, b);
    BOOST_TEST(xt::allclose(xt::linalg::dot(a, x), b, 1e-9, 1e-9));

    const auto [values, vectors] = xt::linalg::eigh(a);
    const ntk::Matrix scaled = vectors * xt::view(values, xt::newaxis(), xt::all());
    BOOST_TEST(xt::allclose(xt::linalg::dot(a, vectors), scaled, 1e-11, 1e-11));

    const ntk::Matrix not_positive = -a;
    BOOST_CHECK_THROW(xt::linalg::cholesky(not_positive), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
