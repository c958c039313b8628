// A fully connected network with one output (the paper, section 2):
//   h(0) = x,  z(l) = a(l) h(l−1) W(l) + a_b b(l),  h(l) = φ(z(l)),  f(x) = z(L+1).
//
//   network.hpp         this: shape and parameters
//   pass.hpp            forward and backward
//   empirical_ntk.hpp   ∇f(x)·∇f(x')
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/numeric/activation.hpp"

namespace ntk::network {

enum class Parameterization {
    ntk,      // W, b standard normal; a(l) = sqrt(s_w²/m(l−1)), a_b = sqrt(s_b²)
    standard  // W ~ N(0, s_w²/m(l−1)); a(l) = 1; no biases
};

struct NetworkShape {
    std::size_t inputs = 1;
    std::size_t width = 1;
    std::size_t hidden_layers = 1;  // ≥ 0
    numeric::Activation activation = numeric::Activation::relu;
    Parameterization parameterization = Parameterization::ntk;
    double weight_variance = 2.0;  // s_w²
    double bias_variance = 0.0;    // s_b²; 0: no biases. Only for Parameterization::ntk.
};

/// One layer's place in the parameter vector, its sizes and its factors.
struct Layer {
    std::size_t inputs, outputs;
    std::size_t weights;   // offset of W, (inputs, outputs) row-major
    std::size_t biases;    // offset of b, (outputs); equal to the layer's end where there are none
    double weight_factor;  // a(l)
    double bias_factor;    // a_b
};

/// Shape and parameters; the parameters are one vector, so that an optimizer knows nothing of layers.
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
