// The predictors of the studies: networks and kernels. Names of arrays and labels in figures and tables follow from
// the rows here.
#pragma once

#include <string>

#include "core/kernels/controls.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::studies::shared {

struct Predictor {
    const char* key;    // within the names of arrays: "nmse.KEY…"
    const char* label;  // for readers; paper/figures/theme.json gives each label its colour and its mark

    /// The name of one of its arrays, for example of its predictions in a setting: "ntk.interpolating".
    std::string array(const std::string& what) const { return std::string(key) + "." + what; }

    /// The name of its errors: "nmse.network.theory" of a network, "nmse.ntk.interpolating" of a kernel in a setting.
    std::string errors() const { return std::string("nmse.") + key; }
    std::string errors(const std::string& setting) const { return "nmse." + array(setting); }
};

inline constexpr Predictor network_theory{"network.theory", "network, theory"},
    network_practice{"network.practice", "network, practice"}, ntk_regression{"ntk", "NTK"},
    nngp_regression{"nngp", "NNGP"};

/// A kernel that knows nothing of networks, for comparison. It has a bandwidth and no depth.
struct ControlKernel {
    Predictor predictor;
    Matrix (*kernel)(const Matrix& x, const Matrix& z, double bandwidth);
};

inline constexpr ControlKernel control_kernels[] = {{{"gaussian", "Gaussian"}, kernels::gaussian_kernel},
                                                    {{"laplace", "Laplace"}, kernels::laplace_kernel}};

/// The two settings in which kernels regress: the theorem's ridge of 0, and the ridge that people tune.
inline constexpr const char *interpolating = "interpolating", *tuned = "tuned";
inline constexpr const char* settings[] = {interpolating, tuned};

}  // namespace ntk::studies::shared
