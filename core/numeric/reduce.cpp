#include "core/numeric/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ntk::numeric {
namespace {

template <class Term>
double reduce(std::size_t n, Term term) {
    constexpr std::size_t lanes = 8;
    double lane[lanes] = {};
    std::size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (std::size_t l = 0; l < lanes; ++l) lane[l] += term(i + l);
    for (std::size_t l = 0; i + l < n; ++l) lane[l] += term(i + l);
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
        for (std::size_t l = 0; l < half; ++l) lane[l] += lane[l + half];
    return lane[0];
}

}  // namespace

double sum(const double* x, std::size_t n) {
    return reduce(n, [=](std::size_t i) { return x[i]; });
}

double dot(const double* x, const double* y, std::size_t n) {
    return reduce(n, [=](std::size_t i) { return x[i] * y[i]; });
}

double sum_of_squares(const double* x, std::size_t n) {
    return dot(x, x, n);
}

double mean(const double* x, std::size_t n) {
    if (n == 0) throw std::invalid_argument("the mean of no numbers is not defined");
    return sum(x, n) / static_cast<double>(n);
}

double median(std::vector<double> x) {
    if (x.empty()) throw std::invalid_argument("the median of no numbers is not defined");
    std::sort(x.begin(), x.end());
    return 0.5 * (x[(x.size() - 1) / 2] + x[x.size() / 2]);
}

bool all_finite(const double* x, std::size_t n) {
    return std::all_of(x, x + n, [](double value) { return std::isfinite(value); });
}

}  // namespace ntk::numeric
