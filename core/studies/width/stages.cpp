#include <cmath>

#include <xtensor/xadapt.hpp>

#include "core/data/tasks.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/statistics/moments.hpp"
#include "core/studies/shared/regime.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {
namespace {

using nlohmann::json;

double inner_product(const Vector& a, const Vector& b) {
    return numeric::dot(a.data(), b.data(), a.size());
}

// Trains a kernel from zero and predicts on the test inputs.
struct KernelTraining {
    regression::Spectrum train_train;
    Matrix test_train;

    Vector after(std::size_t steps, double rate, const Vector& y) const {
        return regression::kernel_prediction(test_train, regression::trained_coefficients(train_train, y, rate, steps));
    }
};

// The steps at which a network is looked at: 1, 2, 4 … below `steps`, and `steps`.
std::vector<std::size_t> checkpoints(std::size_t steps) {
    std::vector<std::size_t> result;
    for (std::size_t t = 1; t < steps; t *= 2) result.push_back(t);
    result.push_back(steps);
    return result;
}

bool all_finite(const Vector& values) {
    return numeric::all_finite(values.data(), values.size());
}

// What a network has become at a checkpoint.
struct Checkpoint {
    Vector train, test;  // predictions
    Matrix ntk;          // Θ̂ on the training inputs
    bool diverged = false;
};

Checkpoint checkpoint(const shared::Training& training, const data::Split& split) {
    Checkpoint now{training.prediction(split.train.x), training.prediction(split.test.x),
                   network::empirical_ntk(training.network(), split.train.x, split.train.x)};
    const double size = numeric::sum_of_squares(now.ntk.data(), now.ntk.size());
    now.diverged = !all_finite(now.train) || !all_finite(now.test) || !std::isfinite(size);
    return now;
}

}  // namespace

flow::Artifact train(const json& parameters, const flow::Inputs& inputs) {
    const data::Split split = shared::split_of(inputs.at("split"));
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const numeric::Activation activation = numeric::activation_named(parameters.at("activation").get<std::string>());

    kernels::Architecture architecture;
    architecture.activation = activation;
    const kernels::KernelPair limit = kernels::nngp_and_ntk(split.train.x, architecture, {hidden_layers})[0];
    const KernelTraining limit_training{
        regression::spectrum(limit.ntk),
        kernels::nngp_and_ntk(split.test.x, split.train.x, architecture, {hidden_layers})[0].ntk};
    const double unit_rate = 1.0 / limit_training.train_train.largest();

    shared::Regime regime;
    regime.width = parameters.at("width").get<std::size_t>();
    regime.epochs = parameters.at("steps").get<std::size_t>();
    regime.rate = 2.0 * parameters.at("rate_multiple").get<double>();
    const double rate = regime.rate * unit_rate;
    shared::Training training(regime, hidden_layers, split.train, unit_rate, parameters.at("seed").get<std::uint64_t>(),
                              parameters.at("stream").get<std::string>(), activation);
    const Matrix ntk_at_start = network::empirical_ntk(training.start(), split.train.x, split.train.x);
    const KernelTraining linearised{regression::spectrum(ntk_at_start),
                                    network::empirical_ntk(training.start(), split.test.x, split.train.x)};

    const auto steps = checkpoints(training.steps());
    flow::Artifact result;
    const auto column = [&](const std::string& name) -> xt::xarray<double>& {
        auto& array = result.arrays[name];
        if (array.dimension() == 0) array = xt::zeros<double>({steps.size()});
        return array;
    };
    Checkpoint network;
    Vector network_last, linearised_last, limit_last;
    for (std::size_t c = 0; c < steps.size(); ++c) {
        const std::size_t taken = c == 0 ? 0 : steps[c - 1];
        network.diverged = network.diverged || training.diverges_within(steps[c] - taken);
        if (!network.diverged) network = checkpoint(training, split);
        network_last = network.diverged ? Vector(xt::zeros<double>({split.test.y.size()})) : network.test;
        linearised_last = linearised.after(steps[c], rate, split.train.y);
        limit_last = limit_training.after(steps[c], rate, split.train.y);
        column("step")(c) = static_cast<double>(steps[c]);
        column("training_error")(c) =
            network.diverged ? 1.0 : statistics::normalised_mean_squared_error(network.train, split.train.y);
        column("drift")(c) = network.diverged ? 1.0 : statistics::relative_distance(network.ntk, ntk_at_start);
        column("gap")(c) = statistics::predictor_gap(network_last, limit_last);
        column("gap_linearised")(c) = statistics::predictor_gap(network_last, linearised_last);
    }

    const Vector fully_trained = regression::kernel_prediction(
        limit_training.test_train, regression::interpolating_coefficients(limit.ntk, split.train.y).coefficients);
    const Vector whole = network_last - fully_trained;
    const Vector centred = fully_trained - numeric::mean(fully_trained.data(), fully_trained.size());
    const double spread = inner_product(centred, centred);
    const auto scalar = [&](const std::string& name, double value) { result.arrays[name] = xt::xarray<double>(value); };
    scalar("part.moved", inner_product(network_last - linearised_last, whole) / spread);
    scalar("part.start", inner_product(linearised_last - limit_last, whole) / spread);
    scalar("part.stopped", inner_product(limit_last - fully_trained, whole) / spread);
    scalar("whole", inner_product(whole, whole) / spread);
    scalar("nngp_error", statistics::relative_distance(
                             network::empirical_nngp(training.start(), split.train.x, split.train.x), limit.nngp));
    scalar("ntk_error", statistics::relative_distance(ntk_at_start, limit.ntk));
    scalar("unstable", rate * linearised.train_train.largest() > 2.0 ? 1.0 : 0.0);
    scalar("diverged", network.diverged ? 1.0 : 0.0);
    return result;
}

flow::Artifact fluctuation(const json& parameters, const flow::Inputs&) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto networks = parameters.at("networks").get<std::size_t>();
    network::NetworkShape shape;
    shape.inputs = 10;
    shape.width = parameters.at("width").get<std::size_t>();
    shape.hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    // One input is enough: on average over networks without biases, all directions are alike.
    const Matrix x = xt::ones<double>({std::size_t{1}, shape.inputs});

    std::vector<double> ntk(networks);
    for (std::size_t k = 0; k < networks; ++k)
        ntk[k] =
            network::empirical_ntk(network::Network(shape, seed, stream + "/network=" + std::to_string(k)), x, x)(0, 0);
    const statistics::Sample log_ratio = statistics::log_moment_ratio(ntk, std::vector<double>(networks, 1.0));
    flow::Artifact result;
    result.arrays["log_ratio"] = xt::xarray<double>(log_ratio.mean);
    result.arrays["standard_error"] = xt::xarray<double>(log_ratio.standard_error);
    return result;
}

}  // namespace ntk::studies::width
