// The study `spectra` (the paper, "Why one kernel errs unlike another"): along which directions kernels learn, before
// and after training; what depth does to them; and whether a kernel that knows nothing of networks does as well on a
// sphere.
//
//   plan.cpp     the parameters and the stages
//   stages.cpp   spectra of a split's kernels and of a network's kernel; correlations by depth
//   sphere.cpp   regression on a sphere with the NTK and with control kernels
//   report.cpp   the figures, the verdicts on what is published, and the numbers that the paper quotes
#pragma once

#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::spectra {

/// The study quotes what lies along this many leading directions. It is one of the ranks below, and there are never
/// fewer training points.
constexpr std::size_t leading_rank = 8;

extern const flow::Study study;

// A kernel's spectrum on the n training points of a split has these arrays. They are given at the R ranks 1, 2, 3, 5,
// 8 … n; rank 1 is the largest eigenvalue.
//   KERNEL.eigenvalues   each over the sum of all
//   KERNEL.target        the share of ‖y‖² along the eigenvectors v_k up to the rank: Σ (v_k·y)² / ‖y‖²
//   KERNEL.alignment     yᵀ K y / (‖K‖_F ‖y‖²), the cosine between K and y yᵀ (Cristianini et al. 2001)

/// The spectra of the kernels nngp and ntk at L depths: their arrays (L, R), (L, R) and (L), the ranks rank (R), and
/// rate (L) = 1/λmax of the NTK. Input: split.
flow::Artifact kernel_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// The spectra `before` and `after` of a network's empirical NTK before and after training in parameters["regime"],
/// with arrays (R), (R) and (); and diverged, 0 or 1 where training diverged; then those of `after` are 0. Inputs:
/// split, and the spectra `kernels` of its kernels.
flow::Artifact network_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Mean and standard deviation of the correlations k_ij/√(k_ii k_jj) between different training points: arrays
/// KERNEL.mean and KERNEL.deviation (L) for nngp and ntk. Input: split.
flow::Artifact flattening(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Interpolation on the unit sphere in R^10, where no constant is appended to the inputs. The control kernels laplace
/// and gaussian are compared with the NTK at L depths. Each takes the one of six bandwidths, a quarter to eight times
/// the median distance, with which it predicts most like the NTK on half of the test points. The other half gives the
/// arrays (L each)
///   CONTROL.bandwidth   in median distances
///   CONTROL.gap         predictor gap D from the NTK
///   CONTROL.log_ratio   log(NMSE of the control / NMSE of the NTK)
///   CONTROL.jitter      the ridge that had to be added; 0 where none had to
///   ntk.nmse
flow::Artifact sphere(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take as inputs the spectra kernels {task, split} and network {task, split, start}, flattening {task, split}
// and sphere {split}.

/// The quantity that parameters["quantity"] names, "eigenvalues" or "target", at the networks' depth; means over
/// splits.
flow::Artifact figure_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// The mean correlation and a band of one deviation to each side, by depth; means over splits.
flow::Artifact figure_flattening(const nlohmann::json& parameters, const flow::Inputs& inputs);

flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::spectra
