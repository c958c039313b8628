// The kernels of a network of finite width at its present parameters, which tend to those of kernels/ at the start.
#pragma once

#include <cstddef>

#include <xtensor/xtensor.hpp>

#include "core/network/network.hpp"

namespace ntk::network {

/// The layers [first, end) of a network, counted from 0.
struct LayerRange {
    std::size_t first, end;
};

/// Θ̂(x, z) = ∇f(x)·∇f(z), (n, m) for inputs x (n, d), z (m, d). No Jacobian is formed: the gradient of a layer's
/// weights is an outer product, so
///   Θ̂ = Σ_l a(l)² (H(l−1) H(l−1)ᵀ) ∘ (Δ(l) Δ(l)ᵀ) + a_b² Δ(l) Δ(l)ᵀ,
/// H the activations, Δ the back-propagated derivatives ∂f/∂z(l). Cost O(n m width L) beside the passes.
xt::xtensor<double, 2> empirical_ntk(const Network& network, const xt::xtensor<double, 2>& x,
                                     const xt::xtensor<double, 2>& z);

/// The part of Θ̂ that belongs to the parameters of those layers: the empirical NTK where all others are frozen. The
/// parts of a partition add up to the whole. Throws std::invalid_argument unless first ≤ end ≤ L + 1.
xt::xtensor<double, 2> empirical_ntk(const Network& network, const xt::xtensor<double, 2>& x,
                                     const xt::xtensor<double, 2>& z, LayerRange layers);

/// The covariance of f(x) and f(z) over draws of the last layer alone, the layers below it as they are:
/// a(L+1)² H(L) H(L)ᵀ + a_b², (n, m), in the NTK parameterization. Exact, so no sampling error stands between it and
/// the NNGP.
xt::xtensor<double, 2> empirical_nngp(const Network& network, const xt::xtensor<double, 2>& x,
                                      const xt::xtensor<double, 2>& z);

}  // namespace ntk::network
