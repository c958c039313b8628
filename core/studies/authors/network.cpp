#include <cmath>
#include <string>

#include <xtensor/xadapt.hpp>

#include "core/numeric/reduce.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/training/trainer.hpp"

namespace ntk::authors {

using nlohmann::json;

Artifact network(const json& parameters, const Inputs& inputs) {
    const Data data(*inputs.at(0));
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const auto law = parameters.at("law").get<std::size_t>(), last = parameters.at("epochs").get<std::size_t>();
    const TrainingRule rule{Optimizer::stochastic_gradient, parameters.at("rate").get<double>(),
                            parameters.at("batch").get<std::size_t>()};
    const auto batches = parameters.at("batches").get<std::string>();
    const Matrix x = data.x_rows();
    const Vector y = data.y_rows(law);

    const Network start(network_shape(x.shape(1), parameters.at("width").get<std::size_t>(), hidden_layers), seed,
                        parameters.at("stream").get<std::string>());
    const Vector at_rows = predict(start, x), at_test = predict(start, data.x_test);
    Trainer trainer(start, x, y, rule, seed, batches);
    const std::vector<std::size_t> epochs = checkpoints(last);
    std::vector<double> epoch, error;
    Vector prediction = at_test;
    bool diverged = false;
    for (const std::size_t e : epochs) {
        while (!diverged && trainer.steps_taken() < e * trainer.steps_per_epoch())
            diverged = !std::isfinite(trainer.step());
        if (!diverged) prediction = predict(trainer.network(), data.x_test);
        diverged = diverged || !numeric::all_finite(prediction.data(), prediction.size());
        if (diverged) prediction = xt::zeros<double>({prediction.size()});
        epoch.push_back(static_cast<double>(e));
        error.push_back(data.error(prediction, law));
    }

    const Matrix coefficients =
        batch_trained_coefficients(kernels(x, own_architecture, {hidden_layers})[0].ntk, y - at_rows, rule.rate,
                                   Batches(data.rows(), rule.batch, seed, batches), {last});
    const Matrix k_test = kernels(data.x_test, x, own_architecture, {hidden_layers})[0].ntk;
    Artifact artifact;
    artifact.arrays["epoch"] = xt::adapt(epoch);
    artifact.arrays["rmse"] = xt::adapt(error);
    artifact.arrays["start"] = at_test;
    artifact.arrays["prediction"] = prediction;
    artifact.arrays["limit"] =
        Vector(at_test + kernel_prediction(k_test, Vector(xt::view(coefficients, 0, xt::all()))));
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    return artifact;
}

}  // namespace ntk::authors
