// Eigenvalues and eigenvectors: known spectra, residual and orthogonality, OpenBLAS, hard cases.

#include <algorithm>
#include <numbers>

#include "core/blas/lapack.h"
#include "peer.hpp"
#include "reference.hpp"

using namespace reference;

namespace {

struct Eigen {
    int info;
    std::vector<double> values;
    Matrix vectors;
};

Eigen solve(const Matrix& a, const char* jobz = "V", const char* uplo = "L", decltype(&dsyevd_) routine = &dsyevd_) {
    const int n = a.rows;
    Eigen e{-1, std::vector<double>(static_cast<std::size_t>(n)), a};
    int lwork = -1, liwork = -1, iwork_size = 0;
    double work_size = 0;
    routine(jobz, uplo, &n, e.vectors.data.data(), &a.ld, e.values.data(), &work_size, &lwork, &iwork_size, &liwork,
            &e.info);
    lwork = static_cast<int>(work_size);
    liwork = iwork_size;
    std::vector<double> work(static_cast<std::size_t>(lwork));
    std::vector<int> iwork(static_cast<std::size_t>(liwork));
    routine(jobz, uplo, &n, e.vectors.data.data(), &a.ld, e.values.data(), work.data(), &lwork, iwork.data(), &liwork,
            &e.info);
    return e;
}

Matrix symmetric(Random& random, int n, int padding = 0) {
    Matrix a = Matrix(CblasColMajor, n, n, padding).fill(random);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j) a(i, j) = a(j, i);
    return a;
}

double frobenius(const Matrix& a) {
    double largest = 0, sum = 0;
    for (int i = 0; i < a.rows; ++i)
        for (int j = 0; j < a.columns; ++j) largest = std::max(largest, std::fabs(a(i, j)));
    if (largest == 0) return 0;
    for (int i = 0; i < a.rows; ++i)
        for (int j = 0; j < a.columns; ++j) sum += a(i, j) / largest * (a(i, j) / largest);
    return largest * std::sqrt(sum);
}

/// A backward stable method keeps |A v - w v| and |V' V - I| within a small multiple of n u (times |A|_F); the worst
/// over these tests is below 1, so 4 leaves room for another machine's matrices but not for a lost digit.
constexpr double stable = 4;

void check_decomposition(const Matrix& a, const Eigen& e) {
    const int n = a.rows;
    BOOST_TEST_REQUIRE(e.info == 0);
    BOOST_TEST(std::is_sorted(e.values.begin(), e.values.end()));
    const double bound = stable * n * unit_roundoff, size = frobenius(a);
    double residual = 0, orthogonality = 0;
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            double product = 0, inner = 0;
            for (int p = 0; p < n; ++p) {
                product += a(i, p) * e.vectors(p, j);
                inner += e.vectors(p, i) * e.vectors(p, j);
            }
            const double value = e.values[static_cast<std::size_t>(j)];
            if (size > 0) residual = std::max(residual, std::fabs(product - value * e.vectors(i, j)) / size);
            orthogonality = std::max(orthogonality, std::fabs(inner - (i == j ? 1.0 : 0.0)));
        }
    }
    BOOST_TEST(residual <= bound);
    BOOST_TEST(orthogonality <= bound);
    BOOST_TEST_MESSAGE("n = " << n << ": residual " << residual / (n * unit_roundoff) << " n u |A|, orthogonality "
                              << orthogonality / (n * unit_roundoff) << " n u");
}

constexpr int sizes[] = {1, 2, 3, 4, 7, 16, 33, 64, 100, 150};

}  // namespace

BOOST_AUTO_TEST_SUITE(syevd)

BOOST_AUTO_TEST_CASE(random_matrices) {
    Random random(21);
    const auto theirs = peer::find("dsyevd_", &dsyevd_);
    for (const int n : sizes)
        for (const char* uplo : {"L", "U"}) {
            const Matrix a = symmetric(random, n, 2);
            Matrix triangle = a;  // the other triangle must not be read
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j)
                    if (*uplo == 'L' ? i < j : i > j) triangle(i, j) = NAN;
            const Eigen e = solve(triangle, "V", uplo);
            check_decomposition(a, e);
            const Eigen values_only = solve(triangle, "N", uplo);
            BOOST_TEST(same(values_only.values, e.values));
            BOOST_TEST(same(values_only.vectors.data, triangle.data));
            const Eigen peer = solve(a, "V", uplo, theirs);
            for (std::size_t i = 0; i < e.values.size(); ++i)
                BOOST_TEST(std::fabs(e.values[i] - peer.values[i]) <= 2 * stable * n * unit_roundoff * frobenius(a));
        }
}

// Diagonal 2, off-diagonal -1: eigenvalues 4 sin^2(j pi / (2 (n + 1))), j = 1 … n.
BOOST_AUTO_TEST_CASE(toeplitz) {
    for (const int n : sizes) {
        Matrix a(CblasColMajor, n, n);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j) a(i, j) = i == j ? 2 : std::abs(i - j) == 1 ? -1 : 0;
        const Eigen e = solve(a);
        check_decomposition(a, e);
        for (int j = 0; j < n; ++j) {
            const double root = 2 * std::sin((j + 1) * std::numbers::pi / (2 * (n + 1)));
            BOOST_TEST(std::fabs(e.values[static_cast<std::size_t>(j)] - root * root) <=
                       4 * stable * n * unit_roundoff);
        }
    }
}

// u u' has the eigenvalue |u|^2 once and 0 otherwise, the identity has 1 n times, and a diagonal matrix has its own
// elements.
BOOST_AUTO_TEST_CASE(multiple_eigenvalues) {
    Random random(22);
    const int n = 60;
    Matrix rank_one(CblasColMajor, n, n), identity = rank_one, diagonal = rank_one, zero = rank_one;
    std::vector<double> u(static_cast<std::size_t>(n)), sorted = u;
    double square = 0;
    for (double& x : u) {
        x = number(random, false);
        square += x * x;
    }
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            rank_one(i, j) = u[static_cast<std::size_t>(i)] * u[static_cast<std::size_t>(j)];
            identity(i, j) = i == j;
            diagonal(i, j) = i == j ? u[static_cast<std::size_t>(i)] : 0;
            zero(i, j) = 0;
        }
    const Eigen e = solve(rank_one);
    check_decomposition(rank_one, e);
    BOOST_TEST(std::fabs(e.values.back() - square) <= stable * n * unit_roundoff * square);
    BOOST_TEST(std::fabs(e.values[static_cast<std::size_t>(n - 2)]) <= stable * n * unit_roundoff * square);
    check_decomposition(identity, solve(identity));
    BOOST_TEST(solve(identity).values.front() == 1);
    BOOST_TEST(solve(identity).values.back() == 1);
    check_decomposition(zero, solve(zero));
    sorted = u;
    std::sort(sorted.begin(), sorted.end());
    BOOST_TEST(solve(diagonal).values == sorted, boost::test_tools::per_element());
}

// Q diag(10^0 … 10^-300) Q', blocks that split, and sizes near overflow and underflow.
BOOST_AUTO_TEST_CASE(hard_cases) {
    Random random(23);
    const int n = 50;
    const Matrix q = solve(symmetric(random, n)).vectors;
    Matrix graded(CblasColMajor, n, n), scaled_rows = graded;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j <= i; ++j) {
            double sum = 0;
            for (int p = 0; p < n; ++p) sum += q(i, p) * std::pow(10.0, -6.0 * p) * q(j, p);
            graded(i, j) = graded(j, i) = sum;
            scaled_rows(i, j) = scaled_rows(j, i) = std::pow(10.0, -3.2 * (i + j)) * number(random, false);
        }
    check_decomposition(graded, solve(graded));
    check_decomposition(scaled_rows, solve(scaled_rows));
    Matrix reversed = scaled_rows;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) reversed(i, j) = scaled_rows(n - 1 - i, n - 1 - j);
    check_decomposition(reversed, solve(reversed));
    for (const double size : {1e-290, 1e290}) {
        Matrix a = symmetric(random, n);
        for (double& x : a.data) x *= size;
        check_decomposition(a, solve(a));
    }
    Matrix blocks = symmetric(random, n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            if (i / 10 != j / 10) blocks(i, j) = 0;
    check_decomposition(blocks, solve(blocks));
}

BOOST_AUTO_TEST_CASE(not_finite) {
    Matrix a(CblasColMajor, 3, 3);
    a.data.assign(9, 1.0);
    a.data[4] = NAN;
    BOOST_CHECK_THROW(solve(a), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
