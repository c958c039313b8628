#include "core/network/empirical_ntk.hpp"

#include <optional>
#include <stdexcept>

#include "core/blas/cblas.h"
#include "core/network/pass.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {
namespace {

// gram (n, m) becomes a bᵀ for a (n, k) and b (m, k).
void gram_matrix(const double* a, std::size_t n, const double* b, std::size_t m, std::size_t k, Matrix& gram) {
    const auto i = [](std::size_t v) { return static_cast<int>(v); };
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, i(n), i(m), i(k), 1.0, a, i(k), b, i(k), 0.0, gram.data(),
                i(m));
}

}  // namespace

Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z) {
    return empirical_ntk(network, x, z, {0, network.layers().size()});
}

Matrix empirical_ntk(const Network& network, const Matrix& x, const Matrix& z, LayerRange layers) {
    if (layers.first > layers.end || layers.end > network.layers().size())
        throw std::invalid_argument("empirical_ntk: the network has no such layers");
    const std::size_t n = x.shape(0), m = z.shape(0);
    const auto forward_and_back = [&network](const Matrix& inputs) {
        Pass pass(network.shape(), inputs.shape(0));
        pass.forward(network, inputs.data(), inputs.shape(0));
        pass.backpropagate_ones(network);
        return pass;
    };
    const Pass pass_x = forward_and_back(x);
    std::optional<Pass> of_others;
    if (x != z) of_others.emplace(forward_and_back(z));
    const Pass& pass_z = of_others ? *of_others : pass_x;

    Matrix result = xt::zeros<double>({n, m});
    Matrix activations = Matrix::from_shape({n, m});
    Matrix deltas = Matrix::from_shape({n, m});
    // [region: empirical-ntk]
    for (std::size_t l = layers.first; l < layers.end; ++l) {
        const Layer& layer = network.layers()[l];
        gram_matrix(pass_x.activations(l), n, pass_z.activations(l), m, layer.inputs, activations);
        gram_matrix(pass_x.deltas(l), n, pass_z.deltas(l), m, layer.outputs, deltas);
        const double weights = layer.weight_factor * layer.weight_factor;
        const double biases = layer.bias_factor * layer.bias_factor;
        result += (weights * activations + biases) * deltas;
    }
    // [endregion: empirical-ntk]
    return result;
}

Matrix empirical_nngp(const Network& network, const Matrix& x, const Matrix& z) {
    const std::size_t n = x.shape(0), m = z.shape(0), last = network.layers().size() - 1;
    Pass pass_x(network.shape(), n), pass_z(network.shape(), m);
    pass_x.forward(network, x.data(), n);
    pass_z.forward(network, z.data(), m);
    const Layer& layer = network.layers()[last];
    Matrix result = Matrix::from_shape({n, m});
    gram_matrix(pass_x.activations(last), n, pass_z.activations(last), m, layer.inputs, result);
    const NetworkShape& shape = network.shape();
    const double variance = shape.parameterization == Parameterization::standard
                                ? shape.weight_variance / static_cast<double>(layer.inputs)
                                : 1.0;
    result = variance * layer.weight_factor * layer.weight_factor * result + layer.bias_factor * layer.bias_factor;
    return result;
}

}  // namespace ntk::network
