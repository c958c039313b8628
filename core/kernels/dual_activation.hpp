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
};

/// Ψ is used where √K(x, x) is at most this.
inline constexpr double radial_limit = 8.0;

#define NTK_DECLARE(isa)                                                                                            \
    namespace isa {                                                                                                 \
    void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row);          \
    void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n, \
                        double* products);                                                                          \
    void first_pairs(double weight_variance, double bias_variance, double d, double root_x, const double* root_z,   \
                     const PairRow& row);                                                                           \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// One hidden layer, in place.
inline void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row) {
    NTK_DISPATCH(hidden_layer)(activation, v, row);
}

/// The first pre-activations' pairs from row.nngp = x · z, for inputs of d columns: K = Θ = s_w² x·z/d + s_b², 1 − ρ
/// and 1 + ρ by subtraction. An input of norm 0 has ρ = 0.
inline void first_pairs(double weight_variance, double bias_variance, double d, double root_x, const double* root_z,
                        const PairRow& row) {
    NTK_DISPATCH(first_pairs)(weight_variance, bias_variance, d, root_x, root_z, row);
}

/// products[j] = Σ_k x[k] · z_columns[k · stride + j] as if summed in twice the precision (Ogita, Rump & Oishi 2005,
/// Dot2): nearly orthogonal inputs keep their digits. Products must stay below 2^996.
inline void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n,
                           double* products) {
    NTK_DISPATCH(input_products)(x, z_columns, d, stride, n, products);
}

}  // namespace ntk::kernels
