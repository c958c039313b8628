#include <xtensor/xview.hpp>

#include "core/numeric/arrays.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/depth/depth.hpp"
#include "core/studies/shared/predictors.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::depth {
namespace {

using nlohmann::json;

Vector row(const flow::Artifact& artifact, const std::string& name, std::size_t i) {
    return xt::view(artifact.arrays.at(name), i, xt::all());
}

}  // namespace

flow::Artifact errors(const json& parameters, const flow::Inputs& inputs) {
    const std::size_t depths = parameters.at("hidden_layers").size();
    const auto splits = parameters.at("splits").get<std::size_t>();
    const auto kernel_splits = parameters.at("kernel_splits").get<std::size_t>();
    const auto starts = parameters.at("starts").get<std::size_t>();
    const auto regimes = parameters.at("regimes").get<std::vector<std::string>>();

    flow::Artifact result;
    // The element (depth, split) of an array, which is made where it is missing. Controls have one depth.
    const auto element = [&](const std::string& name, std::size_t rows, std::size_t columns, std::size_t l,
                             std::size_t s) -> double& {
        auto& array = result.arrays[name];
        if (array.dimension() == 0) array = xt::zeros<double>({rows, columns});
        return array(l, s);
    };
    for (std::size_t s = 0; s < kernel_splits; ++s) {
        element("reuse", 1, kernel_splits, 0, s) = shared::reuse_of_test_rows(parameters, inputs.at("split", {s}));
        const Vector y_test = inputs.at("split", {s}).arrays.at("y_test");
        const flow::Artifact& kernels = inputs.at("kernels", {s});
        for (const char* setting : shared::settings) {
            for (const shared::Predictor& kernel : {shared::ntk_regression, shared::nngp_regression})
                for (std::size_t l = 0; l < depths; ++l)
                    element(kernel.errors(setting), depths, kernel_splits, l, s) =
                        statistics::normalised_mean_squared_error(row(kernels, kernel.array(setting), l), y_test);
            for (const auto& [control, function] : shared::control_kernels)
                element(control.errors(setting), 1, kernel_splits, 0, s) =
                    statistics::normalised_mean_squared_error(kernels.arrays.at(control.array(setting)), y_test);
        }
        if (s >= splits) continue;
        for (std::size_t r = 0; r < regimes.size(); ++r) {
            const std::string& regime = regimes[r];
            // In theory the closed form gives the NTK after as many steps; other regimes have no such counterpart.
            const std::string counterpart = regime == "theory" ? "ntk.trained" : "ntk.interpolating";
            for (std::size_t l = 0; l < depths; ++l) {
                const Vector kernel = row(kernels, counterpart, l);
                double error = 0.0, gap = 0.0, diverged = 0.0;
                for (std::size_t k = 0; k < starts; ++k) {
                    const flow::Artifact& network = inputs.at("network", {s, r, l, k});
                    const Vector prediction = network.arrays.at("prediction");
                    error += statistics::normalised_mean_squared_error(prediction, y_test);
                    gap += statistics::predictor_gap(prediction, kernel);
                    diverged += network.arrays.at("diverged")();
                }
                const double count = static_cast<double>(starts);
                element("nmse.network." + regime, depths, splits, l, s) = error / count;
                element("gap." + regime, depths, splits, l, s) = gap / count;
                element("diverged." + regime, depths, splits, l, s) = diverged;
            }
        }
    }
    return result;
}

}  // namespace ntk::studies::depth
