// The network and the inputs that benchmarks beside PyTorch share with torch_network.py. They are made of numbers that
// both can compute without a common library.
#pragma once

#include <cmath>
#include <cstddef>

#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::benchmark {

/// The network's shape. In the standard parameterization it has 10 inputs and no biases, in the NTK parameterization 15
/// inputs, biases, and both variances 1.
inline network::NetworkShape make_shape(network::Parameterization parameterization, std::size_t width,
                                        std::size_t hidden_layers) {
    if (parameterization == network::Parameterization::standard)
        return {10, width, hidden_layers, numeric::Activation::relu, parameterization};
    return {15, width, hidden_layers, numeric::Activation::relu, parameterization, 1.0, 1.0};
}

/// The i-th of a sequence of numbers that are uniform on [−1, 1].
inline double number(std::size_t i) {
    const double x = static_cast<double>(i + 1), product = x * x * 0.6180339887498949;
    return 2 * (product - std::floor(product)) - 1;
}

/// The network, in which every weight and bias has the variance that the parameterization gives it.
inline network::Network make_network(const network::NetworkShape& shape) {
    network::Network network(shape, 1, "");
    const bool standard = shape.parameterization == network::Parameterization::standard;
    for (const network::Layer& layer : network.layers()) {
        const double scale = std::sqrt(standard ? 6.0 / static_cast<double>(layer.inputs) : 3.0);
        const std::size_t end = layer.weights + (layer.inputs + (network.has_biases() ? 1 : 0)) * layer.outputs;
        for (std::size_t i = layer.weights; i < end; ++i) network.parameters[i] = number(i) * scale;
    }
    return network;
}

/// The inputs, (rows, inputs).
inline Matrix make_inputs(std::size_t rows, std::size_t inputs) {
    Matrix x = Matrix::from_shape({rows, inputs});
    for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = number(i);
    return x;
}

}  // namespace ntk::benchmark
