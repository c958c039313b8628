// The kernels of a network of finite width at its present parameters. At the start of training they tend to those of
// core/kernels as the width grows.
#pragma once

#include <cstddef>

#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {

/// The layers first, first + 1 … end − 1 of a network, counted from 0.
struct LayerRange {
    std::size_t first, end;
};

/// The empirical NTK Θ̂(x, z) = ∇f(x)·∇f(z), (n, m), for inputs x (n, d) and z (m, d); ∇ is by the parameters.
/// No Jacobian is formed. The gradient by a layer's weights is an outer product, so
///   Θ̂ = Σ_l a(l)² (H(l−1) H(l−1)ᵀ) ∘ (Δ(l) Δ(l)ᵀ) + a_b² Δ(l) Δ(l)ᵀ,
/// where H(l) are the activations and Δ(l) the back-propagated derivatives ∂f/∂z(l), of x on the left and of z on the
/// right. The cost is O(n m width L) beyond the two passes.
Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z);

/// The part of Θ̂ that belongs to the parameters of these layers, which is the empirical NTK where all others are
/// frozen. Where ranges cover every layer once their parts add up to Θ̂. Throws std::invalid_argument unless
/// first ≤ end ≤ L + 1.
Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z, LayerRange layers);

/// The covariance of f(x) and f(z), (n, m), over draws of the last layer alone, with the layers below it as they are:
/// a(L+1)² v H(L) H(L)ᵀ + a_b². Here v is the variance of a weight: 1 in the NTK parameterization, s_w²/m(L) in the
/// standard one. It is exact, so it differs from the NNGP by the finite width alone and by no sampling error.
Matrix empirical_nngp(const Network& network, const Matrix& x, const Matrix& z);

}  // namespace ntk::network
