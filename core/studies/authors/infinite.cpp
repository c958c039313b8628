#include <algorithm>
#include <string>

#include "core/random/stream.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/shared/kernel_draw.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

// Training is followed far beyond the authors' last epoch: until the direction of the least eigenvalue would have been
// learnt several times over.
constexpr std::size_t last_epoch = std::size_t{1} << 22;

// A draw of the function at the start, on the rows that networks see and on the test inputs. For a network of infinite
// width it is normal with the NNGP's covariance.
struct Start {
    Vector rows, test;

    Start(const Data& data, std::size_t hidden_layers, const random::Stream& stream) {
        const std::size_t n = data.rows(), m = data.x_test.shape(0);
        const Matrix joint = xt::concatenate(xt::xtuple(data.x_rows(), data.x_test), 0);
        const Vector f = shared::draw_with_covariance(
            kernels::nngp_and_ntk(joint, own_architecture, {hidden_layers})[0].nngp, stream.normals(n + m, 1));
        rows = xt::view(f, xt::range(std::size_t{0}, n));
        test = xt::view(f, xt::range(n, n + m));
    }
};

}  // namespace

flow::Artifact infinite(const json& parameters, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const auto stop = parameters.at("epochs").get<std::size_t>();
    const auto rate = parameters.at("rate").get<double>();
    const random::Batches batches(data.rows(), parameters.at("batch").get<std::size_t>(), seed,
                                  parameters.at("batches").get<std::string>());
    const std::size_t n = data.rows(), m = data.x_test.shape(0);

    const Matrix k = kernels::nngp_and_ntk(data.x_rows(), own_architecture, {hidden_layers})[0].ntk;
    const Matrix k_test = kernels::nngp_and_ntk(data.x_test, data.x_rows(), own_architecture, {hidden_layers})[0].ntk;
    const regression::Spectrum spectrum = ntk::regression::spectrum(k);
    // On average over its order, an epoch of batches moves f as much as full batches do in as many steps at this rate.
    const double full_rate = 2.0 * rate / static_cast<double>(n);
    const auto steps_at = [&](std::size_t epoch) { return epoch * batches.steps_per_epoch(); };
    const Start start(data, hidden_layers, random::Stream(seed, parameters.at("stream").get<std::string>() + "/start"));

    // Training is linear in the residual. So the four laws' targets and the start are each trained alone, which gives
    // (E, n) coefficients, and the results are added.
    const std::vector<std::size_t> by_batches = checkpoints(stop);
    std::vector<std::size_t> epochs = by_batches;
    for (std::size_t epoch = 1; epoch <= last_epoch; epoch *= 2)
        if (epoch > stop) epochs.push_back(epoch);
    const std::size_t at_stop = by_batches.size() - 1;
    const auto train = [&](const Vector& residual) {
        const Matrix coefficients = regression::batch_trained_coefficients(k, residual, rate, batches, by_batches);
        Matrix f = Matrix::from_shape({epochs.size() + 1, m});  // at the epochs, and in the limit of endless training
        for (std::size_t e = 0; e < epochs.size(); ++e)
            xt::view(f, e, xt::all()) = regression::kernel_prediction(
                k_test, e <= at_stop
                            ? Vector(xt::view(coefficients, e, xt::all()))
                            : regression::trained_coefficients(spectrum, residual, full_rate, steps_at(epochs[e])));
        xt::view(f, epochs.size(), xt::all()) =
            regression::kernel_prediction(k_test, regression::interpolating_coefficients(k, residual).coefficients);
        return f;
    };

    const Matrix of_start = train(start.rows);
    Matrix error = Matrix::from_shape({law_count, epochs.size() + 1}), error_zero = error;
    Matrix prediction = Matrix::from_shape({law_count, m}), prediction_zero = prediction, full_batch = prediction;
    for (std::size_t law = 0; law < law_count; ++law) {
        const Vector y = data.y_rows(law);
        const Matrix zero = train(y);
        for (std::size_t e = 0; e <= epochs.size(); ++e) {
            const Vector from_zero = xt::view(zero, e, xt::all());
            const Vector from_start = from_zero + start.test - xt::view(of_start, e, xt::all());
            error_zero(law, e) = data.error(from_zero, law);
            error(law, e) = data.error(from_start, law);
            if (e != at_stop) continue;
            xt::view(prediction_zero, law, xt::all()) = from_zero;
            xt::view(prediction, law, xt::all()) = from_start;
        }
        xt::view(full_batch, law, xt::all()) = regression::kernel_prediction(
            k_test, regression::trained_coefficients(spectrum, y, full_rate, steps_at(stop)));
    }

    Vector epoch = Vector::from_shape({epochs.size()});
    std::copy(epochs.begin(), epochs.end(), epoch.begin());
    const Vector shares = regression::gradient_descent_shares(spectrum, full_rate, steps_at(stop));
    Vector eigenvalue = Vector::from_shape({n}), learnt = eigenvalue;
    for (std::size_t i = 0; i < n; ++i) {
        eigenvalue(i) = spectrum.values(n - 1 - i);
        learnt(i) = eigenvalue(i) * shares(n - 1 - i);
    }
    flow::Artifact artifact;
    artifact.arrays = {{"epoch", epoch},
                       {"rmse", error},
                       {"rmse.zero", error_zero},
                       {"prediction", prediction},
                       {"prediction.zero", prediction_zero},
                       {"prediction.full_batch", full_batch},
                       {"eigenvalue", eigenvalue},
                       {"learnt", learnt}};
    return artifact;
}

}  // namespace ntk::studies::authors
