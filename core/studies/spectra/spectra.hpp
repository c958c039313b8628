// The study `spectra` (the paper, section "Spectra"): along which directions kernels learn, before and after training;
// what depth does to them; and whether a kernel that knows nothing of networks does as well on a sphere.
//
//   plan.cpp     parameters, stages
//   stages.cpp   spectra of the kernels of a split, of a network's kernel; correlations against depth
//   sphere.cpp   regression on a sphere with the NTK and with control kernels
//   report.cpp   figures, verdicts on what is published, and the numbers that the paper quotes
#pragma once

#include <cstddef>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/study.hpp"

namespace ntk::studies::spectra {

/// The rank up to which the study reports what lies along the leading directions, one of the ranks below; there are no
/// fewer training points.
constexpr std::size_t leading_rank = 8;

extern const flow::Study study;

// A kernel's spectrum on the n training points of a split, at R ranks 1, 2, 3, 5, 8 … n, the largest eigenvalue first:
//   KERNEL.eigenvalues   over their sum
//   KERNEL.target        share of ‖y‖² along the directions up to the rank: Σ (v_k·y)² / ‖y‖²
//   KERNEL.alignment     yᵀ K y / (‖K‖_F ‖y‖²), the cosine between K and y yᵀ (Cristianini et al. 2001)

/// KERNEL = nngp, ntk, at L depths: arrays (L, R), (L, R), (L); rank (R); rate (L) = 1/λmax of the NTK. Input:
/// split.
flow::Artifact kernel_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// KERNEL = before, after: Θ̂ before and after training in parameters["regime"]; arrays (R), (R), (); diverged (0 or 1:
/// then after is 0 everywhere). Inputs: split, and kernels, its kernels' spectra.
flow::Artifact network_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// KERNEL.mean, KERNEL.deviation (L) for nngp and ntk: of the correlations k_ij/√(k_ii k_jj) between different training
/// points. Input: split.
flow::Artifact flattening(const nlohmann::json& parameters, const flow::Inputs& inputs);

/// Interpolation on the unit sphere in R^10, no constant appended: CONTROL = laplace, gaussian against the NTK of L
/// depths. Of six bandwidths, a quarter to eight times the median distance, the one that predicts most like the NTK on
/// half of the test points; the figures are from the other half. Arrays (L): CONTROL.bandwidth (in median distances),
/// CONTROL.gap, CONTROL.log_ratio = log(NMSE/NMSE of the NTK), CONTROL.jitter (the ridge that had to be added, 0:
/// none); ntk.nmse.
flow::Artifact sphere(const nlohmann::json& parameters, const flow::Inputs& inputs);

// The rest take the spectra kernels {task, split} and network {task, split, start}, the flattening {task, split} and
// the sphere {split}.

/// parameters["quantity"], eigenvalues or target, at the networks' depth: means over splits.
flow::Artifact figure_spectra(const nlohmann::json& parameters, const flow::Inputs& inputs);
/// Mean correlation, and one deviation to each side: means over splits.
flow::Artifact figure_flattening(const nlohmann::json& parameters, const flow::Inputs& inputs);

flow::Artifact known_results_checked(const nlohmann::json& parameters, const flow::Inputs& inputs);
flow::Artifact numbers(const nlohmann::json& parameters, const flow::Inputs& inputs);

}  // namespace ntk::studies::spectra
