#include "core/statistics/errors.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>
#include <stdexcept>

#include "core/numeric/extremes.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::statistics {
namespace {

// Σ (a − b)² / Σ (b − mean b)².
double squared_ratio(const Vector& a, const Vector& b) {
    const std::size_t n = b.size();
    if (a.size() != n) throw std::invalid_argument("predictions and targets differ in number");
    const int exponent = numeric::extreme_exponent(b.data(), n);
    if (exponent != 0) {  // a factor common to both does not change the ratio
        Vector p = a, t = b;
        for (double& v : p) v = numeric::scaled(v, -exponent);
        for (double& v : t) v = numeric::scaled(v, -exponent);
        return squared_ratio(p, t);
    }
    const Vector apart = a - b;
    const Vector centred = b - numeric::mean(b.data(), n);
    const double spread = numeric::sum_of_squares(centred.data(), n);
    if (!(spread > 0.0))
        throw std::invalid_argument("all values to compare with are equal: no error can be normalised");
    return numeric::sum_of_squares(apart.data(), n) / spread;
}

}  // namespace

double normalised_mean_squared_error(const Vector& prediction, const Vector& target) {
    return squared_ratio(prediction, target);
}

double predictor_gap(const Vector& network, const Vector& kernel) {
    return std::sqrt(squared_ratio(network, kernel));
}

double relative_distance(const Matrix& a, const Matrix& b) {
    const Matrix apart = a - b;
    return std::sqrt(numeric::sum_of_squares(apart.data(), apart.size()) / numeric::sum_of_squares(b.data(), b.size()));
}

}  // namespace ntk::statistics
