#include "core/numeric/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/numeric/dispatch.hpp"

namespace ntk::numeric {

#define DECLARE(isa)                                                                       \
    namespace isa {                                                                        \
    void add_products(std::size_t n, const double* x, const double* y, double (&lane)[8]); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

namespace {

double folded(const double (&lane)[8]) {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

}  // namespace

void ProductSum::add(const double* x, const double* y, std::size_t n) {
    NTK_DISPATCH_PRODUCT(add_products)(n, x, y, lane_);
}

double ProductSum::value() const {
    return folded(lane_);
}

double sum(const double* x, std::size_t n) {
    double lane[8] = {};
    for (std::size_t i = 0; i < n; ++i) lane[i % 8] += x[i];
    return folded(lane);
}

double dot(const double* x, const double* y, std::size_t n) {
    ProductSum products;
    products.add(x, y, n);
    return products.value();
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
