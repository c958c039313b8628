// The layers of a fully connected network whose activations are centred, as in compression (Gu et al. 2022):
//   h(0) = x,  h(l) = (σ_l(W_l h(l−1)) − E σ_l(τ_{l−1} z))/√d_l,  z ~ N(0, 1),
// for weights W of mean 0 and variance 1, d_l units and no biases. τ_0² is the mean of |x|², and τ_l² the variance of
// σ_l(τ_{l−1} z): the scale of |h(l)|. An activation is the rectifier (ReLU), or it is quantised: steps between a few
// levels. In high dimension the kernels of such a network know an activation by a few numbers alone
// (high_dimension.hpp), so steps that have the rectifier's numbers can stand for it.
//
//   centred_layers.hpp   this: activations, their numbers, the steps that stand for a rectifier
//   centred_kernels.hpp  the exact kernels of such networks of infinite width
//   high_dimension.hpp   what those kernels are equivalent to in high dimension
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace ntk::kernels {

/// A function of a number that takes few values: levels[k] between thresholds[k − 1] and thresholds[k].
struct Steps {
    std::vector<double> thresholds;  // increasing
    std::vector<double> levels;      // one more than thresholds

    double operator()(double z) const;
};

/// What the equivalents know of an activation σ. All expectations are at τ z for z ~ N(0, 1).
struct ActivationMoments {
    double mean;           // E σ
    double first;          // E σ'
    double second;         // E σ''
    double square_second;  // E ((σ − mean)²)''
    double variance;       // E (σ − mean)²
    /// E σ'². Steps have none: as a derivative it would be infinite. There it is that of the rectifier which the steps
    /// stand for, so the tangent kernel of a quantised network is the formula's and no derivative of anything.
    double slope_square;
};

/// E σ(τ z). Of steps it is a sum over thresholds, as are the moments below.
double mean(const Steps& steps, double tau);

/// The moments of steps. As steps have no derivatives, those of their expectations in the mean are meant, which are
/// integrals by parts: E σ' = E[z σ]/τ and E σ'' = E[(z² − 1) σ]/τ². slope_square is 1/2.
ActivationMoments moments(const Steps& steps, double tau);

/// The rectifier's: τ/√(2π), 1/2, 1/(√(2π) τ), 1 − 1/π, τ² (1/2 − 1/(2π)) and 1/2.
ActivationMoments rectifier_moments(double tau);

/// The steps b · 1{z < s1 or z > s2} that have, at τ, the same first, second and square_second as the rectifier has at
/// its own scale. There is one solution, but for the mirror image z → −z, at every τ. With φ the normal density, the
/// thresholds u and v in units of τ solve (u − A) φ(u) = (v − A) φ(v) for A = τ second/first. So u lies between the two
/// places where (u − A) φ(u) turns, it determines v, and the last equation for u is solved by bisection. The levels
/// follow. Throws std::invalid_argument unless both scales are positive.
Steps matched_steps(double tau, double rectifier_tau);

/// The steps b1 outside [s1, s4], b2 inside [s2, s3] and 0 between, with s2 − s1 = s4 − s3, that have the rectifier's
/// first and second and, among those, the least variance. It is the activation of a last layer, which wants the
/// rectifier's variance too, and whose square_second no kernel knows.
///
/// That variance itself is out of reach. By Bessel's inequality every activation whatsoever has a variance of at least
/// (τ first)² + (τ² second)²/2, its share along z and z² − 1. Of the rectifier's own it is all but 3 %, more than three
/// levels can come near, and after a layer of matched_steps τ has grown so that it exceeds the rectifier's.
///
/// The least variance is found by a compass search over the thresholds. `tau` must be at most twice `rectifier_tau`,
/// or std::invalid_argument is thrown: further on the search has no end.
Steps least_variance_steps(double tau, double rectifier_tau);

/// A layer: its activation and what the equivalents know of it.
struct CentredLayer {
    std::optional<Steps> steps;  // none: the rectifier
    ActivationMoments moments;
};

/// The layers of a network of rectifiers.
std::vector<CentredLayer> rectifier_layers(double tau0, std::size_t hidden_layers);

/// The same network quantised: matched_steps in all layers but the last, which has least_variance_steps. There are at
/// most three, or std::invalid_argument is thrown: with every layer τ grows beyond the rectifier's.
std::vector<CentredLayer> quantised_layers(double tau0, std::size_t hidden_layers);

}  // namespace ntk::kernels
