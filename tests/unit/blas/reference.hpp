// What core/blas promises, as scalar code that adds in the stated order, and matrices to try it on.
#pragma once

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "core/blas/cblas.h"

namespace reference {

using Random = std::mt19937_64;

inline int whole(Random& random, int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
}
template <class T, std::size_t N>
T any(Random& random, const T (&choices)[N]) {
    return choices[static_cast<std::size_t>(whole(random, 0, static_cast<int>(N) - 1))];
}

/// A random number, mostly of size 1. Where `special`, also zeros of both signs, subnormal and largest numbers,
/// infinities and NaN.
inline double number(Random& random, bool special) {
    constexpr double odd[] = {0.0, -0.0, 5e-324, -1e-310, 1e-160, 1.7e308, -1e200, INFINITY, -INFINITY, NAN};
    if (special && whole(random, 0, 40) == 0) return any(random, odd);
    return std::normal_distribution<double>()(random);
}

/// A matrix as BLAS takes it, each row or column followed by padding that must stay as it is.
struct Matrix {
    CBLAS_ORDER order;
    int rows, columns, ld;
    std::vector<double> data;

    Matrix(CBLAS_ORDER layout, int m, int n, int padding = 0)
        : order(layout),
          rows(m),
          columns(n),
          ld(std::max(1, (layout == CblasRowMajor ? n : m) + padding)),
          data(static_cast<std::size_t>(ld) * static_cast<std::size_t>(std::max(1, layout == CblasRowMajor ? m : n)),
               -77) {}
    double& operator()(int i, int j) {
        return data[static_cast<std::size_t>(order == CblasRowMajor ? i * ld + j : j * ld + i)];
    }
    double operator()(int i, int j) const { return const_cast<Matrix&>(*this)(i, j); }
    Matrix& fill(Random& random, bool special = false) {
        for (int i = 0; i < rows; ++i)
            for (int j = 0; j < columns; ++j) (*this)(i, j) = number(random, special);
        return *this;
    }
};

/// One element of a product in the stated order of sums: a(p) b(p) for p < k, in blocks of 256.
template <class A, class B>
double element(int k, double alpha, A a, B b, double beta, double c) {
    if (alpha == 0 || k == 0) return beta == 0 ? 0.0 : beta * c;
    for (int first = 0; first < k; first += 256) {
        double acc = 0;
        for (int p = first; p < std::min(first + 256, k); ++p) acc = std::fma(a(p), b(p), acc);
        const double term = alpha * acc;
        c = first > 0 ? c + term : beta == 0 ? term : beta * c + term;
    }
    return c;
}

/// Whether x and y have the same bits; any two NaN are taken as the same.
inline bool same(double x, double y) {
    return (std::isnan(x) && std::isnan(y)) || std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
}
inline bool same(const std::vector<double>& x, const std::vector<double>& y) {
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (!same(x[i], y[i])) return false;
    return true;
}

inline constexpr double unit_roundoff = std::numeric_limits<double>::epsilon() / 2;

}  // namespace reference
