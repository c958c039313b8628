// What the demo's experiment asks of one trial beyond the study's own stages.
#include <string>
#include <utility>

#include "core/random/batches.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::authors {

using nlohmann::json;

flow::Artifact levels(const json& parameters, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const auto law = parameters.at("law").get<std::size_t>();
    const Correlation correlation =
        parameters.at("root").get<bool>() ? Correlation::root_put_back : Correlation::as_coded;
    const std::size_t n = data.x_train.shape(0), m = data.x_test.shape(0);
    const std::size_t seen = parameters.at("network_rows").get<bool>() ? data.rows() : n;
    const Vector y = xt::view(data.y_train, law, xt::range(std::size_t{0}, seen));

    flow::Artifact artifact;
    Vector error = Vector::from_shape({kernel_count});
    const Matrix joint = xt::concatenate(xt::xtuple(data.x_train, data.x_test), 0);
    const auto nine = nine_kernels(joint, correlation);
    for (std::size_t k = 0; k < kernel_count; ++k) {
        const auto to_rows = [&](std::size_t begin, std::size_t end) -> Matrix {
            return xt::view(nine[k], xt::range(begin, end), xt::range(std::size_t{0}, seen));
        };
        error(k) =
            data.error(regression::kernel_prediction(
                           to_rows(n, n + m), regression::interpolating_coefficients(to_rows(0, seen), y).coefficients),
                       law);
        artifact.labels["kernel"].push_back(kernel_names[k]);
    }
    artifact.arrays["rmse"] = error;
    return artifact;
}

flow::Artifact beside(const json& parameters, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const auto& trained = inputs.at("network").arrays;
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const auto law = parameters.at("law").get<std::size_t>();
    const Matrix x = data.x_rows();
    const network::Network start(network_shape(x.shape(1), parameters.at("width").get<std::size_t>(), hidden_layers),
                                 seed, parameters.at("stream").get<std::string>());
    const Vector at_test = network::predict(start, data.x_test),
                 residual = data.y_rows(law) - network::predict(start, x);

    const auto epochs = checkpoints(parameters.at("epochs").get<std::size_t>());
    const Matrix coefficients =
        regression::batch_trained_coefficients(kernels::nngp_and_ntk(x, own_architecture, {hidden_layers})[0].ntk,
                                               residual, parameters.at("rate").get<double>(),
                                               random::Batches(data.rows(), parameters.at("batch").get<std::size_t>(),
                                                               seed, parameters.at("batches").get<std::string>()),
                                               epochs);
    const Matrix k_test = kernels::nngp_and_ntk(data.x_test, x, own_architecture, {hidden_layers})[0].ntk;
    Vector error = Vector::from_shape({epochs.size()}), limit = at_test;
    for (std::size_t e = 0; e < epochs.size(); ++e) {
        limit = at_test + regression::kernel_prediction(k_test, Vector(xt::view(coefficients, e, xt::all())));
        error(e) = data.error(limit, law);
    }
    flow::Artifact artifact;
    artifact.arrays["epoch"] = trained.at("epoch");
    artifact.arrays["rmse"] = trained.at("rmse");
    artifact.arrays["diverged"] = trained.at("diverged");
    artifact.arrays["limit.rmse"] = error;
    artifact.arrays["gap"] = xt::xarray<double>(statistics::predictor_gap(Vector(trained.at("prediction")), limit));
    return artifact;
}

}  // namespace ntk::studies::authors
