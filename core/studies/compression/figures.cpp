#include <algorithm>

#include "core/judgement/table.hpp"
#include "core/studies/compression/results.hpp"

namespace ntk::studies::compression {
namespace {

using nlohmann::json;

struct Named {
    const char *key, *label;
};
constexpr Named both_kernels[] = {{"conjugate", "conjugate kernel"}, {"tangent", "tangent kernel"}};

std::string place_label(const Place& place) {
    return place.dimension == 0 ? place.name : "mixture, dimension " + std::to_string(place.dimension);
}

}  // namespace

flow::Artifact figure_distance(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Table table;
    const auto add = [&](const char* kernel, const char* quantity, const std::string& array) {
        for (std::size_t k = 0; k <= results.largest(); ++k) {
            const std::vector<double> values = results.draws_of("limit", k, array).values;
            const auto [least, most] = std::minmax_element(values.begin(), values.end());
            table.text("kernel", kernel)
                .text("quantity", quantity)
                .number("dimension", static_cast<double>(results.places[k].dimension))
                .number("distance", statistics::summarize(values).mean)
                .number("least", *least)
                .number("most", *most);
        }
    };
    for (const Named& kernel : both_kernels) {
        const std::string key = kernel.key;
        add(kernel.label, "from its equivalent", key + ".distance");
        add(kernel.label, "eigenvalues alone", key + ".eigenvalues");
        add(kernel.label, "with the published diagonal", key + ".published");
    }
    add(both_kernels[0].label, "quantised, from the rectifiers’", "quantised.distance");
    return table.finish();
}

flow::Artifact figure_networks(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Table table;
    for (std::size_t k = 0; k < results.places.size(); ++k) {
        if (!results.has_networks(k)) continue;
        for (const Family& family : results.weights)
            for (std::size_t i = 0, count = 1; i < results.checkpoints(); ++i, count *= 2) {
                const statistics::Sample sample = results.sample("networks", k, family.name + ".conjugate.distance", i);
                table.text("place", place_label(results.places[k]))
                    .text("weights", family.label)
                    .number("networks", static_cast<double>(count))
                    .number("distance", sample.mean);
            }
    }
    return table.finish();
}

flow::Artifact figure_spectra(const json& parameters, const flow::Inputs& inputs) {
    const Results results(parameters, inputs);
    judgement::Table table;
    const auto& rank = results.spectrum("limit", "rank");
    const auto add = [&](const Named& kernel, const std::string& matrix, const xt::xarray<double>& values) {
        for (std::size_t i = 0; i < rank.size(); ++i)
            table.text("kernel", kernel.label)
                .text("matrix", matrix)
                .number("rank", rank(i))
                .number("eigenvalue", values(i));
    };
    for (const Named& kernel : both_kernels) {
        const std::string key = kernel.key;
        add(kernel, "infinite width", results.spectrum("limit", key + ".spectrum"));
        add(kernel, "equivalent", results.spectrum("limit", key + ".equivalent.spectrum"));
        if (key == "conjugate")
            add(kernel, "quantised, infinite width", results.spectrum("limit", "quantised.spectrum"));
        for (const Family& family : results.weights)
            if (!family.quantised)
                add(kernel, family.label, results.spectrum("networks", family.name + "." + key + ".spectrum"));
    }
    return table.finish();
}

}  // namespace ntk::studies::compression
