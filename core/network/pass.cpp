#include "core/network/pass.hpp"

#include <algorithm>

#include "core/blas/cblas.h"
#include "core/blas/gemm_kernel.hpp"
#include "core/blas/workspace.hpp"
#include "core/network/activate.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::network {
namespace {

// c (m, n) becomes alpha · op(a) op(b) + beta · c, row-major. It calls the BLAS itself and not through xtensor-blas,
// because weights are slices of one parameter vector.
void product(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, std::size_t m, std::size_t n, std::size_t k, double alpha,
             const double* a, std::size_t lda, const double* b, std::size_t ldb, double* c, std::size_t ldc,
             double beta = 0.0) {
    const auto i = [](std::size_t v) { return static_cast<int>(v); };
    cblas_dgemm(CblasRowMajor, ta, tb, i(m), i(n), i(k), alpha, a, i(lda), b, i(ldb), beta, c, i(ldc));
}

std::size_t rounded_up(std::size_t n, std::size_t unit) {
    return (n + unit - 1) / unit * unit;
}

/// Calls work(begin, columns) for parts of at most `most` columns of a matrix of n columns. `terms` says how much work
/// a column is. Where there is enough of it, several threads share the parts. Below a width of about 128 there is not:
/// it is faster to give each network a thread of its own.
template <class Work>
void for_columns(std::size_t n, std::size_t terms, std::size_t most, const Work& work) {
    constexpr std::size_t unit = 8, terms_worth_threads = 1 << 21;
    const std::size_t threads = n * terms < terms_worth_threads ? 1 : numeric::thread_count();
    const std::size_t size = std::min(most, rounded_up((n + threads - 1) / threads, unit));
    const std::size_t parts = (n + size - 1) / size;
    numeric::parallel_for(parts, threads == 1 ? parts : 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t j = first * size; j < std::min(last * size, n); j += size) work(j, std::min(size, n - j));
    });
}

// The sizes of parts that stay in the cache between a product and what is done to its result: columns of a layer's
// outputs, rows of its weights, and numbers of a block of weights.
constexpr std::size_t columns_at_once = 512, rows_at_once = 64, block_size = 1 << 15;

/// How many columns a block of so many rows of weights has. It is a multiple of the BLAS's block_length, so that adding
/// a product's sums block by block keeps their order.
std::size_t block_columns(std::size_t rows) {
    constexpr auto whole = static_cast<std::size_t>(blas::block_length);
    return std::max<std::size_t>(1, block_size / rows / whole) * whole;
}

/// Memory of this thread's own for a block of a gradient.
double* block_space(std::size_t count) {
    static thread_local blas::Workspace space;
    return space.reserve(static_cast<blas::Index>(count));
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
        for_columns(n, rows * layer.inputs, columns_at_once, [&](std::size_t j, std::size_t columns) {
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

void Pass::take_gradient(const Network& network, std::size_t l, Block block, const TakeGradient& take) {
    const Layer& layer = network.layers()[l];
    const std::size_t n = layer.outputs;
    double* gradient = block_space(block.rows * block.columns);
    product(CblasTrans, CblasNoTrans, block.rows, block.columns, rows_, layer.weight_factor, activations(l) + block.row,
            layer.inputs, deltas_[l].data() + block.column, n, gradient, block.columns);
    const std::size_t first = layer.weights + block.row * n + block.column;
    if (block.columns == n) return take(first, block.rows * n, gradient);
    for (std::size_t i = 0; i < block.rows; ++i) take(first + i * n, block.columns, gradient + i * block.columns);
}

void Pass::take_bias_gradient(const Network& network, std::size_t l, std::size_t first, std::size_t count,
                              const TakeGradient& take) {
    if (!network.has_biases()) return;
    const Layer& layer = network.layers()[l];
    double* gradient = block_space(count);
    std::fill_n(gradient, count, 0.0);
    for (std::size_t i = 0; i < rows_; ++i) {
        const double* delta = deltas_[l].data() + i * layer.outputs + first;
        for (std::size_t j = 0; j < count; ++j) gradient[j] += delta[j];
    }
    for (std::size_t j = 0; j < count; ++j) gradient[j] *= layer.bias_factor;
    take(layer.biases + first, count, gradient);
}

void Pass::backpropagate(const Network& network, const TakeGradient* take) {
    for (std::size_t l = network.layers().size() - 1; l > 0; --l) {
        const Layer& layer = network.layers()[l];
        const std::size_t m = layer.inputs, n = layer.outputs;
        double* delta = deltas_[l - 1].data();
        for_columns(m, rows_ * n, n == 1 ? columns_at_once : rows_at_once, [&](std::size_t j, std::size_t count) {
            // Each block of weights is read once for the deltas below it, and changed while it is in the cache.
            const std::size_t columns = block_columns(count);
            for (std::size_t k = 0; k < n; k += columns) {
                const Block block{j, count, k, std::min(columns, n - k)};
                product(CblasNoTrans, CblasTrans, rows_, count, block.columns, layer.weight_factor,
                        deltas_[l].data() + k, n, network.parameters.data() + layer.weights + j * n + k, n, delta + j,
                        m, k == 0 ? 0.0 : 1.0);
                if (take != nullptr) take_gradient(network, l, block, *take);
            }
            multiply(slopes_[l - 1].data() + j, rows_, count, m, delta + j);
            // Nothing below the first layer needs its weights, so its columns can be changed one part after the other.
            if (take != nullptr && l == 1) {
                take_gradient(network, 0, {0, network.layers()[0].inputs, j, count}, *take);
                take_bias_gradient(network, 0, j, count, *take);
            }
        });
        if (take != nullptr) take_bias_gradient(network, l, 0, n, *take);
    }
}

void Pass::backward(const Network& network, const double* output_gradient, const TakeGradient& take) {
    std::copy_n(output_gradient, rows_, deltas_.back().data());
    backpropagate(network, &take);
    if (network.layers().size() > 1) return;
    take_gradient(network, 0, {0, network.layers()[0].inputs, 0, 1}, take);
    take_bias_gradient(network, 0, 0, 1, take);
}

void Pass::backpropagate_ones(const Network& network) {
    std::fill_n(deltas_.back().data(), rows_, 1.0);
    backpropagate(network, nullptr);
}

Vector Pass::derivative_along(const Network& network, const double* direction) const {
    const std::size_t last = network.layers().size() - 1;
    std::vector<double> below, along, moved;  // changes of h(l − 1), of z(l) by that, of z(l) by the layer's parameters
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
    Vector result = Vector::from_shape({rows_});
    std::copy_n(below.data(), rows_, result.data());
    return result;
}

Vector predict(const Network& network, const Matrix& x) {
    const std::size_t n = x.shape(0);
    Pass pass(network.shape(), n);
    Vector result = Vector::from_shape({n});
    std::copy_n(pass.forward(network, x.data(), n), n, result.data());
    return result;
}

}  // namespace ntk::network
