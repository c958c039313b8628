#include "core/statistics/errors.hpp"

#include <cmath>
#include <stdexcept>

#include "core/numeric/reduce.hpp"

namespace ntk::statistics {
namespace {

// Σ (a − b)² / Σ (b − mean b)².
double squared_ratio(const xt::xtensor<double, 1>& a, const xt::xtensor<double, 1>& b) {
    const std::size_t n = b.size();
    if (a.size() != n) throw std::invalid_argument("predictions and targets differ in number");
    const xt::xtensor<double, 1> apart = a - b;
    const xt::xtensor<double, 1> centred = b - numeric::mean(b.data(), n);
    const double spread = numeric::sum_of_squares(centred.data(), n);
    if (!(spread > 0.0))
        throw std::invalid_argument("all values to compare with are equal: no error can be normalised");
    return numeric::sum_of_squares(apart.data(), n) / spread;
}

}  // namespace

double normalised_mean_squared_error(const xt::xtensor<double, 1>& prediction, const xt::xtensor<double, 1>& target) {
    return squared_ratio(prediction, target);
}

double predictor_gap(const xt::xtensor<double, 1>& network, const xt::xtensor<double, 1>& kernel) {
    return std::sqrt(squared_ratio(network, kernel));
}

double relative_distance(const xt::xtensor<double, 2>& a, const xt::xtensor<double, 2>& b) {
    const xt::xtensor<double, 2> apart = a - b;
    return std::sqrt(numeric::sum_of_squares(apart.data(), apart.size()) / numeric::sum_of_squares(b.data(), b.size()));
}

}  // namespace ntk::statistics
