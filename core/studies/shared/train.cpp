#include <cmath>
#include <limits>

#include <xtensor/xadapt.hpp>

#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/shared/regime.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {
namespace {

using nlohmann::json;

bool is_power_of_two(std::size_t n) {
    return n != 0 && (n & (n - 1)) == 0;
}

}  // namespace

flow::Artifact train(const json& parameters, const flow::Inputs& inputs) {
    const data::Split split = split_of(inputs.at("split"));
    const Regime regime = read_regime(parameters.at("regime"), "regime.", 0);
    const double unit_rate = inputs.has("rates")
                                 ? inputs.at("rates").arrays.at("rate")(parameters.at("depth_index").get<std::size_t>())
                                 : 0.0;
    Training training(regime, parameters.at("hidden_layers").get<std::size_t>(), split.train, unit_rate,
                      parameters.at("seed").get<std::uint64_t>(), parameters.at("stream").get<std::string>());

    std::vector<double> training_error;
    Vector prediction;
    double least_kept_back = std::numeric_limits<double>::infinity();
    std::size_t best_epoch = 0;
    bool diverged = false;
    for (std::size_t t = 0; t < training.steps() && !diverged; ++t) {
        const double error = training.step();
        diverged = !std::isfinite(error);
        if (!diverged && (t == 0 || is_power_of_two(t))) training_error.push_back(error);
        if (!regime.early_stopping || (t + 1) % training.steps_per_epoch() != 0) continue;
        const data::Samples& judge = training.kept_back();
        const Vector off = training.prediction(judge.x) - judge.y;
        const double kept_back = numeric::sum_of_squares(off.data(), off.size());
        if (!(kept_back < least_kept_back)) continue;
        least_kept_back = kept_back;
        best_epoch = (t + 1) / training.steps_per_epoch();
        prediction = training.prediction(split.test.x);
    }
    if (!regime.early_stopping) prediction = training.prediction(split.test.x);
    // What comes after the best epoch does not touch its prediction: a training that diverges then has stopped early,
    // if it had learnt anything till then.
    diverged = (diverged && !(least_kept_back < 1.0)) || prediction.size() == 0 ||
               !numeric::all_finite(prediction.data(), prediction.size());
    if (diverged) prediction = xt::zeros<double>({split.test.y.size()});

    flow::Artifact artifact;
    artifact.arrays["prediction"] = prediction;
    artifact.arrays["training_error"] = xt::adapt(training_error);
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    if (regime.early_stopping) artifact.arrays["best_epoch"] = xt::xarray<double>(static_cast<double>(best_epoch));
    return artifact;
}

}  // namespace ntk::studies::shared
