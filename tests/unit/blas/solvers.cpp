// Triangular systems and Cholesky factors: identities (L L' = A, T X = B), OpenBLAS, and failures that are reported.

#include <algorithm>
#include <string>

#include "core/blas/lapack.h"
#include "peer.hpp"
#include "reference.hpp"

using namespace reference;

namespace {

/// The positive definite matrix G G' + n ridge I for a random G (n, n), column-major.
Matrix positive_definite(Random& random, int n, double ridge, int padding = 0) {
    const Matrix g = Matrix(CblasColMajor, n, n).fill(random);
    Matrix a(CblasColMajor, n, n, padding);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            double sum = i == j ? n * ridge : 0;
            for (int p = 0; p < n; ++p) sum += g(i, p) * g(j, p);
            a(i, j) = sum;
        }
    return a;
}

constexpr int sizes[] = {1, 2, 5, 31, 32, 33, 64, 65, 100, 200, 333};

// The stated orders of trsm.hpp and potrf.hpp, on dense square arrays of rows.
using Dense = std::vector<std::vector<double>>;

int split(int n) {
    return (n / 2 + 31) / 32 * 32;
}

/// Subtracts from c(i, j) the sum of a(i, p) b(p, j) over p from p0 to p1, in gemm's order.
template <class A, class B>
double subtract(double c, int p0, int p1, A a, B b) {
    return element(
        p1 - p0, -1, [&](int p) { return a(p0 + p); }, [&](int p) { return b(p0 + p); }, 1, c);
}

/// Solves for the unknowns first … last - 1 of one system, in the order of t's indices.
void solve_forwards(const Dense& t, bool unit, std::vector<double>& x, int first, int last) {
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    if (last - first <= 32) {
        for (int i = first; i < last; ++i) {
            for (int k = first; k < i; ++k) x[at(i)] = std::fma(-t[at(i)][at(k)], x[at(k)], x[at(i)]);
            if (!unit) x[at(i)] = x[at(i)] * (1 / t[at(i)][at(i)]);
        }
        return;
    }
    const int middle = first + split(last - first);
    solve_forwards(t, unit, x, first, middle);
    for (int i = middle; i < last; ++i)
        x[at(i)] = subtract(
            x[at(i)], first, middle, [&](int p) { return t[at(i)][at(p)]; }, [&](int p) { return x[at(p)]; });
    solve_forwards(t, unit, x, middle, last);
}

void solve_backwards(const Dense& t, bool unit, std::vector<double>& x, int first, int last) {
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    if (last - first <= 32) {
        for (int i = last - 1; i >= first; --i) {
            for (int k = last - 1; k > i; --k) x[at(i)] = std::fma(-t[at(i)][at(k)], x[at(k)], x[at(i)]);
            if (!unit) x[at(i)] = x[at(i)] * (1 / t[at(i)][at(i)]);
        }
        return;
    }
    const int middle = first + split(last - first);
    solve_backwards(t, unit, x, middle, last);
    for (int i = first; i < middle; ++i)
        x[at(i)] = subtract(
            x[at(i)], middle, last, [&](int p) { return t[at(i)][at(p)]; }, [&](int p) { return x[at(p)]; });
    solve_backwards(t, unit, x, first, middle);
}

void factor(Dense& a, int first, int last) {
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    if (last - first <= 32) {
        for (int j = first; j < last; ++j)
            for (int i = j; i < last; ++i) {
                double& x = a[at(i)][at(j)];
                for (int k = first; k < j; ++k) x = std::fma(-a[at(i)][at(k)], a[at(j)][at(k)], x);
                x = i == j ? std::sqrt(x) : x * (1 / a[at(j)][at(j)]);
            }
        return;
    }
    const int middle = first + split(last - first);
    factor(a, first, middle);
    for (int i = middle; i < last; ++i) solve_forwards(a, false, a[at(i)], first, middle);
    for (int i = middle; i < last; ++i)
        for (int j = middle; j <= i; ++j)
            a[at(i)][at(j)] = subtract(
                a[at(i)][at(j)], first, middle, [&](int p) { return a[at(i)][at(p)]; },
                [&](int p) { return a[at(j)][at(p)]; });
    factor(a, middle, last);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(solvers)

// Solutions have every bit of scalar code in the stated order, on every instruction set and number of threads.
BOOST_AUTO_TEST_CASE(trsm_in_order) {
    Random random(16);
    for (int round = 0; round < 200; ++round) {
        const auto order = whole(random, 0, 1) ? CblasRowMajor : CblasColMajor;
        const auto side = whole(random, 0, 1) ? CblasLeft : CblasRight;
        const auto triangle = whole(random, 0, 1) ? CblasLower : CblasUpper;
        const auto trans = whole(random, 0, 1) ? CblasTrans : CblasNoTrans;
        const auto diag = whole(random, 0, 1) ? CblasUnit : CblasNonUnit;
        const bool large = round % 40 == 0;
        const int m = large ? 300 : whole(random, 1, 100), n = large ? 290 : whole(random, 1, 60);
        const int unknowns = side == CblasLeft ? m : n, systems = side == CblasLeft ? n : m;
        const double alpha = whole(random, 0, 1) ? 1.0 : 0.3;
        Matrix t = Matrix(order, unknowns, unknowns, whole(random, 0, 4)).fill(random);
        for (int i = 0; i < unknowns; ++i) t(i, i) = 3 + std::fabs(t(i, i));
        for (double& x : t.data) x /= 4;
        Matrix b = Matrix(order, m, n, whole(random, 0, 4)).fill(random);
        Matrix expected = b;
        const bool flipped = (trans == CblasTrans) != (side == CblasRight);
        const bool lower = (triangle == CblasLower) != flipped;
        Dense dense(static_cast<std::size_t>(unknowns), std::vector<double>(static_cast<std::size_t>(unknowns)));
        for (int i = 0; i < unknowns; ++i)
            for (int j = 0; j < unknowns; ++j)
                dense[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = flipped ? t(j, i) : t(i, j);
        for (int j = 0; j < systems; ++j) {
            std::vector<double> x(static_cast<std::size_t>(unknowns));
            const auto at = [&](int i) -> double& { return side == CblasLeft ? expected(i, j) : expected(j, i); };
            for (int i = 0; i < unknowns; ++i) x[static_cast<std::size_t>(i)] = alpha == 1 ? at(i) : alpha * at(i);
            (lower ? solve_forwards : solve_backwards)(dense, diag == CblasUnit, x, 0, unknowns);
            for (int i = 0; i < unknowns; ++i) at(i) = x[static_cast<std::size_t>(i)];
        }
        cblas_dtrsm(order, side, triangle, trans, diag, m, n, alpha, t.data.data(), t.ld, b.data.data(), b.ld);
        BOOST_TEST_REQUIRE(same(b.data, expected.data), m << " x " << n << " order " << order << " side " << side
                                                          << " triangle " << triangle << " trans " << trans);
    }
}

BOOST_AUTO_TEST_CASE(potrf_in_order) {
    Random random(17);
    for (const int n : {1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 257, 400}) {
        Matrix a = positive_definite(random, n, 0.01, 2);
        Dense dense(static_cast<std::size_t>(n), std::vector<double>(static_cast<std::size_t>(n)));
        for (int i = 0; i < n; ++i)
            for (int j = 0; j <= i; ++j) dense[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = a(i, j);
        factor(dense, 0, n);
        int info = -1;
        dpotrf_("L", &n, a.data.data(), &a.ld, &info);
        BOOST_TEST_REQUIRE(info == 0);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j <= i; ++j)
                BOOST_TEST_REQUIRE(same(a(i, j), dense[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]),
                                   "potrf " << n << " at " << i << ", " << j);
    }
}

// Higham, "Accuracy and Stability of Numerical Algorithms", theorem 8.5: the computed X solves a perturbed system,
// |T X - B| <= gamma_n |T| |X|, in any order of the sums.
BOOST_AUTO_TEST_CASE(trsm_residual) {
    Random random(11);
    double worst = 0;
    for (int round = 0; round < 300; ++round) {
        const auto order = whole(random, 0, 1) ? CblasRowMajor : CblasColMajor;
        const auto side = whole(random, 0, 1) ? CblasLeft : CblasRight;
        const auto triangle = whole(random, 0, 1) ? CblasLower : CblasUpper;
        const auto trans = whole(random, 0, 1) ? CblasTrans : CblasNoTrans;
        const auto diag = whole(random, 0, 1) ? CblasUnit : CblasNonUnit;
        constexpr double alphas[] = {1, 0.5, -2, 0};
        const double alpha = any(random, alphas);
        const int m = round % 30 == 0 ? 150 : whole(random, 0, 70), n = round % 30 == 1 ? 150 : whole(random, 0, 70);
        const int unknowns = side == CblasLeft ? m : n;
        Matrix t = Matrix(order, unknowns, unknowns, whole(random, 0, 4)).fill(random);
        const auto inside = [&](int i, int j) { return triangle == CblasLower ? i > j : i < j; };
        for (int i = 0; i < unknowns; ++i)
            for (int j = 0; j < unknowns; ++j)
                t(i, j) = i == j         ? (diag == CblasUnit ? NAN : 2 + std::fabs(t(i, j)))
                          : inside(i, j) ? t(i, j) / unknowns
                                         : NAN;
        Matrix x = Matrix(order, m, n, whole(random, 0, 4)).fill(random);
        const Matrix b = x;
        cblas_dtrsm(order, side, triangle, trans, diag, m, n, alpha, t.data.data(), t.ld, x.data.data(), x.ld);
        const auto op = [&](int i, int j) {
            if (trans == CblasTrans) std::swap(i, j);
            return i == j ? (diag == CblasUnit ? 1.0 : t(i, j)) : inside(i, j) ? t(i, j) : 0.0;
        };
        for (int i = 0; i < m; ++i)
            for (int j = 0; j < n; ++j) {
                double product = 0, size = 0;
                for (int p = 0; p < unknowns; ++p) {
                    const double term = side == CblasLeft ? op(i, p) * x(p, j) : x(i, p) * op(p, j);
                    product += term;
                    size += std::fabs(term);
                }
                // Gamma counts twice: for the solution, and for this check's own sum. The rest is the scaling by alpha.
                const double bound = 2.1 * (unknowns + 2) * unit_roundoff * size + 1e-300;
                const double residual = std::fabs(product - alpha * b(i, j));
                worst = std::max(worst, residual / bound);
                BOOST_TEST_REQUIRE(residual <= bound, m << " x " << n << " order " << order << " side " << side);
            }
        for (std::size_t i = 0; i < x.data.size(); ++i)
            if (b.data[i] == -77) BOOST_TEST_REQUIRE(x.data[i] == -77);  // padding
    }
    BOOST_TEST_MESSAGE("trsm: worst residual / bound " << worst);
}

// Higham, theorem 10.3: |L L' - A| <= gamma_(n+1) |L| |L'|.
BOOST_AUTO_TEST_CASE(potrf_residual) {
    Random random(12);
    double worst = 0;
    for (const int n : sizes)
        for (const char* uplo : {"L", "U"}) {
            const Matrix a = positive_definite(random, n, 0.01, 3);
            Matrix l = a;
            int info = -1;
            dpotrf_(uplo, &n, l.data.data(), &l.ld, &info);
            BOOST_TEST_REQUIRE(info == 0);
            const auto factor = [&](int i, int j) { return i < j ? 0.0 : *uplo == 'L' ? l(i, j) : l(j, i); };
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j) {
                    if (i > j ? *uplo == 'U' : i < j && *uplo == 'L') BOOST_TEST_REQUIRE(l(i, j) == a(i, j));
                    double product = 0, size = 0;
                    for (int p = 0; p <= std::min(i, j); ++p) {
                        product += factor(i, p) * factor(j, p);
                        size += std::fabs(factor(i, p) * factor(j, p));
                    }
                    const double bound = 2.1 * (n + 1) * unit_roundoff * size;
                    worst = std::max(worst, std::fabs(product - a(i, j)) / bound);
                    BOOST_TEST_REQUIRE(std::fabs(product - a(i, j)) <= bound);
                }
        }
    BOOST_TEST_MESSAGE("potrf: worst residual / bound " << worst);
}

BOOST_AUTO_TEST_CASE(both_triangles_have_the_same_bits) {
    Random random(13);
    const int n = 150;
    Matrix lower = positive_definite(random, n, 0.01), upper = lower;
    int info = -1;
    dpotrf_("L", &n, lower.data.data(), &n, &info);
    dpotrf_("u", &n, upper.data.data(), &n, &info);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j <= i; ++j) BOOST_TEST_REQUIRE(lower(i, j) == upper(j, i));
}

// The two solutions differ by forward errors, which are at most the condition number times a few n u.
BOOST_AUTO_TEST_CASE(potrf_and_potrs_against_openblas) {
    Random random(14);
    const auto their_potrf = peer::find("dpotrf_", &dpotrf_);
    const auto their_potrs = peer::find("dpotrs_", &dpotrs_);
    for (const int n : sizes) {
        constexpr double ridge = 1;  // condition number at most 1 + |G G'| / n, about 5
        const Matrix a = positive_definite(random, n, ridge);
        const int systems = 3;
        const Matrix b = Matrix(CblasColMajor, n, systems).fill(random);
        Matrix l = a, their_l = a, x = b, their_x = b;
        int info = -1, their_info = -1;
        dpotrf_("L", &n, l.data.data(), &n, &info);
        their_potrf("L", &n, their_l.data.data(), &n, &their_info);
        BOOST_TEST_REQUIRE((info == 0 && their_info == 0));
        dpotrs_("L", &n, &systems, l.data.data(), &n, x.data.data(), &n, &info);
        their_potrs("L", &n, &systems, their_l.data.data(), &n, their_x.data.data(), &n, &their_info);
        double largest = 0, difference = 0, residual = 0, size = 0;
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < systems; ++j) {
                largest = std::max(largest, std::fabs(their_x(i, j)));
                difference = std::max(difference, std::fabs(x(i, j) - their_x(i, j)));
                double product = 0, sum = std::fabs(b(i, j));
                for (int p = 0; p < n; ++p) {
                    product += a(i, p) * x(p, j);
                    sum += std::fabs(a(i, p) * x(p, j));
                }
                residual = std::max(residual, std::fabs(product - b(i, j)));
                size = std::max(size, sum);
            }
        BOOST_TEST(difference <= 100.0 * n * unit_roundoff * largest);
        BOOST_TEST(residual <= 8.0 * (n + 1) * unit_roundoff * size);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j <= i; ++j)
                BOOST_TEST_REQUIRE(std::fabs(l(i, j) - their_l(i, j)) <=
                                   100.0 * n * unit_roundoff * std::sqrt(a(i, i)));
    }
}

// Where a leading minor is not positive its order is returned, as LAPACK returns it.
BOOST_AUTO_TEST_CASE(indefinite) {
    Random random(15);
    const auto their_potrf = peer::find("dpotrf_", &dpotrf_);
    for (const int n : sizes)
        for (const int bad : {0, n / 2, n - 1})
            for (const double value : {-1.0, 0.0, static_cast<double>(NAN)}) {
                Matrix a = positive_definite(random, n, 1);
                a(bad, bad) = value;
                Matrix theirs = a;
                int info = -1, their_info = -1;
                dpotrf_("L", &n, a.data.data(), &n, &info);
                their_potrf("L", &n, theirs.data.data(), &n, &their_info);
                BOOST_TEST(info == bad + 1);
                if (!std::isnan(value)) BOOST_TEST(info == their_info);
            }
}

BOOST_AUTO_TEST_SUITE_END()
