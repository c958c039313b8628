#include "core/network/pass.hpp"

#include <algorithm>

#include "core/blas/cblas.h"
#include "core/network/activate.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk {
namespace {

// c (m, n) = alpha · op(a) op(b), row-major. The BLAS is called by name rather than through xtensor-blas because
// weights are slices of one parameter vector.
void product(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, std::size_t m, std::size_t n, std::size_t k, double alpha,
             const double* a, std::size_t lda, const double* b, std::size_t ldb, double* c, std::size_t ldc) {
    const auto i = [](std::size_t v) { return static_cast<int>(v); };
    cblas_dgemm(CblasRowMajor, ta, tb, i(m), i(n), i(k), alpha, a, i(lda), b, i(ldb), 0.0, c, i(ldc));
}

std::size_t rounded_up(std::size_t n, std::size_t unit) {
    return (n + unit - 1) / unit * unit;
}

/// Calls work(begin, columns) for parts of a matrix of n columns, of `terms` terms each, that stay in the cache between
/// a product and what is done to its result; on several threads where that is worth it. Below a width of about 128 it
/// is not: a thread a network is faster.
template <class Work>
void for_columns(std::size_t n, std::size_t terms, const Work& work) {
    constexpr std::size_t most = 512, unit = 8, terms_worth_threads = 1 << 21;
    const std::size_t threads = n * terms < terms_worth_threads ? 1 : thread_count();
    const std::size_t size = std::min(most, rounded_up((n + threads - 1) / threads, unit));
    const std::size_t parts = (n + size - 1) / size;
    parallel_for(parts, threads == 1 ? parts : 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t j = first * size; j < std::min(last * size, n); j += size) work(j, std::min(size, n - j));
    });
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
        const std::size_t n = layer.outputs;
        double* z = l == last ? output_.data() : activations_[l].data();
        const double* biases = network.has_biases() ? network.parameters.data() + layer.biases : nullptr;
        for_columns(n, rows * layer.inputs, [&](std::size_t j, std::size_t columns) {
            product(CblasNoTrans, CblasNoTrans, rows, columns, layer.inputs, layer.weight_factor, activations(l),
                    layer.inputs, network.parameters.data() + layer.weights + j, n, z + j, n);
            if (l < last)
                activate(network.shape().activation, biases == nullptr ? nullptr : biases + j, layer.bias_factor, rows,
                         columns, n, z + j, slopes_[l].data() + j);
        });
        if (l == last && biases != nullptr)
            for (std::size_t i = 0; i < rows; ++i) z[i] += layer.bias_factor * biases[0];
    }
    return output_.data();
}

void Pass::backpropagate(const Network& network) {
    for (std::size_t l = network.layers().size() - 1; l > 0; --l) {
        const Layer& layer = network.layers()[l];
        const std::size_t n = layer.inputs;
        double* delta = deltas_[l - 1].data();
        for_columns(n, rows_ * layer.outputs, [&](std::size_t j, std::size_t columns) {
            product(CblasNoTrans, CblasTrans, rows_, columns, layer.outputs, layer.weight_factor, deltas_[l].data(),
                    layer.outputs, network.parameters.data() + layer.weights + j * layer.outputs, layer.outputs,
                    delta + j, n);
            multiply(slopes_[l - 1].data() + j, rows_, columns, n, delta + j);
        });
    }
}

void Pass::backward(const Network& network, const double* output_gradient, const TakeGradient& take) {
    std::copy_n(output_gradient, rows_, deltas_.back().data());
    backpropagate(network);
    for (std::size_t l = 0; l < network.layers().size(); ++l) {
        const Layer& layer = network.layers()[l];
        const std::size_t m = layer.inputs, n = layer.outputs;
        gradient_.resize(std::max(gradient_.size(), (m + 1) * n));
        product(CblasTrans, CblasNoTrans, m, n, rows_, layer.weight_factor, activations(l), m, deltas_[l].data(), n,
                gradient_.data(), n);
        std::size_t end = m * n;
        if (network.has_biases()) {
            double* biases = gradient_.data() + end;
            std::fill_n(biases, n, 0.0);
            for (std::size_t i = 0; i < rows_; ++i)
                for (std::size_t j = 0; j < n; ++j) biases[j] += deltas_[l][i * n + j];
            for (std::size_t j = 0; j < n; ++j) biases[j] *= layer.bias_factor;
            end += n;
        }
        constexpr std::size_t grain = 1 << 16;
        parallel_for(end, grain, [&](std::size_t from, std::size_t to) {
            take(layer.weights + from, to - from, gradient_.data() + from);
        });
    }
}

void Pass::backpropagate_ones(const Network& network) {
    std::fill_n(deltas_.back().data(), rows_, 1.0);
    backpropagate(network);
}

xt::xtensor<double, 1> Pass::derivative_along(const Network& network, const double* direction) const {
    const std::size_t last = network.layers().size() - 1;
    std::vector<double> below, along, moved;  // dh(l − 1), dz(l) from below, dz(l) from this layer's own parameters
    for (std::size_t l = 0; l <= last; ++l) {
        const Layer& layer = network.layers()[l];
        const std::size_t m = layer.inputs, n = layer.outputs;
        along.assign(rows_ * n, 0.0);
        moved.resize(rows_ * n);
        if (l > 0)
            product(CblasNoTrans, CblasNoTrans, rows_, n, m, layer.weight_factor, below.data(), m,
                    network.parameters.data() + layer.weights, n, along.data(), n);
        product(CblasNoTrans, CblasNoTrans, rows_, n, m, layer.weight_factor, activations(l), m,
                direction + layer.weights, n, moved.data(), n);
        for (std::size_t i = 0; i < rows_; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                along[i * n + j] += moved[i * n + j];
                if (network.has_biases()) along[i * n + j] += layer.bias_factor * direction[layer.biases + j];
            }
        if (l < last) multiply(slopes_[l].data(), rows_, n, n, along.data());
        below.swap(along);
    }
    xt::xtensor<double, 1> result = xt::xtensor<double, 1>::from_shape({rows_});
    std::copy_n(below.data(), rows_, result.data());
    return result;
}

xt::xtensor<double, 1> predict(const Network& network, const xt::xtensor<double, 2>& x) {
    const std::size_t n = x.shape(0);
    Pass pass(network.shape(), n);
    xt::xtensor<double, 1> result = xt::xtensor<double, 1>::from_shape({n});
    std::copy_n(pass.forward(network, x.data(), n), n, result.data());
    return result;
}

}  // namespace ntk
