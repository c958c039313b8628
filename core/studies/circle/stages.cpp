#include <cmath>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ensemble.hpp"
#include "core/studies/circle/circle.hpp"
#include "core/studies/shared/unit_circle.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::circle {
namespace {

using nlohmann::json;

// The angles of the second experiment's training points, in units of π. The publication does not state its own.
const std::vector<double> training_angles = {-0.7, -0.3, 0.2, 0.6};

std::vector<double> grid(const json& parameters) {
    std::vector<double> angles(parameters.at("angles").get<std::size_t>());
    for (std::size_t i = 0; i < angles.size(); ++i)
        angles[i] = 2.0 * static_cast<double>(i) / static_cast<double>(angles.size()) - 1.0;
    return angles;
}

// Optimizer::gradient_descent takes its rate for the summed loss ½ Σ (f − y)², the study for the mean over n inputs.
double summed_rate(const json& parameters, std::size_t n) {
    return parameters.at("rate").get<double>() / static_cast<double>(n);
}

network::Network network(const json& parameters) {
    network::NetworkShape shape;
    shape.inputs = 2;
    shape.width = parameters.at("width").get<std::size_t>();
    shape.hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    shape.weight_variance = parameters.at("weight_variance").get<double>();
    shape.bias_variance = parameters.at("bias_variance").get<double>();
    return network::Network(shape, parameters.at("seed").get<std::uint64_t>(),
                            parameters.at("stream").get<std::string>());
}

Vector kernel_row(const network::Network& network, const Matrix& x) {
    return xt::view(network::empirical_ntk(network, shared::circle_points({0.0}), x), 0, xt::all());
}

// Trains a network on x towards f* and adds what `measure` finds of it, or zeros where the training diverged.
template <class Measure>
void add_trained(const json& parameters, network::Network start, const Matrix& x, const std::string& name,
                 Measure measure, flow::Artifact& artifact) {
    training::Trainer trainer(std::move(start), x, shared::products(x),
                              {training::Optimizer::gradient_descent, summed_rate(parameters, x.shape(0)), 0}, 0, "");
    bool diverged = trainer.diverges_within(parameters.at("steps").get<std::size_t>());
    Vector values = measure(trainer.network());
    diverged = diverged || !numeric::all_finite(values.data(), values.size());
    if (diverged) values.fill(0.0);
    artifact.arrays[name] = values;
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
}

}  // namespace

flow::Artifact limit(const json& parameters, const flow::Inputs&) {
    const std::vector<double> angles = grid(parameters);
    const Matrix x = shared::circle_points(angles), train = shared::circle_points(training_angles);
    const std::vector<std::size_t> depth = {parameters.at("hidden_layers").get<std::size_t>()};
    const kernels::Architecture architecture{numeric::Activation::relu, parameters.at("weight_variance").get<double>(),
                                             parameters.at("bias_variance").get<double>()};
    const kernels::KernelPair train_train = kernels::nngp_and_ntk(train, architecture, depth)[0];
    const kernels::KernelPair test_train = kernels::nngp_and_ntk(x, train, architecture, depth)[0];
    // All points of the circle have the same norm, and so the same variance.
    const Vector variance = Vector(xt::ones<double>({angles.size()})) * train_train.nngp(0, 0);

    flow::Artifact artifact;
    artifact.arrays["angle"] = xt::adapt(angles);
    artifact.arrays["kernel"] =
        xt::view(kernels::nngp_and_ntk(shared::circle_points({0.0}), x, architecture, depth)[0].ntk, 0, xt::all());
    artifact.arrays["training_angle"] = xt::adapt(training_angles);
    artifact.arrays["target"] = shared::products(train);
    const auto ensemble = [&](std::size_t steps) {
        return regression::trained_ensemble(regression::spectrum(train_train.ntk), test_train.ntk,
                                            {train_train.nngp, test_train.nngp, variance}, shared::products(train),
                                            summed_rate(parameters, training_angles.size()), steps);
    };
    const regression::Ensemble trained = ensemble(parameters.at("steps").get<std::size_t>());
    artifact.arrays["influence"] = trained.influence;
    artifact.arrays["mean"] = trained.mean;
    artifact.arrays["deviation"] = xt::sqrt(trained.variance);
    constexpr std::size_t forever = std::size_t{1} << 30;  // no power of 1 − ηλ is left
    const regression::Ensemble converged = ensemble(forever);
    artifact.arrays["mean.converged"] = converged.mean;
    artifact.arrays["deviation.converged"] = xt::sqrt(converged.variance);
    return artifact;
}

flow::Artifact kernel(const json& parameters, const flow::Inputs&) {
    const Matrix x = shared::circle_points(grid(parameters));
    const Matrix inputs = random::Stream(parameters.at("seed").get<std::uint64_t>(), "circle/inputs")
                              .normals(parameters.at("inputs").get<std::size_t>(), 2);
    network::Network start = network(parameters);
    flow::Artifact artifact;
    artifact.arrays["before"] = kernel_row(start, x);
    add_trained(
        parameters, std::move(start), inputs, "after", [&](const network::Network& n) { return kernel_row(n, x); },
        artifact);
    return artifact;
}

flow::Artifact function(const json& parameters, const flow::Inputs&) {
    const Matrix x = shared::circle_points(grid(parameters)), train = shared::circle_points(training_angles);
    network::Network start = network(parameters);
    flow::Artifact artifact;
    artifact.arrays["start"] = network::predict(start, x);
    artifact.arrays["start_train"] = network::predict(start, train);
    add_trained(
        parameters, std::move(start), train, "trained",
        [&](const network::Network& n) { return network::predict(n, x); }, artifact);
    return artifact;
}

}  // namespace ntk::studies::circle
