#include "core/blas/level1.hpp"

#include <cmath>

#include "core/blas/scaling.hpp"
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
    const int exponent = exponent_of(largest);
    const double squares = sum(n, [=](Index i) {
        const double small = scaled(x[i * x_step], -exponent);
        return small * small;
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
