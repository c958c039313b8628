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

namespace ntk::studies::authors {

using nlohmann::json;

flow::Artifact network(const json& parameters, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const auto law = parameters.at("law").get<std::size_t>(), last = parameters.at("epochs").get<std::size_t>();
    const training::TrainingRule rule{training::Optimizer::stochastic_gradient, parameters.at("rate").get<double>(),
                                      parameters.at("batch").get<std::size_t>()};
    const auto batches = parameters.at("batches").get<std::string>();
    const Matrix x = data.x_rows();
    const Vector y = data.y_rows(law);

    const network::Network start(network_shape(x.shape(1), parameters.at("width").get<std::size_t>(), hidden_layers),
                                 seed, parameters.at("stream").get<std::string>());
    const Vector at_rows = network::predict(start, x), at_test = network::predict(start, data.x_test);
    training::Trainer trainer(start, x, y, rule, seed, batches);
    const std::vector<std::size_t> epochs = checkpoints(last);
    std::vector<double> epoch, error;
    Vector prediction = at_test;
    bool diverged = false;
    for (const std::size_t e : epochs) {
        diverged = diverged || trainer.diverges_within(e * trainer.steps_per_epoch() - trainer.steps_taken());
        if (!diverged) prediction = network::predict(trainer.network(), data.x_test);
        diverged = diverged || !numeric::all_finite(prediction.data(), prediction.size());
        if (diverged) prediction = xt::zeros<double>({prediction.size()});
        epoch.push_back(static_cast<double>(e));
        error.push_back(data.error(prediction, law));
    }

    const Matrix coefficients = regression::batch_trained_coefficients(
        kernels::nngp_and_ntk(x, own_architecture, {hidden_layers})[0].ntk, y - at_rows, rule.rate,
        random::Batches(data.rows(), rule.batch, seed, batches), {last});
    const Matrix k_test = kernels::nngp_and_ntk(data.x_test, x, own_architecture, {hidden_layers})[0].ntk;
    flow::Artifact artifact;
    artifact.arrays["epoch"] = xt::adapt(epoch);
    artifact.arrays["rmse"] = xt::adapt(error);
    artifact.arrays["start"] = at_test;
    artifact.arrays["prediction"] = prediction;
    artifact.arrays["limit"] =
        Vector(at_test + regression::kernel_prediction(k_test, Vector(xt::view(coefficients, 0, xt::all()))));
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    return artifact;
}

}  // namespace ntk::studies::authors
