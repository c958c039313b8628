// The study `published` (the paper, "Known results, checked"): published results that no other study needs for itself.
// Each family of results has a stage that measures it, and rows of the table of known results.
//
//   plan.cpp         the parameters and the stages
//   dispersion.cpp   how much the tangent kernel of deep networks fluctuates at the start (dispersion.hpp: one draw)
//   decay.cpp        the kernels' spectra on the circle
//   catapult.cpp     training at rates above the largest stable one of the linearised network
//   scale.cpp        training with a scaled output
//   precision.cpp    kernels that are rounded to float
//   regressions.cpp  ridge and early stopping; the NTK and networks on tables
//   report.cpp       verdicts on what is published, the figure, and the numbers that the paper quotes
#pragma once

#include <cstddef>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::studies::published {

extern const flow::Study study;

/// log(E[Θ̂²]/E[Θ̂]²) of Θ̂(x, x) over random ReLU networks (dispersion.hpp), array log_ratio, and its standard_error.
flow::Artifact dispersion(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The coefficients c_k = (1/N) Σ_j κ(2πj/N) cos(2πjk/N), k = 0 … frequencies, of an even function κ of an angle.
/// `half` has its values at the angles 2πj/N for j = 0 … N/2. They are the Fourier coefficients with an error of the
/// sum of those at the frequencies N − k, N + k, 2N − k …, and so the eigenvalues of the kernel κ(γ − γ') on the
/// circle.
Vector cosine_coefficients(const Vector& half, std::size_t frequencies);

/// The cosine coefficients of kernels between points of the unit circle: arrays ntk and nngp of a ReLU network with
/// biases, laplace of exp(−‖x − x'‖), and bias_free of the NTK of one hidden layer without biases.
flow::Artifact decay(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The kinds of network that are trained at large rates. A ReLU network's largest rate depends on its depth.
struct CatapultNetwork {
    const char *key, *activation;
    std::size_t hidden_layers;
    bool one_row;  // whether it learns one row alone, as in the model that the publication solves
};
inline constexpr CatapultNetwork catapult_networks[] = {{"solved", "identity", 1, true},
                                                        {"linear", "identity", 1, false},
                                                        {"shallow", "relu", 1, false},
                                                        {"deep", "relu", 2, false}};
inline constexpr std::size_t catapult_inputs = 10;
/// The rates in units of 1/λ0, where λ0 is the largest eigenvalue of Θ̂ at the start, and the one that is looked at.
inline constexpr double catapult_multiples[] = {1,   1.5, 2.5, 3,  3.4,  3.8, 4.2,  4.7, 5.3, 6,
                                                6.8, 7.7, 8.7, 10, 11.3, 13,  14.7, 17,  19,  22};
inline constexpr double catapult_shown = 3;

/// One network trained from one start at growing rates by gradient descent, towards random signs at normal inputs.
/// Arrays
///   stable, unstable   the largest rate below the first at which the last loss is not below the first, and that one,
///                      in units of 1/λ0; 0 where there is none
///   growth             log(largest loss/first loss) at the rate 3/λ0
///   flattening         log(λ/λ0) there, λ being the largest eigenvalue of Θ̂ after training; both 0 where the rate is
///                      above the stable ones
flow::Artifact catapult(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The scales α of the output, increasing.
inline constexpr double output_scales[] = {0.015625, 0.03125, 0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32};
/// What stands for the gap and the drift of a network that diverged.
inline constexpr double diverged_value = 10.0;

/// One network α (f − f_0) with a hidden layer of erf units, trained by gradient descent on the squared error over α².
/// Arrays, a value for each α
///   gap     the predictor gap between it and the network linearised at its start, after as many steps
///   drift   ‖Θ̂_t − Θ̂_0‖/‖Θ̂_0‖ on the training rows, in the Frobenius norm
flow::Artifact scale(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Interpolation of sin 5γ on P numbers of random points of the circle, by ReLU kernels as they are and rounded to
/// float. Arrays (P) for KERNEL = nngp, ntk
///   KERNEL.log_ratio    log(NMSE of the rounded kernel / NMSE of the kernel)
///   KERNEL.log_margin   log(least eigenvalue / noise), the noise being the norm of a random matrix of errors as large
///                       as those of rounding
flow::Artifact precision(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Regression with the NTK on a split of a task, which the stage draws itself (shared::split, with its parameters and
/// its input table). Arrays
///   tuned                    NMSE with the tuned ridge, on all test rows
///   ridge, stopped           NMSE on half of the test rows, with the ridge and with the time of gradient flow that do
///                            best on the other half
///   gap                      predictor gap between those two
///   reuse                    statistics::Draws::reuse of the split
flow::Artifact regressions(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Networks trained in the regimes parameters["regimes"] on the same split. Arrays plain and stopped, the NMSE on the
/// test rows without and with early stopping.
flow::Artifact networks(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take all of the above: dispersion as ratio {λ, width} and phase {variance, depth}, decay, catapult
// {network, start}, scale {width, start}, precision {split}, regressions {task, split}, networks {table, split}.

/// log(E[Θ̂²]/E[Θ̂]²) by depth, for the weight variances below, at and above the edge of chaos.
flow::Artifact figure_dispersion(const nlohmann::json& parameters, const flow::Inputs& inputs);

flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::published
