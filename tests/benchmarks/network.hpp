// The network and the inputs that benchmarks beside PyTorch share with torch_network.py, from numbers that need no
// library to be had again.
#pragma once

#include <cmath>
#include <cstddef>

#include <xtensor/xtensor.hpp>

#include "core/network/network.hpp"

namespace ntk::benchmark {

constexpr std::size_t inputs = 10;

/// Uniform on [−1, 1], in order of i.
inline double number(std::size_t i) {
    const double x = static_cast<double>(i + 1), product = x * x * 0.6180339887498949;
    return 2 * (product - std::floor(product)) - 1;
}

/// ReLU, without biases.
inline Network make_network(std::size_t width, std::size_t hidden_layers) {
    Network network({inputs, width, hidden_layers, Activation::relu, Parameterization::standard}, 1, "");
    for (const Layer& layer : network.layers())
        for (std::size_t i = 0; i < layer.inputs * layer.outputs; ++i)
            network.parameters[layer.weights + i] =
                number(layer.weights + i) * std::sqrt(6.0 / static_cast<double>(layer.inputs));
    return network;
}

/// (rows, inputs).
inline xt::xtensor<double, 2> make_inputs(std::size_t rows) {
    xt::xtensor<double, 2> x = xt::xtensor<double, 2>::from_shape({rows, inputs});
    for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = number(i);
    return x;
}

}  // namespace ntk::benchmark
