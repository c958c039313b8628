#include "core/kernels/dual_series.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "core/kernels/logistic_mixture.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::kernels {
namespace {

using Kind = numeric::Activation::Kind;
constexpr std::size_t scales = std::size(logistic_mixture);

// Computes the coefficients α_m of one input in turn, from m = 0 on.
class Coefficients {
public:
    Coefficients(Kind kind, double variance) : silu_(kind == Kind::silu) {
        for (std::size_t k = 0; k < scales; ++k) {
            const double s = (silu_ ? 1.0 : 2.0) * logistic_mixture[k].scale;
            const double whole = 1.0 + s * s * variance;
            const double q = s / std::sqrt(whole);
            square_[k] = s * s * variance / whole;
            rest_[k] = 1.0 / whole;
            power_[k] = logistic_mixture[k].weight * q;
            lead_ += power_[k];
        }
        lead_ *= 0.5 * std::sqrt(2.0 / std::numbers::pi);
    }
    double lead() const { return lead_; }
    // The factor that the next term has in T' but not in T.
    double order() const { return static_cast<double>(2 * m_ + (silu_ ? 2 : 1)); }
    double next() {
        const double m = static_cast<double>(m_);
        double sum = 0.0;
        for (std::size_t k = 0; k < scales; ++k) {
            sum += silu_ ? power_[k] * (rest_[k] + square_[k] / (2.0 * m + 2.0)) : power_[k];
            power_[k] *= square_[k];
        }
        const double of_arcsine = 2.0 / std::numbers::pi * arcsine_;
        arcsine_ *= (2.0 * m + 1.0) * (2.0 * m + 1.0) / ((2.0 * m + 2.0) * (2.0 * m + 3.0));
        ++m_;
        return silu_ ? 0.5 * std::sqrt((2.0 * m + 2.0) * of_arcsine) * sum : std::sqrt(of_arcsine) * sum;
    }

private:
    bool silu_;
    std::size_t m_ = 0;
    double lead_ = 0.0, arcsine_ = 1.0;
    double square_[scales], rest_[scales], power_[scales];
};

double terms_of(Kind kind, double variance) {
    Coefficients coefficients(kind, variance);
    double whole = 0.0;
    for (std::size_t m = 0; m < most_series_terms; ++m) {
        const double order = coefficients.order(), alpha = coefficients.next();
        const double term = order * (alpha * alpha);
        whole += term;
        // Only exponential decay makes a term so small, and by then its rate is about 37/m. So the terms that are left
        // add up to less than m/37 times this one.
        if (static_cast<double>(m + 1) * term < 0x1p-56 * whole) return static_cast<double>(m + 1);
    }
    return 2.0 * most_series_terms;  // more than any pair may take
}

constexpr std::size_t grain = 8;

std::vector<double> all_terms(Kind kind, const std::vector<double>& variances) {
    std::vector<double> terms(variances.size());
    numeric::parallel_for(terms.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) terms[i] = terms_of(kind, variances[i]);
    });
    return terms;
}

DualSeries filled(Kind kind, const std::vector<double>& variances, std::vector<double> terms, std::size_t height) {
    const std::size_t n = variances.size();
    DualSeries series{height, n, std::vector<double>((n + 7) / 8 * 8 * height), std::vector<double>(n),
                      std::move(terms)};
    numeric::parallel_for(n, grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            Coefficients coefficients(kind, variances[i]);
            series.lead[i] = coefficients.lead();
            for (std::size_t m = 0; m < height; ++m)
                series.coefficients[series_place(height, i, m)] = coefficients.next();
        }
    });
    return series;
}

}  // namespace

DualSeriesPair dual_series(const numeric::Activation& activation, const std::vector<double>& a,
                           const std::vector<double>& b) {
    if (activation.kind != Kind::tanh && activation.kind != Kind::silu) return {};
    std::vector<double> of_a = all_terms(activation.kind, a), of_b = all_terms(activation.kind, b);
    double most = 0.0;
    for (const auto* terms : {&of_a, &of_b})
        for (const double term : *terms) most = std::max(most, term);
    const std::size_t height = std::min(static_cast<std::size_t>(most), most_series_terms);
    return {filled(activation.kind, a, std::move(of_a), height), filled(activation.kind, b, std::move(of_b), height)};
}

}  // namespace ntk::kernels
