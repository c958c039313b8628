#include <xtensor/xview.hpp>

#include "core/numeric/arrays.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/ladder/ladder.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::ladder {

using nlohmann::json;

flow::Artifact errors(const json& parameters, const flow::Inputs& inputs) {
    const std::size_t rungs = parameters.at("rungs").size();
    const auto splits = parameters.at("splits").get<std::size_t>();
    const auto starts = parameters.at("starts").get<std::size_t>();
    const double count = static_cast<double>(starts);

    Matrix nmse = xt::zeros<double>({rungs, splits});
    Matrix gap = nmse, gap_limit = nmse, gap_ensemble = nmse, diverged = nmse;
    Vector nmse_ntk = xt::zeros<double>({splits});
    for (std::size_t s = 0; s < splits; ++s) {
        const Vector y_test = inputs.at("split", {s}).arrays.at("y_test");
        const flow::Artifact& kernels = inputs.at("kernels", {s});
        const Vector trained = xt::view(kernels.arrays.at("ntk.trained"), 0, xt::all());
        const Vector limit = xt::view(kernels.arrays.at("ntk.interpolating"), 0, xt::all());
        nmse_ntk(s) = statistics::normalised_mean_squared_error(trained, y_test);
        for (std::size_t r = 0; r < rungs; ++r) {
            Vector mean = xt::zeros<double>({y_test.size()});
            for (std::size_t k = 0; k < starts; ++k) {
                const flow::Artifact& network = inputs.at("network", {s, r, k});
                const Vector prediction = network.arrays.at("prediction");
                mean += prediction / count;
                nmse(r, s) += statistics::normalised_mean_squared_error(prediction, y_test) / count;
                gap(r, s) += statistics::predictor_gap(prediction, trained) / count;
                gap_limit(r, s) += statistics::predictor_gap(prediction, limit) / count;
                diverged(r, s) += network.arrays.at("diverged")();
            }
            gap_ensemble(r, s) = statistics::predictor_gap(mean, trained);
        }
    }
    flow::Artifact result;
    result.arrays = {{"nmse", nmse},           {"gap", gap},
                     {"gap.limit", gap_limit}, {"gap.ensemble", gap_ensemble},
                     {"diverged", diverged},   {"nmse.ntk", nmse_ntk}};
    result.arrays["reuse"] = xt::xarray<double>(shared::reuse_of_test_rows(parameters, inputs.at("split", {0})));
    return result;
}

}  // namespace ntk::studies::ladder
