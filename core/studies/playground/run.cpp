#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/playground/playground.hpp"

namespace ntk::studies::playground {
namespace {

constexpr std::size_t grid_points = 121, kernel_points = 32;
constexpr double adam_unit_rate = 0.001;

Matrix with_constant(const std::vector<double>& x) {
    Matrix inputs = Matrix::from_shape({x.size(), 2});
    for (std::size_t i = 0; i < x.size(); ++i) {
        inputs(i, 0) = x[i];
        inputs(i, 1) = 1.0;
    }
    return inputs;
}

// n inputs evenly spaced from −2 to 2, or as far as the points go.
Matrix even_inputs(const std::vector<double>& points, std::size_t n) {
    const double least = std::min(-2.0, *std::min_element(points.begin(), points.end()));
    const double most = std::max(2.0, *std::max_element(points.begin(), points.end()));
    std::vector<double> x(n);
    for (std::size_t i = 0; i < n; ++i)
        x[i] = least + (most - least) * (static_cast<double>(i) / static_cast<double>(n - 1));
    return with_constant(x);
}

Vector first_column(const Matrix& inputs) {
    return xt::view(inputs, xt::all(), 0);
}

bool finite(const Vector& values) {
    return numeric::all_finite(values.data(), values.size());
}

double mean_squared_error(const Vector& prediction, const Vector& y) {
    const Vector apart = prediction - y;
    return numeric::sum_of_squares(apart.data(), apart.size()) / static_cast<double>(apart.size());
}

xt::xarray<double> number(double value) {
    return xt::xarray<double>(value);
}

}  // namespace

double mean_of_living(const Vector& values, const Vector& diverged) {
    double sum = 0.0, count = 0.0;
    for (std::size_t s = 0; s < values.size(); ++s)
        if (diverged(s) == 0.0) {
            sum += values(s);
            count += 1.0;
        }
    return sum / count;
}

Run::Run(const Setting& setting, std::size_t first_start)
    : setting_(setting),
      first_start_(first_start),
      points_(with_constant(setting.x)),
      grid_(even_inputs(setting.x, grid_points)),
      kernel_grid_(even_inputs(setting.x, kernel_points)),
      y_(Vector::from_shape({setting.y.size()})) {
    std::copy(setting.y.begin(), setting.y.end(), y_.begin());
    kernels::Architecture architecture;
    architecture.activation = setting.activation;
    const std::vector<std::size_t> depth = {setting.hidden_layers};
    const kernels::KernelPair on_points = kernels::nngp_and_ntk(points_, architecture, depth)[0];
    const kernels::KernelPair to_points = kernels::nngp_and_ntk(grid_, points_, architecture, depth)[0];
    ntk_ = {to_points.ntk, regression::spectrum(on_points.ntk), on_points.ntk};
    nngp_ = {to_points.nngp, regression::spectrum(on_points.nngp), on_points.nngp};
    covariance_ = {on_points.nngp, to_points.nngp, Vector::from_shape({grid_points})};
    for (std::size_t i = 0; i < grid_points; ++i) {
        const Matrix here = xt::view(grid_, xt::range(i, i + 1), xt::all());
        covariance_.test(i) =
            kernels::kernel(kernels::KernelKind::nngp, here, architecture, setting.hidden_layers)(0, 0);
    }
    limit_picture_ = kernels::kernel(kernels::KernelKind::ntk, kernel_grid_, architecture, setting.hidden_layers) /
                     ntk_.spectrum.largest();
    starts_.reserve(setting.starts);
    for (std::size_t s = 0; s < setting.starts; ++s) add_start(s);
}

void Run::add_start(std::size_t index) {
    const shared::Regime& regime = setting_.regime;
    network::NetworkShape shape;
    shape.inputs = 2;
    shape.width = regime.width;
    shape.hidden_layers = setting_.hidden_layers;
    shape.activation = setting_.activation;
    shape.parameterization = regime.parameterization;
    const std::string stream = "playground/start=" + std::to_string(first_start_ + index);
    const network::Network network(shape, setting_.seed, stream);

    const Vector at_points = network::predict(network, points_);
    const Matrix own = network::empirical_ntk(network, points_, points_);
    const regression::Spectrum own_spectrum = regression::spectrum(own);
    const bool standard = regime.parameterization == network::Parameterization::standard;
    const double unit_rate = 1.0 / (standard ? own_spectrum : ntk_.spectrum).largest();
    Vector targets = y_;
    if (regime.start_subtracted) targets += at_points;
    if (index == 0) {
        own_spectrum_ = own_spectrum;
        own_to_points_ = network::empirical_ntk(network, grid_, points_);
        start_picture_ = network::empirical_ntk(network, kernel_grid_, kernel_grid_) * unit_rate;
        if (regime.optimizer == training::Optimizer::adam)
            linearised_trainer_.emplace(network, points_, targets, rule(unit_rate));
    }
    starts_.push_back({training::Trainer(network, points_, targets, rule(unit_rate), setting_.seed, stream),
                       network::predict(network, grid_), at_points, own, unit_rate,
                       regime.rate * unit_rate * own_spectrum.largest(), false});
}

training::TrainingRule Run::rule(double unit_rate) const {
    const shared::Regime& regime = setting_.regime;
    switch (regime.optimizer) {
        case training::Optimizer::gradient_descent:
            return {regime.optimizer, regime.rate * unit_rate, 0};
        case training::Optimizer::momentum:  // its rate is for the mean loss
            return {regime.optimizer,
                    regime.rate * (1.0 + training::momentum_friction) * unit_rate * static_cast<double>(y_.size()), 0};
        case training::Optimizer::adam:
        case training::Optimizer::stochastic_gradient:  // no regime names it
            break;
    }
    return {regime.optimizer, regime.rate * adam_unit_rate, 0};
}

Vector Run::shares(const regression::Spectrum& kernel, double unit_rate) const {
    const shared::Regime& regime = setting_.regime;
    if (regime.optimizer == training::Optimizer::momentum)
        return regression::momentum_shares(kernel, regime.rate * (1.0 + training::momentum_friction) * unit_rate,
                                           training::momentum_friction, steps_);
    const double relative = regime.optimizer == training::Optimizer::adam ? 1.0 : regime.rate;
    return regression::gradient_descent_shares(kernel, relative * unit_rate, steps_);
}

bool Run::work() {
    Start& start = starts_[next_];
    if (!start.diverged) start.diverged = !std::isfinite(start.trainer.step());
    if (next_ == 0 && linearised_trainer_) linearised_trainer_->step();
    if (++next_ < starts_.size()) return false;
    next_ = 0;
    ++steps_;
    return true;
}

Vector Run::linearised() const {
    const Start& first = starts_.front();
    const bool subtracted = setting_.regime.start_subtracted;
    if (linearised_trainer_) {
        const Vector whole = linearised_trainer_->prediction(grid_);
        return subtracted ? Vector(whole - first.at_grid) : whole;
    }
    const Vector residual = subtracted ? y_ : Vector(y_ - first.at_points);
    const Vector learnt = regression::kernel_prediction(
        own_to_points_,
        regression::shared_coefficients(own_spectrum_, shares(own_spectrum_, first.unit_rate), residual));
    return subtracted ? learnt : Vector(first.at_grid + learnt);
}

Run::Prediction Run::predict_limit(const Limit& kernel, bool spread) const {
    const Vector taken = shares(kernel.spectrum, 1.0 / kernel.spectrum.largest());
    const Vector coefficients = regression::shared_coefficients(kernel.spectrum, taken, y_);
    Prediction p{regression::kernel_prediction(kernel.to_points, coefficients), xt::zeros<double>({grid_points}),
                 regression::kernel_prediction(kernel.on_points, coefficients)};
    if (spread)
        p.deviation =
            xt::sqrt(regression::trained_ensemble(kernel.spectrum, kernel.to_points, covariance_, y_, taken).variance);
    return p;
}

void Run::add_limits(flow::Artifact& artifact) const {
    const auto add = [&](const std::string& name, const Limit& kernel, bool spread) {
        Prediction p = predict_limit(kernel, spread);
        double error = mean_squared_error(p.at_points, y_);
        const bool diverged = !finite(p.mean) || !finite(p.deviation) || !std::isfinite(error);
        if (diverged) {
            p.mean.fill(0.0);
            p.deviation.fill(0.0);
            error = 0.0;
        }
        artifact.arrays[name] = p.mean;
        artifact.arrays[name + ".deviation"] = p.deviation;
        artifact.arrays[name + ".error"] = number(error);
        artifact.arrays[name + ".diverged"] = number(diverged);
    };
    add("ntk", ntk_, !setting_.regime.start_subtracted);
    add("nngp", nngp_, true);
}

void Run::add_networks(flow::Artifact& artifact) const {
    const std::size_t count = starts_.size();
    Matrix functions = xt::zeros<double>({count, grid_points});
    Vector error = xt::zeros<double>({count});
    Vector drift = error, gap = error, overshoot = error, diverged = error;
    const Vector ntk = artifact.arrays.at("ntk");
    const bool comparable = *std::min_element(ntk.begin(), ntk.end()) < *std::max_element(ntk.begin(), ntk.end());
    for (std::size_t s = 0; s < count; ++s) {
        const Start& start = starts_[s];
        const network::Network& network = start.trainer.network();
        Vector at_grid = network::predict(network, grid_), at_points = network::predict(network, points_);
        if (setting_.regime.start_subtracted) {
            at_grid -= start.at_grid;
            at_points -= start.at_points;
        }
        const double apart =
            statistics::relative_distance(network::empirical_ntk(network, points_, points_), start.kernel);
        const double squared = mean_squared_error(at_points, y_);
        overshoot(s) = start.overshoot;
        const double far = comparable ? statistics::predictor_gap(at_grid, ntk) : 0.0;
        diverged(s) = start.diverged || !finite(at_grid) || !std::isfinite(squared) || !std::isfinite(apart) ||
                      !std::isfinite(far);
        if (diverged(s) > 0.0) continue;
        xt::view(functions, s, xt::all()) = at_grid;
        error(s) = squared;
        drift(s) = apart;
        gap(s) = far;
    }
    artifact.arrays["network"] = functions;
    artifact.arrays["network.diverged"] = diverged;
    const bool some_living = *std::min_element(diverged.begin(), diverged.end()) == 0.0;
    const auto add = [&](const std::string& name, const Vector& values) {
        artifact.arrays[name] = values;
        if (some_living) artifact.arrays[name + ".mean"] = number(mean_of_living(values, diverged));
    };
    add("network.error", error);
    add("drift", drift);
    if (comparable) add("gap", gap);
    if (setting_.regime.optimizer != training::Optimizer::adam) artifact.arrays["overshoot"] = overshoot;
}

void Run::add_kernels(flow::Artifact& artifact) const {
    const Start& first = starts_.front();
    Matrix now = xt::zeros<double>({kernel_points, kernel_points});
    if (artifact.arrays.at("network.diverged")(0) == 0.0)
        now = network::empirical_ntk(first.trainer.network(), kernel_grid_, kernel_grid_) * first.unit_rate;
    artifact.arrays["kernel.x"] = first_column(kernel_grid_);
    artifact.arrays["kernel.start"] = start_picture_;
    artifact.arrays["kernel.now"] = now;
    artifact.arrays["kernel.limit"] = limit_picture_;
}

flow::Artifact Run::state() const {
    flow::Artifact artifact;
    artifact.arrays["step"] = number(static_cast<double>(steps_));
    artifact.arrays["x"] = first_column(grid_);
    add_limits(artifact);
    add_networks(artifact);
    Vector line = linearised();
    const bool diverged = !finite(line);
    if (diverged) line.fill(0.0);
    artifact.arrays["linearised"] = line;
    artifact.arrays["linearised.diverged"] = number(diverged);
    add_kernels(artifact);
    return artifact;
}

}  // namespace ntk::studies::playground
