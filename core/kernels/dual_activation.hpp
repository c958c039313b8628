// One layer of the NNGP and NTK recursion over a row of pairs (x_i, z_j), j = 0 … n−1, vectorised over j.
//
// Beside the kernel's value each pair carries 1 − ρ and 1 + ρ (ρ the correlation), each to full relative accuracy:
// from ρ alone the angle of nearly parallel inputs would lose half its digits.
#pragma once

#include <cstddef>

#include "core/numeric/activation.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::kernels {

/// A row of pairs at one layer. Arrays of n.
struct PairRow {
    std::size_t n;
    double* nngp;       // K(x_i, z_j)
    double* ntk;        // Θ(x_i, z_j)
    double* one_minus;  // 1 − ρ
    double* one_plus;   // 1 + ρ
};

/// A layer's dual series (dual_series.hpp) as a row needs it: of input x_i, and of all z. None: `x` is null.
struct SeriesRow {
    const double* x = nullptr;  // α_m of x_i at [m]
    const double* z = nullptr;  // those of all z_j, at series_place(height, j, m)
    std::size_t height = 0;
    double lead_x = 0.0, terms_x = 0.0;
    const double* lead_z = nullptr;
    const double* terms_z = nullptr;
};

/// What the layer needs to know of the rows' own variances K(x,x), before and after it.
struct LayerVariances {
    double weight_variance;
    double bias_variance;
    double root_x;       // √K(x_i, x_i)
    double root_x_next;  // the next layer's
    double radial_x;     // Ψ(√K(x_i, x_i)): radial_curvature of fully_connected.cpp; for smooth activations
    const double* root_z;
    const double* root_z_next;
    const double* radial_z;
    SeriesRow series;
};

/// Ψ is used where √K(x, x) is at most this.
inline constexpr double radial_limit = 8.0;

#define NTK_DECLARE(isa)                                                                                   \
    namespace isa {                                                                                        \
    void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row); \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// One hidden layer, in place.
inline void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row) {
    NTK_DISPATCH(hidden_layer)(activation, v, row);
}

}  // namespace ntk::kernels
