#include <cmath>

#include "core/network/empirical_ntk.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/published/published.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/training/trainer.hpp"

namespace ntk::studies::published {

using nlohmann::json;

flow::Artifact scale(const json& parameters, const flow::Inputs&) {
    const data::Split split = shared::split_of(shared::split(parameters, {}));
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto steps = parameters.at("steps").get<std::size_t>();
    network::NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = parameters.at("width").get<std::size_t>();
    shape.activation = numeric::Activation::erf;
    const network::Network start(shape, seed, stream + "/width=" + std::to_string(shape.width));
    const Vector start_train = network::predict(start, split.train.x),
                 start_test = network::predict(start, split.test.x);

    const Matrix kernel = network::empirical_ntk(start, split.train.x, split.train.x);
    const regression::Spectrum spectrum = regression::spectrum(kernel);
    // A quarter of the rate at which the linearisation trains fastest, as the kernel grows where the scale is small.
    const double rate = 0.25 / spectrum.largest();
    const Vector linearised =
        regression::kernel_prediction(network::empirical_ntk(start, split.test.x, split.train.x),
                                      regression::trained_coefficients(spectrum, split.train.y, rate, steps));
    Vector gap = Vector::from_shape({std::size(output_scales)}), drift = gap;
    for (std::size_t k = 0; k < gap.size(); ++k) {
        // Gradient descent of α (f − f_0) towards y on the loss over α² is that of f − f_0 towards y/α.
        training::Trainer trainer(start, split.train.x, start_train + split.train.y / output_scales[k],
                                  {training::Optimizer::gradient_descent, rate, 0}, 0, "");
        const bool diverged = trainer.diverges_within(steps);
        const Vector trained = output_scales[k] * (network::predict(trainer.network(), split.test.x) - start_test);
        const Matrix moved = network::empirical_ntk(trainer.network(), split.train.x, split.train.x);
        const bool known = !diverged && numeric::all_finite(trained.data(), trained.size()) &&
                           numeric::all_finite(moved.data(), moved.size());
        gap(k) = known ? statistics::predictor_gap(trained, linearised) : diverged_value;
        drift(k) = known ? statistics::relative_distance(moved, kernel) : diverged_value;
    }
    flow::Artifact artifact;
    artifact.arrays["gap"] = gap;
    artifact.arrays["drift"] = drift;
    return artifact;
}

}  // namespace ntk::studies::published
