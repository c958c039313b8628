#include <algorithm>
#include <cmath>

#include "core/network/empirical_ntk.hpp"
#include "core/numeric/log.hpp"
#include "core/random/stream.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/published/published.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::published {
namespace {

using nlohmann::json;

double largest_eigenvalue(const network::Network& network, const Matrix& x) {
    return regression::spectrum(network::empirical_ntk(network, x, x)).largest();
}

}  // namespace

flow::Artifact catapult(const json& parameters, const flow::Inputs&) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto rows = parameters.at("rows").get<std::size_t>(), steps = parameters.at("steps").get<std::size_t>();
    network::NetworkShape shape;
    shape.inputs = catapult_inputs;
    shape.width = parameters.at("width").get<std::size_t>();
    shape.hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    shape.activation = numeric::activation_named(parameters.at("activation").get<std::string>());
    // The variance with which neither activation shrinks or enlarges what passes through a layer.
    shape.weight_variance = shape.activation.kind == numeric::Activation::Kind::relu ? 2.0 : 1.0;
    const Matrix x = random::Stream(seed, stream + "/inputs").normals(rows, shape.inputs);
    Vector y = Vector::from_shape({rows});
    const random::Stream signs(seed, stream + "/targets");
    for (std::size_t i = 0; i < rows; ++i) y(i) = signs.uniform(i) < 0.5 ? -1.0 : 1.0;
    const network::Network start(shape, seed, stream);
    const double at_start = largest_eigenvalue(start, x);

    double stable = 0.0, unstable = 0.0, growth = 0.0, flattening = 0.0;
    for (const double multiple : catapult_multiples) {
        training::Trainer trainer(start, x, y, {training::Optimizer::gradient_descent, multiple / at_start, 0}, 0, "");
        const double first = trainer.step();
        double now = first, most = first;
        for (std::size_t t = 1; t < steps && std::isfinite(now); ++t) {
            now = trainer.step();
            most = std::max(most, now);
        }
        if (!(now < first)) {
            unstable = multiple;
            break;
        }
        stable = multiple;
        if (multiple != catapult_shown) continue;
        growth = numeric::log(most / first);
        flattening = numeric::log(largest_eigenvalue(trainer.network(), x) / at_start);
    }
    flow::Artifact artifact;
    const auto set = [&](const char* name, double value) { artifact.arrays[name] = xt::xarray<double>(value); };
    set("stable", stable);
    set("unstable", unstable);
    set("growth", growth);
    set("flattening", flattening);
    return artifact;
}

}  // namespace ntk::studies::published
