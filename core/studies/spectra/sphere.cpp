#include <limits>

#include <xtensor/xview.hpp>

#include "core/data/tasks.hpp"
#include "core/kernels/controls.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/shared/predictors.hpp"
#include "core/studies/spectra/spectra.hpp"

namespace ntk::studies::spectra {
namespace {

using nlohmann::json;
using Kernel = Matrix (*)(const Matrix&, const Matrix&, double);

constexpr double bandwidths[] = {0.25, 0.5, 1.0, 2.0, 4.0, 8.0};  // in median distances

struct Prediction {
    Vector choosing, judging;  // on the two halves of the test points
    double jitter;
};

struct Problem {
    data::Samples train, test;

    Prediction predict(const Matrix& k_train_train, const Matrix& k_test_train) const {
        const regression::Interpolation fit = regression::interpolating_coefficients(k_train_train, train.y);
        const Vector f = regression::kernel_prediction(k_test_train, fit.coefficients);
        return {xt::view(f, xt::range(0, f.size() / 2)), judging(f), fit.jitter};
    }
    static Vector judging(const Vector& values) {
        return xt::view(values, xt::range(values.size() / 2, values.size()));
    }
    double nmse(const Prediction& p) const {
        return statistics::normalised_mean_squared_error(p.judging, judging(test.y));
    }
};

// The training set's mean is taken off all targets. Inputs are not standardised, so that they stay on the sphere.
Problem draw(const json& parameters) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    Problem problem{
        data::draw_samples("sphere", parameters.at("training_points").get<std::size_t>(), seed, stream + "/train"),
        data::draw_samples("sphere", parameters.at("test_points").get<std::size_t>(), seed, stream + "/test")};
    const double mean = numeric::mean(problem.train.y.data(), problem.train.y.size());
    problem.train.y -= mean;
    problem.test.y -= mean;
    return problem;
}

}  // namespace

flow::Artifact sphere(const json& parameters, const flow::Inputs&) {
    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<std::size_t>>();
    const Problem problem = draw(parameters);
    const Matrix &train = problem.train.x, &test = problem.test.x;
    const double median = kernels::median_distance(train);
    flow::Artifact artifact;
    const auto set = [&](const std::string& name, std::size_t l, double value) {
        auto& array = artifact.arrays[name];
        if (array.dimension() == 0) array = xt::zeros<double>({hidden_layers.size()});
        array(l) = value;
    };

    const auto train_train = kernels::nngp_and_ntk(train, kernels::Architecture{}, hidden_layers);
    const auto test_train = kernels::nngp_and_ntk(test, train, kernels::Architecture{}, hidden_layers);
    std::vector<Prediction> ntk;
    for (std::size_t l = 0; l < hidden_layers.size(); ++l) {
        ntk.push_back(problem.predict(train_train[l].ntk, test_train[l].ntk));
        set("ntk.nmse", l, problem.nmse(ntk[l]));
    }
    for (const auto& [control, kernel] : shared::control_kernels) {
        std::vector<Prediction> by_bandwidth;
        for (const double b : bandwidths)
            by_bandwidth.push_back(problem.predict(kernel(train, train, b * median), kernel(test, train, b * median)));
        for (std::size_t l = 0; l < hidden_layers.size(); ++l) {
            std::size_t best = 0;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t b = 0; b < by_bandwidth.size(); ++b) {
                const double gap = statistics::predictor_gap(by_bandwidth[b].choosing, ntk[l].choosing);
                if (gap < least) {
                    least = gap;
                    best = b;
                }
            }
            const Prediction& chosen = by_bandwidth[best];
            set(control.array("bandwidth"), l, bandwidths[best]);
            set(control.array("jitter"), l, chosen.jitter);
            set(control.array("gap"), l, statistics::predictor_gap(chosen.judging, ntk[l].judging));
            set(control.array("log_ratio"), l, numeric::log(problem.nmse(chosen) / problem.nmse(ntk[l])));
        }
    }
    return artifact;
}

}  // namespace ntk::studies::spectra
