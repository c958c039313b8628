// One layer of the recursion for the NNGP kernel and the NTK (fully_connected.hpp). It takes a row of pairs of inputs
// (x_i, z_j), j = 0 … n − 1, and is vectorised over j.
//
// Beside the kernels' values each pair carries 1 − ρ and 1 + ρ, where ρ = K(x_i, z_j)/√(K(x_i, x_i) K(z_j, z_j)) is the
// correlation. Each has full relative accuracy. From ρ alone the angle of nearly parallel inputs would lose half its
// digits.
#pragma once

#include <cstddef>

#include "core/numeric/activation.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::kernels {

/// A row of pairs at one layer. Each array has n numbers.
struct PairRow {
    std::size_t n;
    double* nngp;       // K(x_i, z_j)
    double* ntk;        // Θ(x_i, z_j)
    double* one_minus;  // 1 − ρ
    double* one_plus;   // 1 + ρ
};

/// A layer's dual series (dual_series.hpp) as a row needs it: that of the input x_i and those of all inputs z_j. Where
/// the activation has no series, `x` is null.
struct SeriesRow {
    const double* x = nullptr;  // α_m of x_i at [m]
    const double* z = nullptr;  // α_m of every z_j at [series_place(height, j, m)]
    std::size_t height = 0;
    double lead_x = 0.0, terms_x = 0.0;  // DualSeries::lead and DualSeries::terms of x_i
    const double* lead_z = nullptr;      // of every z_j
    const double* terms_z = nullptr;     // of every z_j
};

/// What a layer needs to know of the inputs' own variances K(x, x), before it and after it. The arrays have a number
/// for every z_j.
struct LayerVariances {
    double weight_variance;
    double bias_variance;
    double root_x;       // √K(x_i, x_i)
    double root_x_next;  // the same after the layer
    double radial_x;     // Ψ(√K(x_i, x_i)) of diagonal_layer; smooth activations use it
    const double* root_z;
    const double* root_z_next;
    const double* radial_z;
    SeriesRow series;
};

/// The largest √K(x, x) for which Ψ is used.
inline constexpr double radial_limit = 8.0;

/// What a layer makes of inputs paired with themselves. The arrays have n numbers.
struct DiagonalRow {
    std::size_t n;
    const double *nngp, *root, *ntk;  // K(x, x), its root, Θ(x, x)
    double *next_nngp, *next_root, *next_ntk;
    double* radial;  // Ψ(√K(x, x)) of diagonal_layer
};

#define NTK_DECLARE(isa)                                                                                     \
    namespace isa {                                                                                          \
    void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row);   \
    void diagonal_layer(const numeric::Activation& activation, double weight_variance, double bias_variance, \
                        const DiagonalRow& row);                                                             \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// Takes a row of pairs through one hidden layer, in place.
inline void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row) {
    NTK_DISPATCH(hidden_layer)(activation, v, row);
}

/// Takes inputs paired with themselves through one hidden layer. On the diagonal ρ = 1 exactly.
///
/// Ψ is about pairs near to it. Let K'(s, t) be the next layer's kernel between two inputs of one direction whose √K at
/// this layer are s and t. To second order in s − t,
///   √(K'(s,s) K'(t,t)) − K'(s, t) = Ψ(s) (s − t)²/2,  Ψ = s_w² E[x² φ'(sx)²] − (s_w² E[x φ(sx) φ'(sx)])²/K'(s, s)
/// for x standard normal. For s ≤ radial_limit its relative error is about 1e-8, which is as good as the second order
/// is. Where it is not used it is 0, and for a piecewise linear φ, which never uses it, row.radial stays as it is.
inline void diagonal_layer(const numeric::Activation& activation, double weight_variance, double bias_variance,
                           const DiagonalRow& row) {
    NTK_DISPATCH(diagonal_layer)(activation, weight_variance, bias_variance, row);
}

}  // namespace ntk::kernels
