// The kernels of the first pre-activations for a row of pairs (x_i, z_j), j = 0 … n − 1, from the inputs themselves,
// vectorised over j.
//
// The inputs z come as columns, so that vectors run over them: number k of input j is at z_columns[k · stride + j].
#pragma once

#include <cstddef>

#include "core/kernels/dual_activation.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::kernels {

/// A row of pairs of inputs, and what the first layer makes of each input alone, K = s_w² |x|²/d + s_b².
struct InputRow {
    const double* x;          // d numbers
    const double* z_columns;  // d × stride
    std::size_t d, stride;
    double weight_scale;       // s_w²/d
    double bias_variance;      // s_b²
    double variance_x;         // K(x_i, x_i)
    const double* variance_z;  // K(z_j, z_j) of every z_j
    double scale_x;         // a power of two that brings x_i's largest magnitude into [1, 2), but none beyond 2^±1000
    const double* scale_z;  // the same of every z_j
};

#define NTK_DECLARE(isa)                                                                                            \
    namespace isa {                                                                                                 \
    void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n, \
                        double* products);                                                                          \
    void first_pairs(double weight_variance, double bias_variance, double d, double root_x, const double* root_z,   \
                     const PairRow& row);                                                                           \
    void sharpen_near_pairs(const InputRow& inputs, const PairRow& row);                                            \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// Sets products[j] = Σ_k x[k] · z_columns[k · stride + j] for j < n, as if summed in twice the precision (Ogita, Rump
/// & Oishi 2005, Dot2). So the products of nearly orthogonal inputs keep their digits. Products must stay below 2^996.
inline void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n,
                           double* products) {
    NTK_DISPATCH(input_products)(x, z_columns, d, stride, n, products);
}

/// Makes the pairs of the first pre-activations from row.nngp = x · z, for inputs of d columns: K = Θ = s_w² x·z/d +
/// s_b², and 1 − ρ and 1 + ρ by subtraction. Where an input's own K is 0, ρ is 0.
inline void first_pairs(double weight_variance, double bias_variance, double d, double root_x, const double* root_z,
                        const PairRow& row) {
    NTK_DISPATCH(first_pairs)(weight_variance, bias_variance, d, root_x, root_z, row);
}

/// Computes 1 − ρ or 1 + ρ anew where first_pairs made it less than 1/16, because the subtraction has then cost more
/// than four bits. It follows from (1 − ρ)(1 + ρ) = sin²θ, θ being the angle between the pre-activations. The error is
/// a few ulp, however near to parallel the pair is. This takes O(d) operations, where Lagrange's identity, the
/// textbook's way to lose nothing, takes O(d²).
inline void sharpen_near_pairs(const InputRow& inputs, const PairRow& row) {
    NTK_DISPATCH(sharpen_near_pairs)(inputs, row);
}

}  // namespace ntk::kernels
