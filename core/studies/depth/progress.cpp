#include <string>

#include <xtensor/xbuilder.hpp>

#include "core/judgement/table.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/depth/depth.hpp"
#include "core/studies/shared/predictors.hpp"

namespace ntk::studies::depth {

using nlohmann::json;

flow::Artifact errors_joined(const json&, const flow::Inputs& inputs) {
    flow::Artifact result;
    for (const flow::Artifact* part : inputs.all("errors"))
        for (const auto& [name, columns] : part->arrays) {
            const auto found = result.arrays.find(name);
            if (found == result.arrays.end())
                result.arrays.emplace(name, columns);
            else
                found->second = xt::xarray<double>(xt::concatenate(xt::xtuple(found->second, columns), 1));
        }
    return result;
}

flow::Artifact errors_so_far(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& known = inputs.at("errors", {0});
    const json& hidden_layers = parameters.at("hidden_layers");
    judgement::Table table;
    const auto add = [&](const shared::Predictor& predictor, const std::string& name) {
        const auto found = known.arrays.find(name);
        if (found == known.arrays.end()) return;
        const xt::xarray<double>& errors = found->second;
        const std::size_t rows = errors.shape(0), splits = errors.shape(1);
        for (std::size_t l = 0; l < rows; ++l)
            table.text("predictor", predictor.label)
                .number("hidden_layers", rows == 1 ? 0.0 : hidden_layers.at(l).get<double>())
                .number("nmse", numeric::mean(&errors(l, 0), splits))
                .number("splits", static_cast<double>(splits));
    };
    for (const shared::Predictor& network : {shared::network_theory, shared::network_practice})
        add(network, network.errors());
    for (const shared::Predictor& kernel : {shared::ntk_regression, shared::nngp_regression})
        add(kernel, kernel.errors(shared::interpolating));
    for (const auto& [control, function] : shared::control_kernels) add(control, control.errors(shared::interpolating));
    return table.finish();
}

}  // namespace ntk::studies::depth
