#include <cmath>
#include <vector>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/narrow.hpp"
#include "core/network/narrow.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/narrow/narrow.hpp"
#include "core/studies/narrow/task.hpp"
#include "core/studies/shared/unit_circle.hpp"
#include "core/training/narrow_trainer.hpp"

namespace ntk::studies::narrow {
namespace {

using nlohmann::json;

std::size_t count(const json& parameters, const char* key) {
    return parameters.at(key).get<std::size_t>();
}

Matrix square(std::size_t grid) {
    Matrix x = Matrix::from_shape({grid * grid, 2});
    const auto middle = [&](std::size_t cell) { return (static_cast<double>(cell) + 0.5) / static_cast<double>(grid); };
    for (std::size_t row = 0; row < grid; ++row)
        for (std::size_t column = 0; column < grid; ++column) {
            x(row * grid + column, 0) = middle(row);
            x(row * grid + column, 1) = middle(column);
        }
    return x;
}

// What is multiplied away from a network's kernel.
double kernel_unit(const json& network) {
    const double scale = network.at("scale").get<double>();
    return network.at("depth").get<double>() * scale * scale;
}

// 0, 1, 2, 4 … up to the number of steps, which is the last.
std::vector<std::size_t> checkpoints(std::size_t steps) {
    std::vector<std::size_t> all = {0};
    for (std::size_t t = 1; t < steps; t *= 2) all.push_back(t);
    all.push_back(steps);
    return all;
}

// Trains a network and adds error and diverged. Returns the trained network.
network::NarrowNetwork train(network::NarrowNetwork start, const Task& task, double rate, std::size_t steps,
                             flow::Artifact& artifact) {
    training::NarrowTrainer trainer(std::move(start), task.x, task.y, rate);
    const std::vector<std::size_t> shown = checkpoints(steps);
    Vector error = xt::zeros<double>({shown.size()});
    bool diverged = false;
    for (std::size_t c = 0; c < shown.size() && !diverged; ++c) {
        while (trainer.steps_taken() < shown[c] && !diverged) diverged = !std::isfinite(trainer.step());
        const double now = trainer.error();
        diverged = diverged || !std::isfinite(now);
        if (!diverged) error(c) = now / task.variance;
    }
    artifact.arrays["error"] = error;
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    return trainer.network();
}

Vector row_of(const Matrix& kernel) {
    return xt::view(kernel, 0, xt::all());
}

}  // namespace

flow::Artifact limit(const json& parameters, const flow::Inputs&) {
    const Task task(count(parameters, "points"));
    const Matrix grid = square(count(parameters, "grid"));
    const std::vector<double> angles = arc(count(parameters, "angles"));
    const Matrix x0 = shared::circle_points(fixed_angle), shown = shared::circle_points(angles);
    const std::size_t steps = count(parameters, "steps"), n_families = std::size(families);
    const Matrix on_points = kernels::narrow_limit(task.x, task.x), on_grid = kernels::narrow_limit(grid, task.x);
    const regression::Spectrum spectrum = regression::spectrum(on_points);

    flow::Artifact artifact;
    artifact.arrays["angle"] = xt::adapt(angles);
    artifact.arrays["kernel"] = row_of(kernels::narrow_limit(x0, shown));
    Matrix mean = Matrix::from_shape({n_families, angles.size()}), deviation = mean;
    Matrix prediction = Matrix::from_shape({n_families, grid.shape(0)});
    Vector relative_rate = Vector::from_shape({n_families});
    double rate = 0.0;
    for (std::size_t f = 0; f < n_families; ++f) {
        const json& network = parameters.at("networks").at(families[f]);
        const kernels::Moments moments =
            kernels::narrow_moments(x0, shown, count(network, "depth"), network.at("scale").get<double>());
        xt::view(mean, f, xt::all()) = row_of(moments.mean);
        xt::view(deviation, f, xt::all()) = xt::sqrt(row_of(moments.variance));
        rate = task.summed_rate(network.at("rate").get<double>()) * kernel_unit(network);
        relative_rate(f) = rate * spectrum.largest();
        xt::view(prediction, f, xt::all()) =
            regression::kernel_prediction(on_grid, regression::trained_coefficients(spectrum, task.y, rate, steps));
    }
    artifact.arrays["mean"] = mean;
    artifact.arrays["deviation"] = deviation;
    artifact.arrays["relative_rate"] = relative_rate;
    artifact.arrays["prediction"] = prediction;

    const std::vector<std::size_t> times = checkpoints(steps);
    Vector step = Vector::from_shape({times.size()}), error = step;
    for (std::size_t c = 0; c < times.size(); ++c) {
        step(c) = static_cast<double>(times[c]);
        const Vector residual = regression::kernel_prediction(
                                    on_points, regression::trained_coefficients(spectrum, task.y, rate, times[c])) -
                                task.y;
        error(c) = numeric::sum_of_squares(residual.data(), residual.size()) / task.n / task.variance;
    }
    artifact.arrays["step"] = step;
    artifact.arrays["error"] = error;
    return artifact;
}

flow::Artifact network(const json& parameters, const flow::Inputs& inputs) {
    const Task task(count(parameters, "points"));
    const Matrix grid = square(count(parameters, "grid"));
    const json& network = parameters.at("network");
    const double unit = kernel_unit(network), rate = network.at("rate").get<double>();
    const std::size_t steps = count(parameters, "steps");
    const Matrix x0 = shared::circle_points(fixed_angle),
                 shown = shared::circle_points(arc(count(parameters, "angles")));
    network::NarrowNetwork start =
        network::narrow_network(2, count(network, "depth"), network.at("scale").get<double>(),
                                parameters.at("seed").get<std::uint64_t>(), parameters.at("stream").get<std::string>());

    flow::Artifact artifact;
    artifact.arrays["before"] = row_of(network::empirical_ntk(start, x0, shown) / unit);
    const regression::Spectrum own = regression::spectrum(network::empirical_ntk(start, task.x, task.x) / unit);
    const Vector own_prediction = regression::kernel_prediction(
        network::empirical_ntk(start, grid, task.x) / unit,
        regression::trained_coefficients(own, task.y, task.summed_rate(rate) * unit, steps));
    const network::NarrowNetwork trained = train(std::move(start), task, rate, steps, artifact);

    Vector after = row_of(network::empirical_ntk(trained, x0, shown) / unit);
    const Vector prediction = network::predict(trained, grid);
    const bool diverged = artifact.arrays.at("diverged")() > 0.0;
    if (diverged) after.fill(0.0);
    artifact.arrays["after"] = after;
    const Vector of_limit =
        xt::view(inputs.at("limit").arrays.at("prediction"), count(parameters, "family"), xt::all());
    const auto gap = [&](const Vector& kernel) {
        return xt::xarray<double>(diverged ? 0.0 : statistics::predictor_gap(prediction, kernel));
    };
    artifact.arrays["gap"] = gap(of_limit);
    artifact.arrays["gap_own"] = gap(own_prediction);
    return artifact;
}

flow::Artifact he_network(const json& parameters, const flow::Inputs& inputs) {
    const Task task(count(parameters, "points"));
    const std::size_t depth = count(parameters.at("network"), "depth");
    network::NarrowNetwork start = network::he_narrow_network(2, depth, parameters.at("seed").get<std::uint64_t>(),
                                                              parameters.at("stream").get<std::string>());
    network::NarrowPass pass(start, task.x.shape(0));
    pass.forward(start, task.x);
    const double* last = pass.below(depth);
    double living = 0.0;
    for (std::size_t i = 0; i < task.x.shape(0); ++i) {
        bool lives = false;
        for (std::size_t j = 0; j < start.width(); ++j) lives = lives || last[j * pass.padded_points() + i] > 0.0;
        living += lives ? 1.0 : 0.0;
    }
    const double relative = inputs.at("limit").arrays.at("relative_rate")(count(parameters, "family"));
    const double largest = regression::spectrum(network::empirical_ntk(start, task.x, task.x)).largest();
    flow::Artifact artifact;
    artifact.arrays["living"] = xt::xarray<double>(living / task.n);
    train(std::move(start), task, 0.5 * task.n * relative / largest, count(parameters, "steps"), artifact);
    return artifact;
}

}  // namespace ntk::studies::narrow
