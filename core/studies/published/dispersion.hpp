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
/// misses them, and its interval with it. Here one draw in three is of networks, the others of laws that prefer large
/// Θ̂: a number of layers is drawn uniformly from 0 … L; the rows `forward` below it have the density of normal numbers
/// times S, or S², where S = Σ g² over the g > 0, and the rows `backward` from it on times the same of the like sum of
/// ε². The weight is the exact ratio of the densities, at most 3, so neither weight · Θ̂ nor weight · Θ̂² has a heavy
/// tail.
struct Draw {
    double ntk, weight;
};
Draw draw_diagonal(const RandomNetworks& networks, std::uint64_t seed, const std::string& stream);

/// The limit of E[Θ̂²]/E[Θ̂]² for s_w² = 2 and s_b² = 0 as L and the width grow in the ratio `lambda` > 0:
///   e^{5λ}/(2λ) (1 − (1 − e^{−4λ})/(4λ)).
/// The terms of Θ̂ have one mean. The square of each has 1 + 5/width for each layer in its mean, and the product of
/// those of layers l < k has that for all layers but the k − l between, which give 1 + 1/width: the sum of e^{5λ − 4|t
/// − s|} over all pairs of places t, s in [0, λ].
double dispersion_limit(double lambda);

}  // namespace ntk::studies::published
