// NNGP and NTK of infinitely wide fully connected networks, NTK parameterization:
//   z(1) = sqrt(s_w²/d) W x + sqrt(s_b²) b,  z(l+1) = sqrt(s_w²/m) W φ(z(l)) + sqrt(s_b²) b,  all W, b standard normal.
//   K(1)(x,x') = s_w² x·x'/d + s_b²,  K(l+1) = s_w² T(K(l)) + s_b²            (NNGP; Neal 1996, Lee et al. 2018)
//   Θ(1) = K(1),                     Θ(l+1) = K(l+1) + s_w² T'(K(l)) · Θ(l)   (NTK; Jacot et al. 2018, theorem 1)
// with T, T' the dual activations E[φ(u)φ(v)], E[φ'(u)φ'(v)], (u,v) ~ N(0, K(l)).
// The kernel of a network with L hidden layers is the one at layer L+1.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/activation.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

struct Architecture {
    numeric::Activation activation = numeric::Activation::relu;
    double weight_variance = 2.0;  // s_w² > 0
    double bias_variance = 0.0;    // s_b² ≥ 0
};

struct KernelPair {
    Matrix nngp;
    Matrix ntk;
};

/// Kernels between all rows of x (n, d) and of z (m, d): one pair of (n, m) matrices for each entry of `hidden_layers`
/// (each ≥ 0, increasing). One pass of the recursion serves all depths.
/// Relative error of ReLU at most 1e-14, of the others 2e-15 (4 + layers), near-parallel and near-antiparallel inputs
/// included. Where terms of both signs are added, 3e-16 √(k(x,x) k(z,z)) more: with a bias, and of leaky ReLU, GELU and
/// SiLU, whose duals change sign, without one too. Near the angle where they do the relative error has no bound.
/// Throws std::invalid_argument for mismatched dimensions, an Error for a variance out of range. A row of zeros is
/// allowed: where s_b² = 0 its ReLU kernel is zero.
std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Matrix& z, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers);

/// The same between all rows of x: symmetric, exact on the diagonal, only the lower triangle computed.
std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers);

enum class KernelKind { nngp, ntk };

/// The same numbers for one kernel at one depth, which take the memory of the result and little else; of tanh and SiLU
/// up to 16 kB more for each row and layer, where rows are large (dual_series.hpp).
Matrix kernel(KernelKind kind, const Matrix& x, const Matrix& z, const Architecture& architecture,
              std::size_t hidden_layers);
Matrix kernel(KernelKind kind, const Matrix& x, const Architecture& architecture, std::size_t hidden_layers);

}  // namespace ntk::kernels
