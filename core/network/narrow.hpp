// Deep narrow networks (Lee, Choi, Ryu & No 2022): d inputs, one output and L hidden layers of only d + 2 rectified
// linear units,
//   h(0) = x,  z(l) = W(l) h(l−1) + b(l),  h(l) = max(z(l), 0) for l = 1 … L,  f(x) = W(L+1) h(L) + b(L+1).
// All weights and biases are trained, and no factors stand before them. The first layer is the head, the last the tail,
// and those between are the body.
//
// Their start hands inputs x ≥ 0 through all layers, scaled by a number C, beside a unit that is drawn anew in each
// layer and a unit that is C:
//   units 1 … d     h(l) = C x, by weights C (head) and 1 (body) from the unit of the same number, bias 0
//   unit d + 1      its weights from the first d units are N(0, 1/d), its bias is N(0, C²)
//   unit d + 2      h(l) = C, by the bias C (head) and by the weight 1 (body) from itself, bias 0
//   tail            f(x) = h_{d+2}(L) − C = 0
// All other weights are 0. In the limit of large L, and of a C that grows with it, the tangent kernel over L C² is that
// of kernels/narrow.hpp, and stays so in training.
//
//   narrow.hpp         this file: networks, passes, the empirical NTK
//   narrow_layer.hpp   what is vectorised of it
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/network/narrow_layer.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {

struct NarrowNetwork {
    std::size_t inputs;  // d
    std::size_t depth;   // L
    /// Layer by layer: W(l) (outputs, inputs), row-major, then b(l).
    std::vector<double> parameters;

    std::size_t width() const { return inputs + 2; }
    /// The layers are counted from 0, the head, to L, the tail.
    LayerUnits units(std::size_t layer) const {
        return {layer == 0 ? inputs : width(), layer == depth ? std::size_t{1} : width()};
    }
    /// Where the parameters of a layer begin.
    std::size_t first(std::size_t layer) const {
        return layer == 0 ? 0 : width() * (inputs + 1) + (layer - 1) * width() * (width() + 1);
    }
};

/// Draws a network with the start above from the streams NAME + "/weights" and NAME + "/biases". `scale` is C. Throws
/// std::invalid_argument unless inputs and depth are at least 1 and the scale is positive.
NarrowNetwork narrow_network(std::size_t inputs, std::size_t depth, double scale, std::uint64_t seed,
                             std::string_view name);

/// Draws a network of the same shape with He's start: biases of 0, and weights from N(0, 2/m) where the layer has m
/// inputs. The stream is NAME + "/weights". Throws as narrow_network does.
NarrowNetwork he_narrow_network(std::size_t inputs, std::size_t depth, std::uint64_t seed, std::string_view name);

/// A pass forward and back for a given number of points. It keeps the activations of all layers, so its memory is
/// 8 (d + 2) L bytes a point.
class NarrowPass {
public:
    NarrowPass(const NarrowNetwork& network, std::size_t points);

    /// Computes f(x) for x (points, d). The result has as many numbers as there are points, and is valid until the next
    /// forward.
    const double* forward(const NarrowNetwork& network, const Matrix& x);

    /// Receives Σ_i output_gradient[i] ∂f(x_i)/∂p for the parameters with the numbers first … first + n − 1.
    using TakeGradient = std::function<void(std::size_t first, std::size_t n, const double* gradient)>;

    /// To be called after forward. Hands the derivatives to `take`, a layer at a time from the tail to the head. `take`
    /// may change the parameters that it is called for.
    void backward(const NarrowNetwork& network, const double* output_gradient, const TakeGradient& take);

    // The steps of a pass back, for what needs the passes of several arrays of points at once. Arrays of points are
    // those of narrow_layer.hpp; their number of points is rounded up to a multiple of eight.

    /// Begins at the tail: deltas() is the output gradient.
    void begin_backward(const double* output_gradient);
    /// Goes from a layer > 0 to the one below it.
    void descend(const NarrowNetwork& network, std::size_t layer);
    /// The derivatives by z of the layer where the pass is.
    const double* deltas() const { return deltas_.data(); }
    /// What enters a layer; the head's is x.
    const double* below(std::size_t layer) const { return layer == 0 ? x_.data() : &activations_[space(layer - 1)]; }
    std::size_t padded_points() const { return padded_; }

private:
    std::size_t space(std::size_t layers) const { return layers * width_ * padded_; }

    std::size_t points_, padded_, width_;
    std::vector<double> x_, activations_, output_, deltas_, next_deltas_, gradient_;
};

/// f(x) for every row of x (n, d).
Vector predict(const NarrowNetwork& network, const Matrix& x);

/// The empirical NTK Θ̂(x, z) = ∇f(x)·∇f(z), (n, m), for x (n, d) and z (m, d). It is a sum over layers as in
/// empirical_ntk.hpp, in order from the tail to the head. The cost is O(n m L d).
Matrix empirical_ntk(const NarrowNetwork& network, const Matrix& x, const Matrix& z);

}  // namespace ntk::network
