#include <algorithm>
#include <cmath>
#include <utility>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/data/tasks.hpp"
#include "core/kernels/controls.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/depth.hpp"
#include "core/training/trainer.hpp"

namespace ntk::depth {
namespace {

using nlohmann::json;
using Matrix = xt::xtensor<double, 2>;
using Vector = xt::xtensor<double, 1>;

Split split_of(const Artifact& artifact) {
    return {{artifact.arrays.at("x_train"), artifact.arrays.at("y_train")},
            {artifact.arrays.at("x_test"), artifact.arrays.at("y_test")}};
}

Vector row(const Artifact& artifact, const std::string& name, std::size_t i) {
    return xt::view(artifact.arrays.at(name), i, xt::all());
}

double mean_diagonal(const Matrix& k) {
    double sum = 0.0;
    for (std::size_t i = 0; i < k.shape(0); ++i) sum += k(i, i);
    return sum / static_cast<double>(k.shape(0));
}

// Regression with one kernel, in both settings.
struct Regression {
    Spectrum spectrum;
    Vector interpolating, tuned;  // predictions
    double ridge, jitter;
};

Regression regress(const Matrix& k_train_train, const Matrix& k_test_train, const Vector& y_train) {
    Regression r{spectrum(k_train_train), {}, {}, 0.0, 0.0};
    r.ridge = tuned_ridge(r.spectrum, mean_diagonal(k_train_train), y_train);
    r.tuned = kernel_prediction(k_test_train, ridge_coefficients(k_train_train, y_train, r.ridge));
    Vector coefficients;
    try {
        coefficients = ridge_coefficients(k_train_train, y_train, 0.0);
    } catch (const NotPositiveDefinite& error) {
        // Rows that are the same to the kernel: the theorem's λ = 0 does not exist; the least one that does is
        // reported.
        r.jitter = error.least_ridge;
        coefficients = ridge_coefficients(k_train_train, y_train, r.jitter);
    }
    r.interpolating = kernel_prediction(k_test_train, coefficients);
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

    void store(const std::string& kernel, Artifact& artifact) const {
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

bool is_power_of_two(std::size_t n) {
    return n != 0 && (n & (n - 1)) == 0;
}

}  // namespace

Artifact split(const json& parameters, const Inputs& inputs) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto training_points = parameters.at("training_points").get<std::size_t>();
    Split drawn;
    if (inputs.empty()) {
        const auto task = parameters.at("task").get<std::string>();
        drawn.train = draw_samples(task, training_points, seed, stream + "/train");
        drawn.test = draw_samples(task, parameters.at("test_points").get<std::size_t>(), seed, stream + "/test");
    } else {
        drawn = split_table({inputs[0]->arrays.at("x"), inputs[0]->arrays.at("y")}, training_points, seed, stream);
    }
    const Split result = standardise(drawn);
    Artifact artifact;
    artifact.arrays["x_train"] = result.train.x;
    artifact.arrays["y_train"] = result.train.y;
    artifact.arrays["x_test"] = result.test.x;
    artifact.arrays["y_test"] = result.test.y;
    return artifact;
}

Artifact kernel_regression(const json& parameters, const Inputs& inputs) {
    const Split split = split_of(*inputs.at(0));
    const auto hidden_layers = parameters.at("hidden_layers").get<std::vector<std::size_t>>();
    const auto steps = parameters.at("steps").get<std::size_t>();
    const std::size_t depths = hidden_layers.size(), points = split.test.y.size();

    const auto train_train = kernels(split.train.x, Architecture{}, hidden_layers);
    const auto test_train = kernels(split.test.x, split.train.x, Architecture{}, hidden_layers);
    Rows nngp(depths, points), ntk(depths, points);
    Matrix trained = Matrix::from_shape({depths, points});
    Vector rate = Vector::from_shape({depths});
    for (std::size_t i = 0; i < depths; ++i) {
        nngp.set(i, regress(train_train[i].nngp, test_train[i].nngp, split.train.y));
        const Regression r = regress(train_train[i].ntk, test_train[i].ntk, split.train.y);
        ntk.set(i, r);
        rate(i) = 1.0 / r.spectrum.largest();
        xt::view(trained, i, xt::all()) =
            kernel_prediction(test_train[i].ntk, trained_coefficients(r.spectrum, split.train.y, rate(i), steps));
    }

    Artifact artifact;
    nngp.store("nngp", artifact);
    ntk.store("ntk", artifact);
    artifact.arrays["ntk.trained"] = trained;
    artifact.arrays["ntk.rate"] = rate;

    const double bandwidth = median_distance(split.train.x);
    const auto control = [&](const std::string& name, auto kernel) {
        const Regression r = regress(kernel(split.train.x, split.train.x, bandwidth),
                                     kernel(split.test.x, split.train.x, bandwidth), split.train.y);
        artifact.arrays[name + ".interpolating"] = r.interpolating;
        artifact.arrays[name + ".tuned"] = r.tuned;
    };
    control("gaussian", gaussian_kernel);
    control("laplace", laplace_kernel);
    return artifact;
}

Artifact learning_rates(const json&, const Inputs& inputs) {
    Artifact artifact;
    artifact.arrays["rate"] = inputs.at(0)->arrays.at("ntk.rate");
    return artifact;
}

Artifact train(const json& parameters, const Inputs& inputs) {
    const Split split = split_of(*inputs.at(0));
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const bool theory = parameters.at("regime").get<std::string>() == "theory";

    NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = parameters.at("width").get<std::size_t>();
    shape.hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    shape.parameterization = theory ? Parameterization::ntk : Parameterization::standard;
    const Network start(shape, seed, stream);

    // In the theory regime the function at the start is subtracted: the network trains towards y + f_0(X), and f_0 is
    // taken off its predictions.
    Vector targets = split.train.y;
    Vector offset = xt::zeros<double>({split.test.y.size()});
    TrainingRule rule;
    if (theory) {
        targets += predict(start, split.train.x);
        offset = predict(start, split.test.x);
        const auto depth_index = parameters.at("depth_index").get<std::size_t>();
        rule = {Optimizer::gradient_descent, inputs.at(1)->arrays.at("rate")(depth_index), 0};
    } else {
        rule = {Optimizer::adam, parameters.at("rate").get<double>(), parameters.at("batch").get<std::size_t>()};
    }
    Trainer trainer(start, split.train.x, targets, rule, seed, stream);
    const std::size_t steps = theory ? parameters.at("steps").get<std::size_t>()
                                     : parameters.at("epochs").get<std::size_t>() * trainer.steps_per_epoch();

    std::vector<double> training_error;
    bool diverged = false;
    for (std::size_t t = 0; t < steps && !diverged; ++t) {
        const double error = trainer.step();
        diverged = !std::isfinite(error);
        if (!diverged && (t == 0 || is_power_of_two(t))) training_error.push_back(error);
    }
    Vector prediction = predict(trainer.network(), split.test.x) - offset;
    diverged =
        diverged || !std::all_of(prediction.begin(), prediction.end(), [](double f) { return std::isfinite(f); });
    if (diverged) prediction.fill(0.0);

    Artifact artifact;
    artifact.arrays["prediction"] = prediction;
    artifact.arrays["training_error"] = xt::adapt(training_error);
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    return artifact;
}

Artifact errors(const json& parameters, const Inputs& inputs) {
    const std::size_t depths = parameters.at("hidden_layers").size();
    const auto splits = parameters.at("splits").get<std::size_t>();
    const auto starts = parameters.at("starts").get<std::size_t>();
    const std::vector<std::string> regimes = {"theory", "practice"}, settings = {"interpolating", "tuned"};

    Artifact result;
    const auto matrix = [&](const std::string& name) -> xt::xarray<double>& {
        auto& array = result.arrays[name];
        if (array.dimension() == 0) array = xt::zeros<double>({depths, splits});
        return array;
    };
    const std::size_t per_split = 2 + regimes.size() * depths * starts;
    for (std::size_t s = 0; s < splits; ++s) {
        const Vector y_test = inputs.at(s * per_split)->arrays.at("y_test");
        const Artifact& kernels = *inputs.at(s * per_split + 1);
        for (const std::string& setting : settings) {
            for (const std::string kernel : {"ntk", "nngp"})
                for (std::size_t l = 0; l < depths; ++l)
                    matrix("nmse." + kernel + "." + setting)(l, s) =
                        normalised_mean_squared_error(row(kernels, kernel + "." + setting, l), y_test);
            for (const std::string control : {"gaussian", "laplace"}) {
                auto& array = result.arrays["nmse." + control + "." + setting];
                if (array.dimension() == 0) array = xt::zeros<double>({splits});
                array(s) = normalised_mean_squared_error(kernels.arrays.at(control + "." + setting), y_test);
            }
        }
        std::size_t next = s * per_split + 2;
        for (const std::string& regime : regimes) {
            // Training by the closed form is compared at equal steps; Adam has no such counterpart.
            const std::string counterpart = regime == "theory" ? "ntk.trained" : "ntk.interpolating";
            for (std::size_t l = 0; l < depths; ++l) {
                const Vector kernel = row(kernels, counterpart, l);
                double error = 0.0, gap = 0.0, diverged = 0.0;
                for (std::size_t k = 0; k < starts; ++k) {
                    const Artifact& network = *inputs.at(next++);
                    const Vector prediction = network.arrays.at("prediction");
                    error += normalised_mean_squared_error(prediction, y_test);
                    gap += predictor_gap(prediction, kernel);
                    diverged += network.arrays.at("diverged")();
                }
                const double count = static_cast<double>(starts);
                matrix("nmse.network." + regime)(l, s) = error / count;
                matrix("gap." + regime)(l, s) = gap / count;
                matrix("diverged." + regime)(l, s) = diverged;
            }
        }
    }
    return result;
}

}  // namespace ntk::depth
