// A fully connected network with one output and L hidden layers (the paper, "Where the theorem comes from"):
//   h(0) = x,  z(l) = a(l) h(l−1) W(l) + a_b b(l),  h(l) = φ(z(l)),  f(x) = z(L+1).
// Layer l has m(l) units. φ is the activation, W(l) and b(l) are the weights and biases.
//
//   network.hpp         this file: the shape and the parameters
//   pass.hpp            forward and backward passes
//   empirical_ntk.hpp   the kernel ∇f(x)·∇f(x') of the network's gradient
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/numeric/activation.hpp"

namespace ntk::network {

enum class Parameterization {
    ntk,      // W and b are standard normal; a(l) = sqrt(s_w²/m(l−1)), a_b = sqrt(s_b²)
    standard  // W ~ N(0, s_w²/m(l−1)) and a(l) = 1; there are no biases
};

struct NetworkShape {
    std::size_t inputs = 1;
    std::size_t width = 1;
    std::size_t hidden_layers = 1;  // ≥ 0
    numeric::Activation activation = numeric::Activation::relu;
    Parameterization parameterization = Parameterization::ntk;
    double weight_variance = 2.0;  // s_w²
    double bias_variance = 0.0;    // s_b²; 0 means no biases, as Parameterization::standard requires
};

/// One layer: its sizes, where its parameters stand in the parameter vector, and its factors.
struct Layer {
    std::size_t inputs, outputs;
    std::size_t weights;   // where W begins, (inputs, outputs) row-major
    std::size_t biases;    // where b begins, (outputs); the layer's end where it has none
    double weight_factor;  // a(l)
    double bias_factor;    // a_b
};

/// A network's shape and parameters. The parameters are one vector, so that an optimizer need not know of layers.
class Network {
public:
    /// Draws the parameters from the streams NAME + "/weights/layer=l" and "/biases/layer=l".
    /// Throws std::invalid_argument for a shape that is not a network.
    Network(const NetworkShape& shape, std::uint64_t seed, std::string_view name);

    const NetworkShape& shape() const { return shape_; }
    const std::vector<Layer>& layers() const { return layers_; }  // L + 1
    bool has_biases() const { return shape_.bias_variance > 0.0; }

    std::vector<double> parameters;

private:
    NetworkShape shape_;
    std::vector<Layer> layers_;
};

}  // namespace ntk::network
