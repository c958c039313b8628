#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/published/published.hpp"
#include "core/studies/shared/unit_circle.hpp"

namespace ntk::studies::published {
namespace {

using nlohmann::json;

struct Points {
    Matrix x;
    Vector y;
};

// Points of the unit circle at the angles π·angle, with the targets sin 5γ.
Points points(const std::vector<double>& angles) {
    Points result{shared::circle_points(angles), Vector::from_shape({angles.size()})};
    for (std::size_t i = 0; i < angles.size(); ++i) result.y(i) = numeric::sinpi(5.0 * angles[i]);
    return result;
}

Matrix rounded_to_float(const Matrix& k) {
    Matrix result = k;
    for (double& value : result) value = static_cast<double>(static_cast<float>(value));
    return result;
}

}  // namespace

flow::Artifact precision(const json& parameters, const flow::Inputs&) {
    const auto rows = parameters.at("rows").get<std::vector<std::size_t>>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    kernels::Architecture architecture;
    architecture.bias_variance = parameters.at("bias_variance").get<double>();
    const random::Stream stream(parameters.at("seed").get<std::uint64_t>(), parameters.at("stream").get<std::string>());
    std::vector<double> test_angles(parameters.at("test_points").get<std::size_t>());
    for (std::size_t i = 0; i < test_angles.size(); ++i)
        test_angles[i] = 2.0 * static_cast<double>(i) / static_cast<double>(test_angles.size());
    const Points test = points(test_angles);

    flow::Artifact artifact;
    for (const char* kernel : {"nngp", "ntk"})
        for (const char* name : {".log_ratio", ".log_margin"})
            artifact.arrays[std::string(kernel) + name] = xt::zeros<double>({rows.size()});
    for (std::size_t r = 0; r < rows.size(); ++r) {
        // A smaller set is the beginning of a larger one.
        std::vector<double> angles(rows[r]);
        for (std::size_t i = 0; i < angles.size(); ++i) angles[i] = 2.0 * stream.uniform(i);
        const Points train = points(angles);
        const kernels::KernelPair between = kernels::nngp_and_ntk(test.x, train.x, architecture, {hidden_layers})[0];
        const kernels::KernelPair among = kernels::nngp_and_ntk(train.x, architecture, {hidden_layers})[0];
        const auto measure = [&](const std::string& kernel, const Matrix& train_train, const Matrix& test_train) {
            const Matrix rounded = rounded_to_float(train_train);
            const Matrix error = rounded - train_train;
            const double n = static_cast<double>(rows[r]);
            // A symmetric matrix of n² independent errors of deviation σ has eigenvalues up to 2σ√n; σ² is the mean
            // square.
            const double noise = 2.0 * std::sqrt(numeric::sum_of_squares(error.data(), error.size()) / n);
            const regression::Spectrum spectrum = regression::spectrum(train_train);
            const double least =
                std::max(spectrum.values(0), std::numeric_limits<double>::epsilon() * spectrum.largest());
            const auto nmse = [&](const Matrix& k_train_train, const Matrix& k_test_train) {
                const Vector coefficients = regression::interpolating_coefficients(k_train_train, train.y).coefficients;
                return statistics::normalised_mean_squared_error(
                    regression::kernel_prediction(k_test_train, coefficients), test.y);
            };
            artifact.arrays[kernel + ".log_ratio"](r) =
                numeric::log(nmse(rounded, rounded_to_float(test_train)) / nmse(train_train, test_train));
            artifact.arrays[kernel + ".log_margin"](r) = numeric::log(least / noise);
        };
        measure("nngp", among.nngp, between.nngp);
        measure("ntk", among.ntk, between.ntk);
    }
    return artifact;
}

}  // namespace ntk::studies::published
