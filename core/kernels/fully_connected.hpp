// The kernels of infinitely wide fully connected networks. The NNGP kernel K is the covariance of the outputs over
// random starts (of the neural network Gaussian process), and the neural tangent kernel (NTK) Θ governs training. In
// the NTK parameterization, for inputs of dimension d and hidden layers of width m, the pre-activations are
//   z(1) = sqrt(s_w²/d) W x + sqrt(s_b²) b,  z(l+1) = sqrt(s_w²/m) W φ(z(l)) + sqrt(s_b²) b,  all W, b standard normal.
// The kernels in the limit of large m are
//   K(1)(x,x') = s_w² x·x'/d + s_b²,  K(l+1) = s_w² T(K(l)) + s_b²            (NNGP; Neal 1996, Lee et al. 2018)
//   Θ(1) = K(1),                     Θ(l+1) = K(l+1) + s_w² T'(K(l)) · Θ(l)   (NTK; Jacot et al. 2018, theorem 1)
// with the dual activations T = E[φ(u)φ(v)] and T' = E[φ'(u)φ'(v)] for (u, v) ~ N(0, K(l)). The kernel of a network
// with L hidden layers is the one at layer L + 1.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/numeric/activation.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

struct Architecture {
    numeric::Activation activation = numeric::Activation::relu;
    double weight_variance = 2.0;  // s_w² > 0
    double bias_variance = 0.0;    // s_b² ≥ 0
};

/// Both kernels of the same inputs, of one shape.
struct KernelPair {
    Matrix nngp;
    Matrix ntk;
};

/// The kernels between all rows of x (n, d) and of z (m, d). There is one pair of (n, m) matrices for each entry of
/// `hidden_layers`, whose entries are ≥ 0 and must increase. One pass of the recursion serves all of them.
///
/// The relative error is at most 1e-14 for ReLU and 2e-15 (4 + layers) for the other activations, also for nearly
/// parallel and nearly antiparallel inputs. Where terms of both signs are added, the error may be greater by 3e-16
/// √(k(x,x) k(z,z)). This happens with a bias, and without one for leaky ReLU, GELU and SiLU, whose duals change sign.
/// Near the angle where they do, the relative error has no bound.
///
/// Throws std::invalid_argument for inputs without columns or of different dimensions and for numbers of hidden layers
/// that do not increase, and an Error for a variance out of range. A row of zeros is allowed. Where s_b² = 0 its ReLU
/// kernel is zero.
std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Matrix& z, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers);

/// The same between all rows of x (n, d). The matrices (n, n) are symmetric, and exact on the diagonal. Only the lower
/// triangle is computed.
std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers);

enum class KernelKind { nngp, ntk };

/// A function that is told what share of a computation is done, which grows to 1. Any thread may call it, so calls may
/// overtake each other.
using Progress = std::function<void(double share)>;

/// The same numbers for one kernel at one depth, with the same errors. They take the memory of the result and little
/// else. For tanh and SiLU each row and layer takes up to 16 kB more, where the rows have large norms
/// (dual_series.hpp).
Matrix kernel(KernelKind kind, const Matrix& x, const Matrix& z, const Architecture& architecture,
              std::size_t hidden_layers, const Progress& progress = {});
Matrix kernel(KernelKind kind, const Matrix& x, const Architecture& architecture, std::size_t hidden_layers,
              const Progress& progress = {});

}  // namespace ntk::kernels
