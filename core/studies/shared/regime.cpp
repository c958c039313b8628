#include "core/studies/shared/regime.hpp"
#include "core/numeric/arrays.hpp"

#include <utility>

#include <xtensor/xview.hpp>

#include "core/network/empirical_ntk.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/shared/parameters.hpp"

namespace ntk::network {
NLOHMANN_JSON_SERIALIZE_ENUM(Parameterization,
                             {{Parameterization::ntk, "ntk"}, {Parameterization::standard, "standard"}})
}  // namespace ntk::network

namespace ntk::training {
NLOHMANN_JSON_SERIALIZE_ENUM(Optimizer, {{Optimizer::gradient_descent, "gradient descent"},
                                         {Optimizer::momentum, "momentum"},
                                         {Optimizer::adam, "adam"}})
}  // namespace ntk::training

namespace ntk::studies::shared {
namespace {

using nlohmann::json;

// What happens to the function at the start, as study files say it.
enum class Start { subtracted, kept };
NLOHMANN_JSON_SERIALIZE_ENUM(Start, {{Start::subtracted, "subtracted"}, {Start::kept, "kept"}})

data::Samples rows(const data::Samples& samples, std::size_t begin, std::size_t end) {
    return {xt::view(samples.x, xt::range(begin, end), xt::all()), xt::view(samples.y, xt::range(begin, end))};
}

// How many of n training rows are trained on; early stopping keeps the rest back.
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
    regime.parameterization = reader.choice<network::Parameterization>("parameterization");
    regime.start_subtracted = reader.choice<Start>("start") == Start::subtracted;
    regime.optimizer = reader.choice<training::Optimizer>("optimizer");
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
    regime.epochs = reader.whole_number(parameter::epochs);
    regime.width = reader.given("width") ? reader.whole_number(parameter::width) : width;
    regime.early_stopping = reader.given("early_stopping") && reader.truth("early_stopping");
    reader.refuse_unknown();
    if (regime.optimizer != training::Optimizer::gradient_descent && regime.rate_relative)
        throw Error({.key = section + "rate",
                     .problem = "is missing: only gradient descent has a rate by itself",
                     .remedies = {{"give it"}}});
    return regime;
}

Regime read_theory(const json& section, std::size_t width) {
    flow::ParameterReader reader(section, "theory.");
    Regime regime;
    regime.epochs = reader.whole_number(parameter::steps);
    regime.width = width;
    reader.refuse_unknown();
    return regime;
}

json to_json(const Regime& regime) {
    json object = {{"parameterization", regime.parameterization},
                   {"start", regime.start_subtracted ? Start::subtracted : Start::kept},
                   {"optimizer", regime.optimizer},
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
