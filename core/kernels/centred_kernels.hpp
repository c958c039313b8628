// The exact kernels of networks of infinite width with centred activations (centred_layers.hpp). With m_l = E σ_l(τ z)
// at the layer's scale, and (u, v) normal of mean 0 with the variances and the covariance that the layer before gives,
//   K_0(x, x') = x·x'/p,  K_l = E[(σ_l(u) − m_l)(σ_l(v) − m_l)]          conjugate kernel
//   Θ_0 = K_0,            Θ_l = K_l + Θ_{l−1} E[σ_l'(u) σ_l'(v)]         tangent kernel
// They are NNGP and NTK (fully_connected.hpp) but for the centring, and for the last layer's weights, whose own
// variance is 1.
#pragma once

#include <vector>

#include "core/kernels/centred_layers.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

/// K_0: the matrix x xᵀ/p (n, n) of the inner products of all rows of x (n, p).
Matrix input_kernel(const Matrix& x);

/// The conjugate kernel between all rows of x (n, p), which are not yet divided by √p and of which none is all zero.
/// The absolute error is at most 1e-13 √(K(x,x) K(x',x')) for rectifiers. Steps are integrated by 16 nodes over the
/// angle between u and v; where the correlation is at most 0.9, that adds at most 1e-7 of the squared levels.
Matrix conjugate_kernel(const Matrix& x, const std::vector<CentredLayer>& layers);

/// Both kernels. The tangent kernel's error is at most 1e-8 of √(Θ(x,x) Θ(x',x')), for nearly parallel rows. Throws
/// std::invalid_argument where a layer has steps, which have no tangent kernel.
KernelPair centred_kernels(const Matrix& x, const std::vector<CentredLayer>& layers);

}  // namespace ntk::kernels
