#include "core/network/network.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "core/random/stream.hpp"

namespace ntk::network {

Network::Network(const NetworkShape& shape, std::uint64_t seed, std::string_view name) : shape_(shape) {
    if (shape.inputs == 0 || (shape.hidden_layers > 0 && shape.width == 0))
        throw std::invalid_argument("a network needs at least one input and one unit a hidden layer");
    if (!(shape.weight_variance > 0.0) || !(shape.bias_variance >= 0.0))
        throw std::invalid_argument("a network needs a positive weight variance and a bias variance not below 0");
    if (shape.parameterization == Parameterization::standard && has_biases())
        throw std::invalid_argument("the standard parameterization has no biases here: set the bias variance to 0");

    std::size_t offset = 0;
    for (std::size_t l = 0; l <= shape.hidden_layers; ++l) {
        Layer layer{};
        layer.inputs = l == 0 ? shape.inputs : shape.width;
        layer.outputs = l == shape.hidden_layers ? 1 : shape.width;
        layer.weights = offset;
        layer.biases = offset + layer.inputs * layer.outputs;
        offset = layer.biases + (has_biases() ? layer.outputs : 0);
        const double deviation = std::sqrt(shape.weight_variance / static_cast<double>(layer.inputs));
        layer.weight_factor = shape.parameterization == Parameterization::ntk ? deviation : 1.0;
        layer.bias_factor = std::sqrt(shape.bias_variance);
        layers_.push_back(layer);
    }

    parameters.resize(offset);
    const std::string prefix(name);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const Layer& layer = layers_[l];
        const auto weights = random::Stream(seed, prefix + "/weights/layer=" + std::to_string(l + 1))
                                 .normals(layer.inputs, layer.outputs);
        const double scale = shape.parameterization == Parameterization::standard
                                 ? std::sqrt(shape.weight_variance / static_cast<double>(layer.inputs))
                                 : 1.0;
        for (std::size_t i = 0; i < weights.size(); ++i) parameters[layer.weights + i] = scale * weights.data()[i];
        if (!has_biases()) continue;
        const random::Stream biases(seed, prefix + "/biases/layer=" + std::to_string(l + 1));
        for (std::size_t i = 0; i < layer.outputs; ++i) parameters[layer.biases + i] = biases.normal(i);
    }
}

}  // namespace ntk::network
