#include <limits>

#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/exp.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/published/published.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::published {
namespace {

using nlohmann::json;

struct Halves {
    Vector choosing, judging;

    explicit Halves(const Vector& all)
        : choosing(xt::view(all, xt::range(0, all.size() / 2))),
          judging(xt::view(all, xt::range(all.size() / 2, all.size()))) {}
};

}  // namespace

flow::Artifact regressions(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact drawn = shared::split(parameters, inputs);
    const data::Split split = shared::split_of(drawn);
    const auto depth = parameters.at("hidden_layers").get<std::size_t>();
    const Matrix train_train = kernels::nngp_and_ntk(split.train.x, kernels::Architecture{}, {depth})[0].ntk;
    const Matrix test_train =
        kernels::nngp_and_ntk(split.test.x, split.train.x, kernels::Architecture{}, {depth})[0].ntk;
    const regression::Spectrum spectrum = regression::spectrum(train_train);
    const double unit = regression::mean_diagonal(train_train);
    const auto prediction = [&](const Vector& coefficients) {
        return regression::kernel_prediction(test_train, coefficients);
    };

    // The best of the ridges 10^−6 … 10 times the unit, and of their inverses as times, two for each decade.
    const Halves target(split.test.y);
    const auto best = [&](auto shares) {
        Vector judged;
        double least = std::numeric_limits<double>::infinity();
        for (int k = -12; k <= 2; ++k) {
            constexpr double half_decade = 1.1512925464970229;
            const Vector s = shares(unit * numeric::exp(half_decade * k));
            const Halves f(prediction(regression::shared_coefficients(spectrum, s, split.train.y)));
            const double error = statistics::normalised_mean_squared_error(f.choosing, target.choosing);
            if (error >= least) continue;
            least = error;
            judged = f.judging;
        }
        return judged;
    };
    const Vector ridge = best([&](double r) { return Vector(1.0 / (spectrum.values + r)); });
    const Vector stopped = best([&](double r) { return regression::gradient_flow_shares(spectrum, 1.0 / r); });
    const Vector tuned = prediction(regression::ridge_coefficients(
        train_train, split.train.y, regression::tuned_ridge(spectrum, unit, split.train.y)));

    flow::Artifact artifact;
    const auto set = [&](const char* name, double value) { artifact.arrays[name] = xt::xarray<double>(value); };
    set("tuned", statistics::normalised_mean_squared_error(tuned, split.test.y));
    set("ridge", statistics::normalised_mean_squared_error(ridge, target.judging));
    set("stopped", statistics::normalised_mean_squared_error(stopped, target.judging));
    set("gap", statistics::predictor_gap(stopped, ridge));
    set("reuse", shared::reuse_of_test_rows(parameters, drawn));
    return artifact;
}

flow::Artifact networks(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact drawn = shared::split(parameters, inputs);
    flow::Artifact artifact;
    for (const auto& [name, regime] : parameters.at("regimes").items()) {
        json training = {{"regime", regime},
                         {"hidden_layers", parameters.at("hidden_layers")},
                         {"seed", parameters.at("seed")},
                         {"stream", parameters.at("stream").get<std::string>() + "/" + name}};
        const flow::Artifact trained = shared::train(training, {{"split", {}, &drawn}});
        artifact.arrays[name] = xt::xarray<double>(statistics::normalised_mean_squared_error(
            Vector(trained.arrays.at("prediction")), shared::split_of(drawn).test.y));
    }
    return artifact;
}

}  // namespace ntk::studies::published
