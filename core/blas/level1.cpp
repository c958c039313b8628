#include "core/blas/level1.hpp"

#include <algorithm>
#include <cmath>

#include "core/blas/scaling.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::blas {
namespace {

constexpr Index at_once = 256;  // a multiple of the eight lanes

/// The sum of x(i) y(i) for i < n. fill(begin, count, x, y) writes `count` factors from `begin` on to x and y.
template <class Fill>
double sum_of_products(Index n, Fill fill) {
    numeric::ProductSum sum;
    double x[at_once], y[at_once];
    for (Index begin = 0; begin < n; begin += at_once) {
        const Index count = std::min(at_once, n - begin);
        fill(begin, count, x, y);
        sum.add(x, y, static_cast<std::size_t>(count));
    }
    return sum.value();
}

}  // namespace

double dot(Index n, const double* x, Index x_step, const double* y, Index y_step) {
    if (x_step == 1 && y_step == 1) return numeric::dot(x, y, static_cast<std::size_t>(n));
    return sum_of_products(n, [=](Index begin, Index count, double* xs, double* ys) {
        for (Index i = 0; i < count; ++i) {
            xs[i] = x[(begin + i) * x_step];
            ys[i] = y[(begin + i) * y_step];
        }
    });
}

double nrm2(Index n, const double* x, Index x_step) {
    double largest = 0;
    for (Index i = 0; i < n; ++i) {
        const double size = std::fabs(x[i * x_step]);
        if (!(size <= largest)) largest = size;
        if (std::isnan(largest)) return largest;
    }
    if (largest == 0 || std::isinf(largest)) return largest;
    const int exponent = exponent_of(largest);
    const double squares = sum_of_products(n, [=](Index begin, Index count, double* xs, double* ys) {
        for (Index i = 0; i < count; ++i) xs[i] = ys[i] = scaled(x[(begin + i) * x_step], -exponent);
    });
    return scaled(std::sqrt(squares), exponent);
}

void axpy(Index n, double alpha, const double* x, Index x_step, double* y, Index y_step) {
    if (alpha == 0) return;
    for (Index i = 0; i < n; ++i) y[i * y_step] += alpha * x[i * x_step];
}

void scal(Index n, double alpha, double* x, Index x_step) {
    for (Index i = 0; i < n; ++i) x[i * x_step] *= alpha;
}

}  // namespace ntk::blas
