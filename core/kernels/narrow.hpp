// The tangent kernel of deep narrow networks (network/narrow.hpp; Lee, Choi, Ryu & No 2022): its limit for infinite
// depth, and its distribution at the start of a network of finite depth.
//
// At that start a change of the output unit in any layer reaches the output as it is, and nothing else does. So the
// gradient is by the weights and the bias of that unit alone, in the head, the L − 1 layers of the body and the tail,
// and it is what enters the layer:
//   Θ̂(x, x') = (x·x' + 1) + Σ_{l=1}^{L} (h(l)·h'(l) + 1),  h(l)·h'(l) = C² (x·x' + 1) + C² σ(g_l) σ(g'_l).
// The drawn unit is C σ(g_l), with σ(g) = max(g, 0) and a Gaussian process g_l of its own in each layer. Over L C²,
//   Θ̂(x, x')/(L C²) = x·x' + 1 + (1/L) Σ_l σ(g_l) σ(g'_l) + 1/C² + (x·x' + 1)/(L C²).
// The covariance of g_l is q(x, x') = x·x'/d + 1 in the body. In the head it is x·x'/(d C²) + 1, because no C
// multiplies the weights there. The draws of the layers are independent, so the mean over them tends to its
// expectation.
#pragma once

#include <cstddef>

#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

/// The limit Θ∞(x, z) = x·z + 1 + E[σ(g) σ(g')], (n, m), for rows x (n, d) and z (m, d), all ≥ 0. Throws
/// std::invalid_argument for inputs without columns or of different dimensions.
Matrix narrow_limit(const Matrix& x, const Matrix& z);

/// Mean and variance of Θ̂(x, z)/(L C²) over starts, (n, m), exact for every depth L ≥ 1 and scale C > 0. With the angle
/// θ between x and z that q gives, E[σ(g)² σ(g')²] = q(x, x) q(z, z) (3 sin θ cos θ + (π − θ)(1 + 2 cos² θ))/(2π) (Cho
/// & Saul 2009, n = 2). Throws as narrow_limit does.
struct Moments {
    Matrix mean, variance;
};
Moments narrow_moments(const Matrix& x, const Matrix& z, std::size_t depth, double scale);

}  // namespace ntk::kernels
