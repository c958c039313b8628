// Draws of the diagonal Θ̂(x, x) of a random ReLU network's tangent kernel. For one input x the forward and the backward
// pass need few numbers, so networks need not be made.
//
// Layer l maps h(l−1) to z(l) = a W h(l−1) + a_b b. Split its weights as W = g ĥᵀ + W', where ĥ is h(l−1) over its
// norm. g = W ĥ is normal, and decides z(l). W' is independent of g, has no part along ĥ, and comes into Θ̂ only through
// W'ᵀ δ(l), where δ(l) = ∂f/∂z(l) depends on g and on the layers above. Given those it is normal: it has the law of
// ‖δ(l)‖ (ε − (ε·ĥ) ĥ) for a normal ε. So 2 (or, with biases, 3) normal numbers a unit give Θ̂(x, x) exactly as a random
// network has it, where the network itself has as many numbers a unit as it is wide.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/numeric/arrays.hpp"

namespace ntk::studies::published {

/// Networks of L hidden layers of the same width, in the NTK parameterization.
struct RandomNetworks {
    std::size_t width;  // ≥ 2
    std::size_t hidden_layers;
    double weight_variance, bias_variance;  // s_w² > 0, s_b² ≥ 0
};

/// The normal numbers of one network, (L, width) each. The row of hidden layer l = 1 … L has, in `forward`, g of layer
/// l, in `bias` its biases (empty where s_b² = 0), and in `backward` ε of layer l + 1.
struct Normals {
    Matrix forward, bias, backward;
};

/// Θ̂(x, x) = Σ_l (a(l)² ‖h(l−1)‖² + s_b²) ‖δ(l)‖² over the layers l = 1 … L + 1, for an x with ‖x‖² = d inputs.
double diagonal_ntk(const RandomNetworks& networks, const Normals& normals);

/// A draw and its weight: E[F(Θ̂)] over random networks is the mean of weight · F(ntk).
///
/// Θ̂ has a heavy tail where depth/width is not small. Its square's mean then rests on draws so rare that a plain mean
/// misses them, and its interval with it. Here one draw in three is of networks, the others of laws that prefer numbers
/// as those have on which E[Θ̂] and E[Θ̂²] rest (tied_dispersion_limit): large g or large ε in the open units, and a
/// large output f. The weight is the exact ratio of the densities, at most 3. At depth/width 0.5 the ratio of the
/// moments has about a sixth of the error that as many plain draws leave.
struct Draw {
    double ntk, weight;
};
Draw draw_diagonal(const RandomNetworks& networks, std::uint64_t seed, const std::string& stream);

// The limits of E[Θ̂²]/E[Θ̂]² for s_w² = 2 and s_b² = 0 as L and the width m grow in the ratio `lambda` > 0. The terms of
// Θ̂ have one mean. Take those of two layers a share d of the depth apart, as λ counts it. Below the lower and above the
// upper, each layer multiplies the mean of their product by 1 + 5/m. Between them it depends on whether the weights
// that bring δ down are those that bring h up.

/// The published limit, e^{5λ}/(2λ) (1 − (1 − e^{−4λ})/(4λ)). It is the mean of e^{5(λ − d)} e^d over all pairs:
/// between the layers 1 + 1/m, which is so where the weights that bring δ down are drawn anew.
double published_dispersion_limit(double lambda);

/// The limit for networks, where they are the same weights, e^{5λ} (1/3 + 4/(3λ²) (λ/6 − (1 − e^{−6λ})/36)). It is the
/// mean of e^{5(λ − d)} (2 e^{−d} + e^{5d})/3. All δ(l) have h(l)·δ(l) = f, as the network is homogeneous. So ‖δ(l)‖²
/// is made of f²/‖h(l)‖², with the same f for all layers, and of what the other directions bring, with 1 − 2/m for each
/// layer in its mean: with B_d = ‖δ‖² at the distance d, F_d = ‖h‖², and G the latter part,
///   B_d = B_0 G_d + m f² ∫_0^d G_d/(G_s F_s) ds.
/// Of G to the power p and F to the power q, a layer has 1 + c/m in its mean, where c is 5 − 4 = 1 for G², 5 for F² and
/// 1 − 2 for F G. Given h(L), f is normal, so E[f⁴] = 3 E[f²]². The rest follows by integration, from the last layer
/// down.
double tied_dispersion_limit(double lambda);

}  // namespace ntk::studies::published
