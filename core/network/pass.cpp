#include "core/network/pass.hpp"

#include <algorithm>

#include "core/blas/cblas.h"
#include "core/network/activate.hpp"

namespace ntk {
namespace {

// c (m, n) = alpha · op(a) op(b), row-major. The BLAS is called by name rather than through xtensor-blas because
// weights are slices of one parameter vector.
void product(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, std::size_t m, std::size_t n, std::size_t k, double alpha,
             const double* a, std::size_t lda, const double* b, std::size_t ldb, double* c) {
    const auto i = [](std::size_t v) { return static_cast<int>(v); };
    cblas_dgemm(CblasRowMajor, ta, tb, i(m), i(n), i(k), alpha, a, i(lda), b, i(ldb), 0.0, c, i(n));
}

}  // namespace

Pass::Pass(const NetworkShape& shape, std::size_t rows) : output_(rows) {
    for (std::size_t l = 0; l < shape.hidden_layers; ++l) {
        activations_.emplace_back(rows * shape.width);
        slopes_.emplace_back(rows * shape.width);
        deltas_.emplace_back(rows * shape.width);
    }
    deltas_.emplace_back(rows);
}

const double* Pass::forward(const Network& network, const double* x, std::size_t rows) {
    rows_ = rows;
    input_ = x;
    const std::size_t last = network.layers().size() - 1;
    for (std::size_t l = 0; l <= last; ++l) {
        const Layer& layer = network.layers()[l];
        double* z = l == last ? output_.data() : activations_[l].data();
        product(CblasNoTrans, CblasNoTrans, rows, layer.outputs, layer.inputs, layer.weight_factor, activations(l),
                layer.inputs, network.parameters.data() + layer.weights, layer.outputs, z);
        const double* biases = network.has_biases() ? network.parameters.data() + layer.biases : nullptr;
        if (l < last)
            activate(network.shape().activation, biases, layer.bias_factor, rows, layer.outputs, z, slopes_[l].data());
        else if (biases != nullptr)
            for (std::size_t i = 0; i < rows; ++i) z[i] += layer.bias_factor * biases[0];
    }
    return output_.data();
}

void Pass::backpropagate(const Network& network) {
    for (std::size_t l = network.layers().size() - 1; l > 0; --l) {
        const Layer& layer = network.layers()[l];
        double* delta = deltas_[l - 1].data();
        product(CblasNoTrans, CblasTrans, rows_, layer.inputs, layer.outputs, layer.weight_factor, deltas_[l].data(),
                layer.outputs, network.parameters.data() + layer.weights, layer.outputs, delta);
        multiply(slopes_[l - 1].data(), rows_ * layer.inputs, delta);
    }
}

void Pass::backward(const Network& network, const double* output_gradient, std::vector<double>& gradient) {
    std::copy_n(output_gradient, rows_, deltas_.back().data());
    backpropagate(network);
    gradient.resize(network.parameters.size());
    for (std::size_t l = 0; l < network.layers().size(); ++l) {
        const Layer& layer = network.layers()[l];
        product(CblasTrans, CblasNoTrans, layer.inputs, layer.outputs, rows_, layer.weight_factor, activations(l),
                layer.inputs, deltas_[l].data(), layer.outputs, gradient.data() + layer.weights);
        if (!network.has_biases()) continue;
        double* biases = gradient.data() + layer.biases;
        std::fill_n(biases, layer.outputs, 0.0);
        for (std::size_t i = 0; i < rows_; ++i)
            for (std::size_t j = 0; j < layer.outputs; ++j) biases[j] += deltas_[l][i * layer.outputs + j];
        for (std::size_t j = 0; j < layer.outputs; ++j) biases[j] *= layer.bias_factor;
    }
}

void Pass::backpropagate_ones(const Network& network) {
    std::fill_n(deltas_.back().data(), rows_, 1.0);
    backpropagate(network);
}

xt::xtensor<double, 1> predict(const Network& network, const xt::xtensor<double, 2>& x) {
    const std::size_t n = x.shape(0);
    Pass pass(network.shape(), n);
    xt::xtensor<double, 1> result = xt::xtensor<double, 1>::from_shape({n});
    std::copy_n(pass.forward(network, x.data(), n), n, result.data());
    return result;
}

}  // namespace ntk
