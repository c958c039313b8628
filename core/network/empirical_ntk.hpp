// The kernels of a network of finite width at its present parameters, which tend to those of kernels/ at the start.
#pragma once

#include <cstddef>

#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {

/// The layers [first, end) of a network, counted from 0.
struct LayerRange {
    std::size_t first, end;
};

/// Θ̂(x, z) = ∇f(x)·∇f(z), (n, m) for inputs x (n, d), z (m, d). No Jacobian is formed: the gradient of a layer's
/// weights is an outer product, so
///   Θ̂ = Σ_l a(l)² (H(l−1) H(l−1)ᵀ) ∘ (Δ(l) Δ(l)ᵀ) + a_b² Δ(l) Δ(l)ᵀ,
/// H the activations, Δ the back-propagated derivatives ∂f/∂z(l). Cost O(n m width L) beside the passes.
Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z);

/// The part of Θ̂ that belongs to the parameters of those layers: the empirical NTK where all others are frozen. The
/// parts of a partition add up to the whole. Throws std::invalid_argument unless first ≤ end ≤ L + 1.
Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z, LayerRange layers);

/// The covariance of f(x) and f(z) over draws of the last layer alone, the layers below it as they are:
/// a(L+1)² v H(L) H(L)ᵀ + a_b², (n, m), v the variance of a weight: 1 in the NTK parameterization, s_w²/m(L) in the
/// standard one. Exact, so no sampling error stands between it and the NNGP.
Matrix empirical_nngp(const Network& network, const Matrix& x, const Matrix& z);

}  // namespace ntk::network
