#include "core/studies/shared/regime.hpp"
#include "core/numeric/arrays.hpp"

#include <utility>

#include <xtensor/xview.hpp>

#include "core/network/empirical_ntk.hpp"
#include "core/regression/spectrum.hpp"

namespace ntk::studies::shared {
namespace {

using nlohmann::json;

const std::vector<std::string> parameterizations = {"ntk", "standard"};
const std::vector<std::string> starts = {"subtracted", "kept"};
const std::vector<std::string> optimizers = {"gradient descent", "momentum", "adam"};

data::Samples rows(const data::Samples& samples, std::size_t begin, std::size_t end) {
    return {xt::view(samples.x, xt::range(begin, end), xt::all()), xt::view(samples.y, xt::range(begin, end))};
}

// How many of n training rows are trained on.
std::size_t trained_rows(const Regime& regime, std::size_t n) {
    return regime.early_stopping ? n - n / 5 : n;
}

network::Network initial(const Regime& regime, std::size_t hidden_layers, std::size_t inputs, std::uint64_t seed,
                         const std::string& stream, numeric::Activation activation) {
    network::NetworkShape shape;
    shape.inputs = inputs;
    shape.width = regime.width;
    shape.hidden_layers = hidden_layers;
    shape.activation = activation;
    shape.parameterization = regime.parameterization;
    return network::Network(shape, seed, stream);
}

training::Trainer trainer(const Regime& regime, const network::Network& start, data::Samples train, double unit_rate,
                          std::uint64_t seed, const std::string& stream) {
    // [region: theory-regime]
    if (regime.start_subtracted) train.y += network::predict(start, train.x);
    double rate = regime.rate;
    if (regime.rate_relative) {
        if (regime.parameterization == network::Parameterization::standard)
            unit_rate = 1.0 / regression::spectrum(network::empirical_ntk(start, train.x, train.x)).largest();
        rate *= unit_rate;
    }
    // [endregion: theory-regime]
    return training::Trainer(start, train.x, train.y, {regime.optimizer, rate, regime.batch}, seed, stream);
}

}  // namespace

Regime read_choices(flow::ParameterReader& reader) {
    Regime regime;
    const auto choice = [&](const std::string& key, const std::vector<std::string>& choices) {
        return reader.given(key) ? reader.choice(key, choices) : 0;
    };
    regime.parameterization = choice("parameterization", parameterizations) == 0 ? network::Parameterization::ntk
                                                                                 : network::Parameterization::standard;
    regime.start_subtracted = choice("start", starts) == 0;
    constexpr training::Optimizer by_name[] = {training::Optimizer::gradient_descent, training::Optimizer::momentum,
                                               training::Optimizer::adam};
    regime.optimizer = by_name[choice("optimizer", optimizers)];
    return regime;
}

Regime read_regime(const json& object, const std::string& section, std::size_t width) {
    flow::ParameterReader reader(object, section);
    Regime regime = read_choices(reader);
    regime.rate_relative = !reader.given("rate");
    if (!regime.rate_relative)
        regime.rate = reader.positive_number("rate");
    else if (reader.given("relative_rate"))
        regime.rate = reader.positive_number("relative_rate");
    if (reader.given("batch")) regime.batch = reader.whole_number("batch", 1, 20000);
    regime.epochs = reader.whole_number("epochs", 1, 100000000);
    regime.width = reader.given("width") ? reader.whole_number("width", 1, 65536) : width;
    regime.early_stopping = reader.given("early_stopping") && reader.truth("early_stopping");
    reader.refuse_unknown();
    if (regime.optimizer != training::Optimizer::gradient_descent && regime.rate_relative)
        throw std::invalid_argument("parameter \"" + section +
                                    "rate\" is missing: only gradient descent has a rate by itself");
    return regime;
}

Regime read_theory(const json& section, std::size_t width) {
    flow::ParameterReader reader(section, "theory.");
    Regime regime;
    regime.epochs = reader.whole_number("steps", 1, 100000000);
    regime.width = width;
    reader.refuse_unknown();
    return regime;
}

json to_json(const Regime& regime) {
    json object = {
        {"parameterization", parameterizations[regime.parameterization == network::Parameterization::ntk ? 0 : 1]},
        {"start", starts[regime.start_subtracted ? 0 : 1]},
        {"optimizer", optimizers[static_cast<std::size_t>(regime.optimizer)]},
        {regime.rate_relative ? "relative_rate" : "rate", regime.rate},
        {"epochs", regime.epochs},
        {"width", regime.width},
        {"early_stopping", regime.early_stopping}};
    if (regime.batch > 0) object["batch"] = regime.batch;
    return object;
}

Training::Training(const Regime& regime, std::size_t hidden_layers, const data::Samples& train, double unit_rate,
                   std::uint64_t seed, const std::string& stream, numeric::Activation activation)
    : start_subtracted_(regime.start_subtracted),
      start_(initial(regime, hidden_layers, train.x.shape(1), seed, stream, activation)),
      kept_back_(rows(train, trained_rows(regime, train.y.size()), train.y.size())),
      epochs_(regime.epochs),
      trainer_(trainer(regime, start_, rows(train, 0, trained_rows(regime, train.y.size())), unit_rate, seed, stream)) {
}

std::size_t Training::steps() const {
    return epochs_ * trainer_.steps_per_epoch();
}

Vector Training::prediction(const Matrix& x) const {
    Vector result = network::predict(network(), x);
    if (start_subtracted_) result -= network::predict(start_, x);
    return result;
}

}  // namespace ntk::studies::shared
