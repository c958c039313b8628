#include "core/kernels/centred_layers.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "core/numeric/erf.hpp"
#include "core/numeric/exp.hpp"

namespace ntk::kernels {
namespace {

constexpr double pi = std::numbers::pi;
const double root_two_pi = std::sqrt(2.0 * pi);

// The normal density and the probability of (−∞, r).
double density(double r) {
    return numeric::exp(-0.5 * r * r) / root_two_pi;
}
double below(double r) {
    return 0.5 * (1.0 + numeric::erf(r / std::numbers::sqrt2));
}

// The expectation of a function that takes `levels` between these thresholds.
double expectation(const std::vector<double>& thresholds, const std::vector<double>& levels, double tau) {
    double sum = levels[0];
    for (std::size_t k = 0; k < thresholds.size(); ++k)
        sum += (levels[k + 1] - levels[k]) * (1.0 - below(thresholds[k] / tau));
    return sum;
}

// E[(z² − 1) σ]/τ² of such a function.
double second_moment(const std::vector<double>& thresholds, const std::vector<double>& levels, double tau) {
    double sum = 0.0;
    for (std::size_t k = 0; k < thresholds.size(); ++k) {
        const double r = thresholds[k] / tau;
        sum += (levels[k + 1] - levels[k]) * (r * density(r));
    }
    return sum / (tau * tau);
}

// Halves [low, high] until no double lies between its ends. `is_low` says whether a place is below what is sought.
template <class IsLow>
double bisect(double low, double high, IsLow is_low) {
    for (;;) {
        const double middle = 0.5 * (low + high);
        if (!(low < middle && middle < high)) return low;
        (is_low(middle) ? low : high) = middle;
    }
}

void check_scales(double tau, double rectifier_tau, double most_ratio) {
    if (!(tau > 0.0 && rectifier_tau > 0.0 && tau <= most_ratio * rectifier_tau))
        throw std::invalid_argument("no steps stand for a rectifier at such scales");
}

// What least_variance_steps searches through: thresholds with a centre and two half-widths, in units of τ. The levels
// that give the wanted first and second solve two linear equations.
struct Levels {
    std::array<double, 4> thresholds;
    double outer, inner, variance;
};

Levels levels_at(const std::array<double, 3>& place, double first, double second) {
    const auto [centre, inside, outside] = place;
    const std::array<double, 4> s = {centre - outside, centre - inside, centre + inside, centre + outside};
    std::array<double, 4> d;
    for (std::size_t k = 0; k < 4; ++k) d[k] = density(s[k]);
    const double outer_first = d[3] - d[0], inner_first = d[1] - d[2];
    const double outer_second = s[3] * d[3] - s[0] * d[0], inner_second = s[1] * d[1] - s[2] * d[2];
    const double determinant = outer_first * inner_second - inner_first * outer_second;
    const double outer = (first * inner_second - inner_first * second) / determinant;
    const double inner = (outer_first * second - first * outer_second) / determinant;
    const double p_outer = below(s[0]) + below(-s[3]), p_inner = below(s[2]) - below(s[1]);
    const double mean = outer * p_outer + inner * p_inner;
    const double variance = outer * outer * p_outer + inner * inner * p_inner - mean * mean;
    const bool ordered = 0.0 < inside && inside < outside && std::isfinite(variance);
    return {s, outer, inner, ordered ? variance : std::numeric_limits<double>::infinity()};
}

}  // namespace

double Steps::operator()(double z) const {
    std::size_t k = 0;
    while (k < thresholds.size() && z > thresholds[k]) ++k;
    return levels[k];
}

double mean(const Steps& steps, double tau) {
    return expectation(steps.thresholds, steps.levels, tau);
}

ActivationMoments moments(const Steps& steps, double tau) {
    ActivationMoments result;
    result.mean = mean(steps, tau);
    result.first = 0.0;
    for (std::size_t k = 0; k < steps.thresholds.size(); ++k)
        result.first += (steps.levels[k + 1] - steps.levels[k]) * (density(steps.thresholds[k] / tau) / tau);
    result.second = second_moment(steps.thresholds, steps.levels, tau);
    std::vector<double> squares = steps.levels;
    for (double& level : squares) level = (level - result.mean) * (level - result.mean);
    result.square_second = second_moment(steps.thresholds, squares, tau);
    result.variance = expectation(steps.thresholds, squares, tau);
    result.slope_square = 0.5;
    return result;
}

ActivationMoments rectifier_moments(double tau) {
    return {tau / root_two_pi, 0.5, 1.0 / (root_two_pi * tau), 1.0 - 1.0 / pi, tau * tau * (0.5 - 0.5 / pi), 0.5};
}

Steps matched_steps(double tau, double rectifier_tau) {
    check_scales(tau, rectifier_tau, std::numeric_limits<double>::infinity());
    const ActivationMoments target = rectifier_moments(rectifier_tau);
    const double a = tau * target.second / target.first;
    const double quotient = target.square_second / (target.second * (tau * target.first));
    const double root = std::sqrt(a * a + 4.0);
    const double turn_low = 0.5 * (a - root), turn_high = 0.5 * (a + root);
    const auto f = [a](double u) { return (u - a) * density(u); };
    constexpr double far = 39.0;  // the density vanishes there
    const auto other = [&](double u) {
        const double value = f(u);
        return u < a ? bisect(-far, turn_low, [&](double v) { return f(v) > value; })
                     : bisect(turn_high, far, [&](double v) { return f(v) > value; });
    };
    // The jump at u is B, that at v is −B, so that first = B (φ(u) − φ(v))/τ. What is left to solve is
    // (1 − 2P)/(φ(u) − φ(v)) = quotient, P being the probability of the upper level.
    const auto upper_share = [&](double u, double v) { return v < u ? below(v) + below(-u) : below(v) - below(u); };
    const double u = bisect(turn_low, turn_high, [&](double at) {
        const double v = other(at);
        return 1.0 - 2.0 * upper_share(at, v) < quotient * (density(at) - density(v));
    });
    const double v = other(u), jump = tau * target.first / (density(u) - density(v));
    // Between u < v the jumps raise the function; b · 1{outside} is then the same with b < 0, but for a constant.
    return v < u ? Steps{{tau * v, tau * u}, {jump, 0.0, jump}} : Steps{{tau * u, tau * v}, {-jump, 0.0, -jump}};
}

Steps least_variance_steps(double tau, double rectifier_tau) {
    check_scales(tau, rectifier_tau, 2.0);
    const ActivationMoments target = rectifier_moments(rectifier_tau);
    const double first = tau * target.first, second = tau * tau * target.second;
    std::array<double, 3> place = {-1.0, 1.5, 2.5};
    Levels best = levels_at(place, first, second);
    for (double step = 0.25; step > 1e-9;) {
        bool better = false;
        for (std::size_t k = 0; k < place.size(); ++k)
            for (const double sign : {1.0, -1.0}) {
                std::array<double, 3> next = place;
                next[k] += sign * step;
                const Levels found = levels_at(next, first, second);
                if (!(found.variance < best.variance)) continue;
                place = next;
                best = found;
                better = true;
            }
        if (!better) step *= 0.5;
    }
    const auto& s = best.thresholds;
    return {{tau * s[0], tau * s[1], tau * s[2], tau * s[3]}, {best.outer, 0.0, best.inner, 0.0, best.outer}};
}

std::vector<CentredLayer> rectifier_layers(double tau0, std::size_t hidden_layers) {
    std::vector<CentredLayer> layers;
    double tau = tau0;
    for (std::size_t l = 0; l < hidden_layers; ++l) {
        layers.push_back({{}, rectifier_moments(tau)});
        tau = std::sqrt(layers.back().moments.variance);
    }
    return layers;
}

std::vector<CentredLayer> quantised_layers(double tau0, std::size_t hidden_layers) {
    std::vector<CentredLayer> layers;
    double tau = tau0, rectifier_tau = tau0;
    for (std::size_t l = 0; l < hidden_layers; ++l) {
        const bool last = l + 1 == hidden_layers;
        const Steps steps = last ? least_variance_steps(tau, rectifier_tau) : matched_steps(tau, rectifier_tau);
        layers.push_back({steps, moments(steps, tau)});
        tau = std::sqrt(layers.back().moments.variance);
        rectifier_tau = std::sqrt(rectifier_moments(rectifier_tau).variance);
    }
    return layers;
}

}  // namespace ntk::kernels
