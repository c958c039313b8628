#include <utility>

#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/shared/predictors.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {
namespace {

using nlohmann::json;

// Regression with one kernel, in both settings.
struct Regression {
    regression::Spectrum spectrum;
    Vector interpolating, tuned;  // predictions
    double ridge, jitter;
};

Regression regress(const Matrix& k_train_train, const Matrix& k_test_train, const Vector& y_train) {
    Regression r{regression::spectrum(k_train_train), {}, {}, 0.0, 0.0};
    r.ridge = regression::tuned_ridge(r.spectrum, regression::mean_diagonal(k_train_train), y_train);
    r.tuned =
        regression::kernel_prediction(k_test_train, regression::ridge_coefficients(k_train_train, y_train, r.ridge));
    // Where rows are the same to the kernel there is no regression with the theorem's λ = 0. The least ridge that gives
    // one is taken instead and reported.
    const regression::Interpolation interpolation = regression::interpolating_coefficients(k_train_train, y_train);
    r.jitter = interpolation.jitter;
    r.interpolating = regression::kernel_prediction(k_test_train, interpolation.coefficients);
    return r;
}

// Collects the regressions of one kernel, depth by depth.
class Rows {
public:
    Rows(std::size_t depths, std::size_t points)
        : interpolating_(Matrix::from_shape({depths, points})),
          tuned_(Matrix::from_shape({depths, points})),
          condition_(Vector::from_shape({depths})),
          ridge_(condition_),
          jitter_(condition_) {}

    void set(std::size_t i, const Regression& r) {
        xt::view(interpolating_, i, xt::all()) = r.interpolating;
        xt::view(tuned_, i, xt::all()) = r.tuned;
        condition_(i) = r.spectrum.condition_number();
        ridge_(i) = r.ridge;
        jitter_(i) = r.jitter;
    }

    void store(const std::string& kernel, flow::Artifact& artifact) const {
        artifact.arrays[kernel + ".interpolating"] = interpolating_;
        artifact.arrays[kernel + ".tuned"] = tuned_;
        artifact.arrays[kernel + ".condition"] = condition_;
        artifact.arrays[kernel + ".ridge"] = ridge_;
        artifact.arrays[kernel + ".jitter"] = jitter_;
    }

private:
    Matrix interpolating_, tuned_;
    Vector condition_, ridge_, jitter_;
};

}  // namespace

flow::Artifact kernel_regression(const json& parameters, const flow::Inputs& inputs) {
    const data::Split split = split_of(inputs.at("split"));
    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<std::size_t>>();
    const auto steps = parameters.at("steps").get<std::size_t>();
    const std::size_t depths = hidden_layers.size(), points = split.test.y.size();

    const auto train_train = kernels::nngp_and_ntk(split.train.x, kernels::Architecture{}, hidden_layers);
    const auto test_train = kernels::nngp_and_ntk(split.test.x, split.train.x, kernels::Architecture{}, hidden_layers);
    Rows nngp(depths, points), ntk(depths, points);
    Matrix trained = Matrix::from_shape({depths, points});
    Vector rate = Vector::from_shape({depths});
    for (std::size_t i = 0; i < depths; ++i) {
        nngp.set(i, regress(train_train[i].nngp, test_train[i].nngp, split.train.y));
        const Regression r = regress(train_train[i].ntk, test_train[i].ntk, split.train.y);
        ntk.set(i, r);
        rate(i) = 1.0 / r.spectrum.largest();
        xt::view(trained, i, xt::all()) = regression::kernel_prediction(
            test_train[i].ntk, regression::trained_coefficients(r.spectrum, split.train.y, rate(i), steps));
    }

    flow::Artifact artifact;
    nngp.store("nngp", artifact);
    ntk.store("ntk", artifact);
    artifact.arrays["ntk.trained"] = trained;
    artifact.arrays["ntk.rate"] = rate;

    const double bandwidth = kernels::median_distance(split.train.x);
    for (const auto& [predictor, kernel] : control_kernels) {
        const Regression r = regress(kernel(split.train.x, split.train.x, bandwidth),
                                     kernel(split.test.x, split.train.x, bandwidth), split.train.y);
        artifact.arrays[predictor.array(interpolating)] = r.interpolating;
        artifact.arrays[predictor.array(tuned)] = r.tuned;
    }
    return artifact;
}

flow::Artifact learning_rates(const json&, const flow::Inputs& inputs) {
    flow::Artifact artifact;
    artifact.arrays["rate"] = inputs.at("kernels").arrays.at("ntk.rate");
    return artifact;
}

}  // namespace ntk::studies::shared
