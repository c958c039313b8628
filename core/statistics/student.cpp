#include "core/statistics/student.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/numeric/exp.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/reduce.hpp"

namespace ntk::statistics {

double student_two_sided(double t, std::size_t degrees) {
    if (degrees == 0 || !(t >= 0.0)) throw std::invalid_argument("Student's t needs degrees ≥ 1 and t ≥ 0");
    if (std::isinf(t)) return 0.0;
    constexpr double pi = std::numbers::pi;
    const double nu = static_cast<double>(degrees);
    const double hypotenuse = std::sqrt(nu + t * t);
    const double sine = t / hypotenuse, cosine = std::sqrt(nu) / hypotenuse;
    // With tan θ = t/√ν the probability P(|T| < t) is
    //   sin θ (1 + ½ cos² θ + (1·3)/(2·4) cos⁴ θ + …) for even ν,
    //   (2/π)(θ + sin θ (cos θ + ⅔ cos³ θ + (2·4)/(3·5) cos⁵ θ + …)) for odd ν.
    const bool odd = degrees % 2 == 1;
    double term = odd ? cosine : 1.0, sum = 0.0;
    for (std::size_t k = odd ? 1 : 0; k + 2 <= degrees; k += 2) {
        sum += term;
        term *= cosine * cosine * static_cast<double>(k + 1) / static_cast<double>(k + 2);
    }
    const double inside = odd ? (2.0 / pi) * (numeric::atan2(t, std::sqrt(nu)) + sine * sum) : sine * sum;
    return inside < 1.0 ? 1.0 - inside : 0.0;
}

double student_critical(double alpha, std::size_t degrees) {
    if (!(alpha > 0.0 && alpha < 1.0)) throw std::invalid_argument("a level lies between 0 and 1");
    double low = 0.0, high = 1.0;
    while (student_two_sided(high, degrees) > alpha) high *= 2.0;
    // The interval is halved until its ends are neighbouring doubles. That is slow, but certain and the same
    // everywhere.
    for (;;) {
        const double middle = low + 0.5 * (high - low);
        if (middle <= low || middle >= high) return high;
        (student_two_sided(middle, degrees) > alpha ? low : high) = middle;
    }
}

namespace {
struct Moments {
    double mean, variance;  // the variance is the unbiased one
};
Moments moments(const std::vector<double>& values) {
    const std::size_t n = values.size();
    if (n < 2) throw std::invalid_argument("an interval needs at least two values");
    const double mean = numeric::mean(values.data(), n);
    std::vector<double> centred(n);
    for (std::size_t i = 0; i < n; ++i) centred[i] = values[i] - mean;
    return {mean, numeric::sum_of_squares(centred.data(), n) / (static_cast<double>(n) - 1.0)};
}
}  // namespace

Sample summarize(const std::vector<double>& values) {
    return summarize(Draws{values});
}

Sample summarize(const Draws& draws) {
    return summarize(std::vector<Draws>{draws});
}

Sample summarize(const std::vector<Draws>& tasks) {
    if (tasks.empty()) throw std::invalid_argument("a mean over tasks needs a task");
    const std::size_t n = tasks.front().values.size();
    const double count = static_cast<double>(n), share = static_cast<double>(tasks.size());
    std::vector<double> means(n, 0.0);
    double shared = 0.0;
    for (const Draws& task : tasks) {
        if (task.values.size() != n) throw std::invalid_argument("a mean over tasks needs as many draws of each");
        for (std::size_t i = 0; i < n; ++i) means[i] += task.values[i] / share;
        if (task.reuse > 0.0) shared += task.reuse * moments(task.values).variance / (share * share);
    }
    const Moments whole = moments(means);
    return {n, whole.mean, std::sqrt(whole.variance / count + shared)};
}

Interval confidence_interval(const Sample& sample, double alpha) {
    const double half = student_critical(alpha, sample.n - 1) * sample.standard_error;
    return {sample.mean - half, sample.mean + half};
}

namespace {
// The level alpha at which the half-width of the confidence interval equals `room`.
double level_for_half_width(const Sample& sample, double room) {
    if (!(room > 0.0)) return 1.0;
    if (sample.standard_error == 0.0) return 0.0;
    return student_two_sided(room / sample.standard_error, sample.n - 1);
}
}  // namespace

Estimate geometric_mean(const Sample& logarithms, double alpha) {
    const Interval i = confidence_interval(logarithms, alpha);
    return {numeric::exp(logarithms.mean), {numeric::exp(i.low), numeric::exp(i.high)}};
}

double p_outside(const Sample& sample, double margin) {
    return level_for_half_width(sample, std::fabs(sample.mean) - margin);
}

double p_inside(const Sample& sample, double margin) {
    return level_for_half_width(sample, margin - std::fabs(sample.mean));
}

}  // namespace ntk::statistics
