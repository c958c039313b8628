// cblas_dgemm, dsyrk, dgemv and dsymv give every bit of scalar code that adds in the stated order, for random shapes,
// layouts, leading dimensions, factors and special values. CTest runs this for each instruction set and for several
// numbers of threads, so all of them equal the same reference and so each other.

#include <algorithm>

#include "reference.hpp"

using namespace reference;

namespace {

constexpr CBLAS_ORDER orders[] = {CblasRowMajor, CblasColMajor};
constexpr CBLAS_TRANSPOSE transposes[] = {CblasNoTrans, CblasTrans};
constexpr CBLAS_UPLO triangles[] = {CblasUpper, CblasLower};
constexpr double factors[] = {0.0, 1.0, -1.0, 0.7, -2.5, 1e-300};

/// op(X) is m × n.
Matrix operand(Random& random, CBLAS_ORDER order, CBLAS_TRANSPOSE trans, int m, int n, bool special) {
    const int padding = whole(random, 0, 1) * whole(random, 0, 9);
    return (trans == CblasNoTrans ? Matrix(order, m, n, padding) : Matrix(order, n, m, padding)).fill(random, special);
}
double at(const Matrix& x, CBLAS_TRANSPOSE trans, int i, int j) {
    return trans == CblasNoTrans ? x(i, j) : x(j, i);
}

struct Shape {
    int m, n, k;
};

void try_gemm(Random& random, Shape s, CBLAS_ORDER order, CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, bool special) {
    const Matrix a = operand(random, order, ta, s.m, s.k, special), b = operand(random, order, tb, s.k, s.n, special);
    Matrix c = Matrix(order, s.m, s.n, whole(random, 0, 5)).fill(random, special);
    const double alpha = any(random, factors), beta = any(random, factors);
    Matrix expected = c;
    for (int i = 0; i < s.m; ++i)
        for (int j = 0; j < s.n; ++j)
            expected(i, j) = element(
                s.k, alpha, [&](int p) { return at(a, ta, i, p); }, [&](int p) { return at(b, tb, p, j); }, beta,
                c(i, j));
    cblas_dgemm(order, ta, tb, s.m, s.n, s.k, alpha, a.data.data(), a.ld, b.data.data(), b.ld, beta, c.data.data(),
                c.ld);
    BOOST_TEST_REQUIRE(same(c.data, expected.data), "gemm " << s.m << " x " << s.n << " x " << s.k << " order " << order
                                                            << " transposes " << ta << " " << tb << " alpha " << alpha
                                                            << " beta " << beta << " special " << special);
}

Shape any_shape(Random& random) {
    constexpr int most[] = {4, 30, 100};
    const auto size = [&] { return whole(random, 0, any(random, most)); };
    return {size(), size(), whole(random, 0, 9) == 0 ? whole(random, 250, 800) : size()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gemm)

BOOST_AUTO_TEST_CASE(random_shapes) {
    Random random(1);
    for (int round = 0; round < 1500; ++round)
        try_gemm(random, any_shape(random), any(random, orders), any(random, transposes), any(random, transposes),
                 round % 4 == 0);
}

// Meets every edge of every tile: rows up to two tiles, columns up to two panels of the widest instruction set.
BOOST_AUTO_TEST_CASE(every_edge) {
    Random random(2);
    for (int m = 1; m <= 17; ++m)
        for (int n = 1; n <= 49; ++n)
            try_gemm(random, {m, n, 5}, CblasRowMajor, any(random, transposes), any(random, transposes), false);
}

// Large enough to be split among threads, packed in groups of panels, and cut into blocks of terms.
BOOST_AUTO_TEST_CASE(large_shapes) {
    Random random(3);
    constexpr Shape shapes[] = {{300, 280, 270}, {100, 64, 700}, {64, 64, 1030}, {33, 600, 512},
                                {520, 40, 257},  {7, 900, 400},  {2100, 9, 260}, {128, 512, 256}};
    for (const Shape& shape : shapes)
        for (const CBLAS_TRANSPOSE ta : transposes)
            for (const CBLAS_TRANSPOSE tb : transposes) try_gemm(random, shape, any(random, orders), ta, tb, false);
}

BOOST_AUTO_TEST_CASE(not_read_where_beta_is_zero) {
    std::vector<double> a{1, 2, 3, 4}, b{5, 6, 7, 8}, c(4, NAN);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 2, 1, a.data(), 2, b.data(), 2, 0, c.data(), 2);
    BOOST_TEST(c == (std::vector<double>{19, 22, 43, 50}), boost::test_tools::per_element());
    std::fill(a.begin(), a.end(), NAN);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 2, 0, a.data(), 2, b.data(), 2, 2, c.data(), 2);
    BOOST_TEST(c == (std::vector<double>{38, 44, 86, 100}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(syrk) {
    Random random(4);
    for (int round = 0; round < 700; ++round) {
        const CBLAS_ORDER order = any(random, orders);
        const CBLAS_TRANSPOSE trans = any(random, transposes);
        const CBLAS_UPLO triangle = any(random, triangles);
        const bool large = round % 50 == 0, special = round % 4 == 0;
        const int n = large ? whole(random, 200, 300) : whole(random, 0, 70);
        const int k = large || round % 9 == 0 ? whole(random, 250, 530) : whole(random, 0, 70);
        const Matrix a = operand(random, order, trans, n, k, special);
        Matrix c = Matrix(order, n, n, whole(random, 0, 5)).fill(random, special);
        const double alpha = any(random, factors), beta = any(random, factors);
        Matrix expected = c;
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                if (triangle == CblasLower ? i >= j : i <= j)
                    expected(i, j) = element(
                        k, alpha, [&](int p) { return at(a, trans, i, p); }, [&](int p) { return at(a, trans, j, p); },
                        beta, c(i, j));
        cblas_dsyrk(order, triangle, trans, n, k, alpha, a.data.data(), a.ld, beta, c.data.data(), c.ld);
        BOOST_TEST_REQUIRE(same(c.data, expected.data), "syrk " << n << " x " << k << " order " << order << " trans "
                                                                << trans << " triangle " << triangle);
    }
}

BOOST_AUTO_TEST_CASE(gemv_and_symv) {
    Random random(5);
    constexpr int steps[] = {1, 1, 2, 3, -1, -2};
    for (int round = 0; round < 1000; ++round) {
        const bool symmetric = round % 2 == 0, large = round % 100 < 2, special = round % 8 < 2;
        const CBLAS_ORDER order = any(random, orders);
        const CBLAS_TRANSPOSE trans = symmetric ? CblasNoTrans : any(random, transposes);
        const CBLAS_UPLO triangle = any(random, triangles);
        const int m = large ? whole(random, 500, 1200) : whole(random, 0, 80);
        const int k = symmetric ? m : large || round % 9 == 0 ? whole(random, 250, 1100) : whole(random, 0, 80);
        Matrix a = operand(random, order, trans, m, k, special);
        const int x_step = any(random, steps), y_step = any(random, steps);
        const auto vector = [&](int n, int step) {
            std::vector<double> v(static_cast<std::size_t>(1 + std::max(0, n - 1) * std::abs(step)));
            for (double& x : v) x = number(random, special);
            return v;
        };
        const auto index = [](int i, int n, int step) {
            return static_cast<std::size_t>(step > 0 ? i * step : (i - n + 1) * step);
        };
        const std::vector<double> x = vector(k, x_step);
        std::vector<double> y = vector(m, y_step), expected = y;
        const double alpha = any(random, factors), beta = any(random, factors);
        for (int i = 0; i < m; ++i) {
            double& result = expected[index(i, m, y_step)];
            const auto row = [&](int p) {
                return !symmetric ? at(a, trans, i, p) : (triangle == CblasLower ? i >= p : i <= p) ? a(i, p) : a(p, i);
            };
            result = element(
                k, alpha, row, [&](int p) { return x[index(p, k, x_step)]; }, beta, result);
        }
        if (symmetric) {
            for (int i = 0; i < m; ++i)  // the other triangle is not read
                for (int j = 0; j < m; ++j)
                    if (triangle == CblasLower ? i < j : i > j) a(i, j) = NAN;
            cblas_dsymv(order, triangle, m, alpha, a.data.data(), a.ld, x.data(), x_step, beta, y.data(), y_step);
        } else {
            cblas_dgemv(order, trans, a.rows, a.columns, alpha, a.data.data(), a.ld, x.data(), x_step, beta, y.data(),
                        y_step);
        }
        BOOST_TEST_REQUIRE(same(y, expected), (symmetric ? "symv " : "gemv ")
                                                  << m << " x " << k << " order " << order << " trans " << trans
                                                  << " steps " << x_step << " " << y_step);
    }
}

BOOST_AUTO_TEST_SUITE_END()
