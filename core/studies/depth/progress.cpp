#include <utility>

#include <xtensor/xbuilder.hpp>

#include "core/judgement/table.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/depth/depth.hpp"

namespace ntk::studies::depth {

using nlohmann::json;

flow::Artifact errors_joined(const json&, const flow::Inputs& inputs) {
    flow::Artifact result;
    for (const flow::Artifact* part : inputs)
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
    const std::pair<const char*, const char*> predictors[] = {
        {"network, theory", "nmse.network.theory"},  {"network, practice", "nmse.network.practice"},
        {"NTK", "nmse.ntk.interpolating"},           {"NNGP", "nmse.nngp.interpolating"},
        {"Gaussian", "nmse.gaussian.interpolating"}, {"Laplace", "nmse.laplace.interpolating"}};
    const json& hidden_layers = parameters.at("hidden_layers");
    judgement::Table table;
    for (const auto& [label, name] : predictors) {
        const auto found = inputs.at(0)->arrays.find(name);
        if (found == inputs.at(0)->arrays.end()) continue;
        const xt::xarray<double>& errors = found->second;
        const std::size_t rows = errors.shape(0), splits = errors.shape(1);
        for (std::size_t l = 0; l < rows; ++l)
            table.text("predictor", label)
                .number("hidden_layers", rows == 1 ? 0.0 : hidden_layers.at(l).get<double>())
                .number("nmse", numeric::mean(&errors(l, 0), splits))
                .number("splits", static_cast<double>(splits));
    }
    return table.finish();
}

}  // namespace ntk::studies::depth
