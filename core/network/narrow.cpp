#include "core/network/narrow.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "core/random/stream.hpp"

namespace ntk::network {
namespace {

constexpr std::size_t lanes = 8;

const NarrowLayer& vectorised() {
    static const NarrowLayer& chosen = NTK_DISPATCH_PRODUCT(narrow_layer)();
    return chosen;
}

NarrowNetwork without_weights(std::size_t inputs, std::size_t depth) {
    if (inputs == 0 || depth == 0)
        throw std::invalid_argument("a narrow network needs at least one input and one hidden layer");
    NarrowNetwork network{inputs, depth, {}};
    network.parameters.resize(network.first(depth) + network.width() + 1, 0.0);
    return network;
}

}  // namespace

NarrowNetwork narrow_network(std::size_t inputs, std::size_t depth, double scale, std::uint64_t seed,
                             std::string_view name) {
    if (!(scale > 0.0)) throw std::invalid_argument("the scale of a narrow network must be positive");
    NarrowNetwork network = without_weights(inputs, depth);
    const std::string prefix(name);
    const Matrix weights = random::Stream(seed, prefix + "/weights").normals(depth, inputs);
    const Matrix biases = random::Stream(seed, prefix + "/biases").normals(depth, 1);
    const double deviation = 1.0 / std::sqrt(static_cast<double>(inputs));
    const std::size_t drawn = inputs, constant = inputs + 1;
    for (std::size_t l = 0; l < depth; ++l) {
        const auto [below, above] = network.units(l);
        double* w = network.parameters.data() + network.first(l);
        double* b = w + above * below;
        for (std::size_t j = 0; j < inputs; ++j) {
            w[j * below + j] = l == 0 ? scale : 1.0;
            w[drawn * below + j] = deviation * weights(l, j);
        }
        b[drawn] = scale * biases(l, 0);
        if (l == 0)
            b[constant] = scale;
        else
            w[constant * below + constant] = 1.0;
    }
    double* tail = network.parameters.data() + network.first(depth);
    tail[constant] = 1.0;
    tail[network.width()] = -scale;
    return network;
}

NarrowNetwork he_narrow_network(std::size_t inputs, std::size_t depth, std::uint64_t seed, std::string_view name) {
    NarrowNetwork network = without_weights(inputs, depth);
    const Matrix normals = random::Stream(seed, std::string(name) + "/weights").normals(1, network.parameters.size());
    const double* next = normals.data();
    for (std::size_t l = 0; l <= depth; ++l) {
        const auto [below, above] = network.units(l);
        const double deviation = std::sqrt(2.0 / static_cast<double>(below));
        double* w = network.parameters.data() + network.first(l);
        for (std::size_t k = 0; k < above * below; ++k) w[k] = deviation * *next++;
    }
    return network;
}

NarrowPass::NarrowPass(const NarrowNetwork& network, std::size_t points)
    : points_(points), padded_((points + lanes - 1) / lanes * lanes), width_(network.width()) {
    x_.resize(network.inputs * padded_);
    activations_.resize(space(network.depth));
    output_.resize(padded_);
    deltas_.resize(space(1));
    next_deltas_.resize(space(1));
    gradient_.resize(width_ * (width_ + 1));
}

const double* NarrowPass::forward(const NarrowNetwork& network, const Matrix& x) {
    for (std::size_t i = 0; i < points_; ++i)
        for (std::size_t j = 0; j < network.inputs; ++j) x_[j * padded_ + i] = x(i, j);
    for (std::size_t l = 0; l <= network.depth; ++l) {
        const LayerUnits units = network.units(l);
        const double* weights = network.parameters.data() + network.first(l);
        vectorised().forward(units, weights, weights + units.outputs * units.inputs, padded_, l < network.depth,
                             below(l), l < network.depth ? &activations_[space(l)] : output_.data());
    }
    return output_.data();
}

void NarrowPass::begin_backward(const double* output_gradient) {
    std::fill_n(deltas_.data(), padded_, 0.0);  // points that only fill up the last eight have none
    std::copy_n(output_gradient, points_, deltas_.data());
}

void NarrowPass::descend(const NarrowNetwork& network, std::size_t layer) {
    vectorised().backward(network.units(layer), network.parameters.data() + network.first(layer), padded_, below(layer),
                          deltas_.data(), next_deltas_.data());
    deltas_.swap(next_deltas_);
}

void NarrowPass::backward(const NarrowNetwork& network, const double* output_gradient, const TakeGradient& take) {
    begin_backward(output_gradient);
    for (std::size_t l = network.depth + 1; l-- > 0;) {
        const LayerUnits units = network.units(l);
        vectorised().gradient(units, padded_, below(l), deltas_.data(), gradient_.data());
        if (l > 0) descend(network, l);
        take(network.first(l), units.outputs * (units.inputs + 1), gradient_.data());
    }
}

Vector predict(const NarrowNetwork& network, const Matrix& x) {
    NarrowPass pass(network, x.shape(0));
    Vector result = Vector::from_shape({x.shape(0)});
    std::copy_n(pass.forward(network, x), x.shape(0), result.data());
    return result;
}

Matrix empirical_ntk(const NarrowNetwork& network, const Matrix& x, const Matrix& z) {
    const auto begun = [&network](const Matrix& points) {
        NarrowPass pass(network, points.shape(0));
        pass.forward(network, points);
        pass.begin_backward(std::vector<double>(points.shape(0), 1.0).data());
        return pass;
    };
    NarrowPass of_x = begun(x), of_z = begun(z);
    const std::size_t rows = of_x.padded_points(), columns = of_z.padded_points();
    std::vector<double> kernel(rows * columns);
    for (std::size_t l = network.depth + 1; l-- > 0;) {
        vectorised().add_kernel(network.units(l), rows, of_x.below(l), of_x.deltas(), columns, of_z.below(l),
                                of_z.deltas(), kernel.data());
        if (l > 0) {
            of_x.descend(network, l);
            of_z.descend(network, l);
        }
    }
    Matrix result = Matrix::from_shape({x.shape(0), z.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i) std::copy_n(&kernel[i * columns], z.shape(0), &result(i, 0));
    return result;
}

}  // namespace ntk::network
