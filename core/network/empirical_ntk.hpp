// The NTK of a network of finite width at its present parameters: Θ̂(x, z) = ∇f(x)·∇f(z).
#pragma once

#include <xtensor/xtensor.hpp>

#include "core/network/network.hpp"

namespace ntk {

/// (n, m) for inputs x (n, d), z (m, d). No Jacobian is formed: the gradient of a layer's weights is an outer product,
/// so
///   Θ̂ = Σ_l a(l)² (H(l−1) H(l−1)ᵀ) ∘ (Δ(l) Δ(l)ᵀ) + a_b² Δ(l) Δ(l)ᵀ,
/// H the activations, Δ the back-propagated derivatives ∂f/∂z(l). Cost O(n m width L) beside the passes.
xt::xtensor<double, 2> empirical_ntk(const Network& network, const xt::xtensor<double, 2>& x,
                                     const xt::xtensor<double, 2>& z);

}  // namespace ntk
