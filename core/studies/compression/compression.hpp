// The study `compression` (the paper, "Compressed"): whether the kernels of wide networks on inputs of high dimension
// depend on a few numbers alone, so that weights may be ternary and activations quantised (Gu et al. 2022).
//
//   plan.cpp      the parameters and the stages
//   problem.cpp   what is classified: mixtures of two Gaussian classes, and tables
//   limit.cpp     kernels of infinite width against their equivalents, as the dimension grows
//   networks.cpp  networks of finite width, dense, ternary and quantised, against those of infinite width
//   figures.cpp   the figures
//   report.cpp    the verdicts on what is published, and the numbers that the paper quotes
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/kernels/high_dimension.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::studies::compression {

extern const flow::Study study;

/// What is classified: rows, the first of which are to train on, and their classes.
struct Problem {
    Matrix x;  // (rows, p)
    Vector y;  // (rows) 1 and −1
    std::size_t training_rows;
    kernels::MixtureRows mixture;  // what the equivalents know of the training rows

    Matrix training_x() const;
    /// The part (n, n) of a kernel (rows, rows) that is between training rows.
    Matrix training_block(const Matrix& k) const;
};

/// Draws the problem that the stage's parameters describe, with the keys seed and stream, training_points and
///   dimension, test_points, mean, spread   for a mixture: N(±mean e1, C) of so many dimensions. C is the identity
///                                          for one class and 1 + spread/√dimension times that for the other.
///   (most_test_points, input table)        for a table: whether the target exceeds its mean, from standardised inputs
Problem draw_problem(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The law of a network's weights and its activations.
struct Family {
    std::string name;   // begins the names of its arrays
    std::string label;  // for readers
    bool dense, quantised;
    double zeros;  // of ternary weights: the share of zeros; the others are ±1/√(1 − zeros)

    /// E w⁴ − 3 of the weights w.
    double kurtosis() const { return dense ? 0.0 : 1.0 / (1.0 - zeros) - 3.0; }
};

/// Dense, ternary with these shares of zeros, and quantised with ternary weights of which half are zeros.
std::vector<Family> families(const std::vector<double>& zeros);

/// The weights of a layer (outputs, inputs): independent, of mean 0 and variance 1.
Matrix draw_weights(const Family& family, std::size_t outputs, std::size_t inputs, std::uint64_t seed,
                    const std::string& stream);

/// The kernels of one network on rows x (n, p), not yet divided by √p: with h(l) as in kernels/centred_layers.hpp and
/// the output w·h(L), the conjugate kernel h(L)·h(L)' and the tangent kernel, the product of two gradients by all
/// weights. The latter is empty where the network is quantised: it has no gradient. Its expectation over networks of
/// great width is what kernels/centred_kernels.hpp gives.
kernels::KernelPair network_kernels(const Matrix& x, const std::vector<kernels::CentredLayer>& layers,
                                    const Family& family, std::size_t width, std::uint64_t seed,
                                    const std::string& stream);

/// ‖a − b‖/‖b‖ in the spectral norm, for symmetric matrices of which b has this norm.
double spectral_distance(const Matrix& a, const Matrix& b, double norm);

// The kernels of infinite width in these arrays have hidden_layers layers. KERNEL is conjugate or tangent. Distances
// are of the matrices on the training rows.
//   rows                  how many to train on and how many to test on
//   KERNEL.distance       of the exact kernel from its equivalent, over the equivalent's norm
//   KERNEL.eigenvalues    the greatest difference of their eigenvalues in order of size, over the same norm
//   KERNEL.published      the distance where products · τ_0⁴ is taken off the diagonal, as in the authors' code
//   quantised.distance    of the quantised network's exact conjugate kernel, less its excess on the diagonal, from the
//                         rectifiers', over the latter's norm
//   KERNEL.error, quantised.error   shares of test rows put in the wrong class, interpolating and tuned (2)
// and, where parameters["spectra"], at the ranks `rank` (shared/ranks.hpp) the eigenvalues KERNEL.spectrum,
// KERNEL.equivalent.spectrum of the equivalents, and quantised.spectrum less its excess.

/// The kernels of infinite width. Input, for a table: table.
flow::Artifact limit(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Networks of every family of families(parameters["zeros"]), against the kernels of infinite width. Of each family
/// parameters["draws"] networks of parameters["width"] units a layer are drawn, and the kernels of the first 1, 2, 4 …
/// of them averaged. Input, for a table: table. Arrays
///   rows                      as above
///   FAMILY.KERNEL.distance    of the averages from the exact kernel of rectifiers, over its norm, by number of
///                             networks; for quantised networks with their excess on the diagonal taken off
///   FAMILY.corrected          of the last average of conjugate kernels, with kernels::law_correction added to the
///                             limit
///   FAMILY.error              the share of test rows put in the wrong class with the tangent kernel of the first
///                             network, tuned; where quantised, with its conjugate kernel
///   FAMILY.gap                the predictor gap of that regression from the one with the rectifiers' exact kernel
/// and, where parameters["spectra"], the eigenvalues FAMILY.KERNEL.spectrum of the last average at the ranks.
flow::Artifact networks(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The predictions (test rows) of regression with the kernel k (rows, rows) on the training rows, with a tuned ridge or
/// interpolating.
Vector kernel_regression(const Problem& problem, const Matrix& k, bool tuned);
/// The share of test rows that such predictions put in the wrong class.
double classification_error(const Problem& problem, const Vector& predictions);

// The rest take as inputs limit {place, replicate} and, at some places, networks {place, replicate}. Places are the
// dimensions of mixtures, then the tables.

/// Distances of infinitely wide kernels from their equivalents against the dimension: means over replicates, the least
/// and the most.
flow::Artifact figure_distance(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Distances of finite networks' kernels against the number of networks averaged.
flow::Artifact figure_networks(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Eigenvalues of the first replicate at the largest mixture that has networks.
flow::Artifact figure_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// D between regressions with one network's kernel and with the limit's, for each family at the largest mixture that
/// has networks.
flow::Artifact placed_gaps(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::compression
