// The dual activations of tanh and SiLU as power series in ρ², which pay where the pairs are many. The variances a and
// b, the covariance c, the correlation ρ and the duals T and T' are those of dual.hpp.
//
// Both activations are mixtures with weights w over scales s (logistic_mixture.hpp). So their duals are double sums
// over closed forms in ρ g_s(a) g_t(b), and the power series of those separate into factors of a and factors of b:
//   tanh   T = c Σ_m α_m(a) α_m(b) ρ^2m,  T' = Σ_m (2m+1) α_m(a) α_m(b) ρ^2m,
//          α_m(a) = √(2 A_m/π) Σ_s w q g^2m,  q = 2s/√(1 + 4s²a),  g² = a q²,
//   SiLU   T = c/4 + ab α(a) α(b) + c² Σ_m α_m(a) α_m(b) ρ^2m,  T' = 1/4 + c Σ_m (2m+2) α_m(a) α_m(b) ρ^2m,
//          α_m(a) = ½ √((2m+2) 2 A_m/π) Σ_s w q g^2m ((1 − g²) + g²/(2m+2)),  α(a) = ½ √(2/π) Σ_s w q,
//          q = s/√(1 + s²a),  g² = a q²,
// where the A_m are the coefficients of arcsin x = Σ_m A_m x^(2m+1). This is the Hermite expansion of φ. The signs of
// its coefficients alternate alike for all variances, so every term is positive. What belongs to one input is computed
// once for it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/activation.hpp"

namespace ntk::kernels {

/// The largest number of terms that a pair takes. A pair that needs more is left to the mixture (dual.hpp).
inline constexpr std::size_t most_series_terms = 2048;

/// Where α_m of input i stands. Inputs are stored by eights, so that the coefficients of a vector of inputs lie one
/// after the other.
constexpr std::size_t series_place(std::size_t height, std::size_t i, std::size_t m) {
    return (i / 8 * height + m) * 8 + i % 8;
}

/// The series of the inputs of one layer.
struct DualSeries {
    std::size_t height = 0, inputs = 0;  // height 0: the activation has no series
    std::vector<double> coefficients;    // α_m of input i at series_place(height, i, m), m < height
    std::vector<double> lead;            // α of input i, which SiLU's series has
    /// How many terms input i needs: what is left after them is below 2^-56 of the sum at ρ = 1. It is more than
    /// most_series_terms where so many do not suffice.
    std::vector<double> terms;
};

/// The series of two sets of inputs, both of the same height.
struct DualSeriesPair {
    DualSeries a, b;
};

/// The series of two sets of inputs whose variances are a and b. They are empty for activations other than tanh and
/// SiLU.
DualSeriesPair dual_series(const numeric::Activation& activation, const std::vector<double>& a,
                           const std::vector<double>& b);

}  // namespace ntk::kernels
