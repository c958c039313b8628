#include "core/blas/level1.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/numeric/reduce.hpp"

namespace ntk::blas {
namespace {

constexpr Index lanes = 8;

/// The sum of term(i) for i < n in the header's order.
template <class Term>
double sum(Index n, Term term) {
    double s[lanes] = {};
    Index i = 0;
    for (; i + lanes <= n; i += lanes)
        for (Index l = 0; l < lanes; ++l) s[l] += term(i + l);
    for (Index l = 0; i + l < n; ++l) s[l] += term(i + l);
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/// 2^exponent for a normal number's exponent.
double power_of_two(int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double dot(Index n, const double* x, Index x_step, const double* y, Index y_step) {
    if (x_step == 1 && y_step == 1) return numeric::dot(x, y, static_cast<std::size_t>(n));
    return sum(n, [=](Index i) { return x[i * x_step] * y[i * y_step]; });
}

double nrm2(Index n, const double* x, Index x_step) {
    double largest = 0;
    for (Index i = 0; i < n; ++i) {
        const double size = std::fabs(x[i * x_step]);
        if (!(size <= largest)) largest = size;
        if (std::isnan(largest)) return largest;
    }
    if (largest == 0 || std::isinf(largest)) return largest;
    // Two factors, because the inverse of a subnormal overflows.
    const int exponent = static_cast<int>(std::bit_cast<std::uint64_t>(largest) >> 52) - 1023;
    const double up = power_of_two(-(exponent / 2)), up_rest = power_of_two(-(exponent - exponent / 2));
    const double down = power_of_two(exponent / 2), down_rest = power_of_two(exponent - exponent / 2);
    const double squares = sum(n, [=](Index i) {
        const double scaled = x[i * x_step] * up * up_rest;
        return scaled * scaled;
    });
    return std::sqrt(squares) * down * down_rest;
}

void axpy(Index n, double alpha, const double* x, Index x_step, double* y, Index y_step) {
    if (alpha == 0) return;
    for (Index i = 0; i < n; ++i) y[i * y_step] += alpha * x[i * x_step];
}

void scal(Index n, double alpha, double* x, Index x_step) {
    for (Index i = 0; i < n; ++i) x[i * x_step] *= alpha;
}

}  // namespace ntk::blas
