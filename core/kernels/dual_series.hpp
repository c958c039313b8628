// The dual activations of tanh and SiLU as power series in ρ², for pairs by the thousand.
//
// With the mixture of logistic_mixture.hpp, weights w and scales s, the duals are double sums over closed forms of
// ρ g_s(a) g_t(b), whose own series separate:
//   tanh   T = c Σ_m α_m(a) α_m(b) ρ^2m,  T' = Σ_m (2m+1) α_m(a) α_m(b) ρ^2m,
//          α_m(a) = √(2 A_m/π) Σ_s w q g^2m,  q = 2s/√(1 + 4s²a),  g² = a q²,
//   SiLU   T = c/4 + ab α(a) α(b) + c² Σ_m α_m(a) α_m(b) ρ^2m,  T' = 1/4 + c Σ_m (2m+2) α_m(a) α_m(b) ρ^2m,
//          α_m(a) = ½ √((2m+2) 2 A_m/π) Σ_s w q g^2m ((1 − g²) + g²/(2m+2)),  α(a) = ½ √(2/π) Σ_s w q,
//          q = s/√(1 + s²a),  g² = a q²,
// A_m the coefficients of arcsin x = Σ A_m x^(2m+1) (the Hermite expansion of φ, whose coefficients' signs alternate
// alike for all variances). What belongs to one input is computed once for it, and every term is positive.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/activation.hpp"

namespace ntk::kernels {

/// No pair takes more terms; one that would is left to the mixture.
inline constexpr std::size_t most_series_terms = 2048;

/// Where α_m of input i stands: by eights of inputs, so that a vector's coefficients lie one after the other.
constexpr std::size_t series_place(std::size_t height, std::size_t i, std::size_t m) {
    return (i / 8 * height + m) * 8 + i % 8;
}

/// Of the inputs of one layer.
struct DualSeries {
    std::size_t height = 0, inputs = 0;  // height 0: the activation has no series
    std::vector<double> coefficients;    // α_m of input i at series_place(height, i, m), m < height
    std::vector<double> lead;            // SiLU: α
    std::vector<double> terms;  // after so many what is left is below 2^-56 at ρ = 1; or more than there may be
};

/// Of two sets of inputs whose variances are a and b, of one height. Empty for other activations.
struct DualSeriesPair {
    DualSeries a, b;
};
DualSeriesPair dual_series(const numeric::Activation& activation, const std::vector<double>& a,
                           const std::vector<double>& b);

}  // namespace ntk::kernels
