// Forward and backward through a network, for a fixed number of rows. Memory is taken when the pass is made
// and by the first backward: a training step after the first allocates nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {

class Pass {
public:
    /// Memory for up to `rows` inputs of networks of this shape.
    Pass(const NetworkShape& shape, std::size_t rows);

    /// f(x) for the `rows` inputs at x, (rows, inputs) row-major; rows may be fewer than the pass was made for.
    /// The result, `rows` numbers, is valid until the next forward.
    const double* forward(const Network& network, const double* x, std::size_t rows);

    /// Takes gradient[k] = Σ_i output_gradient[i] ∂f(x_i)/∂p for the parameters p = first + k, k = 0 … n − 1.
    using TakeGradient = std::function<void(std::size_t first, std::size_t n, const double* gradient)>;

    /// After forward: hands every parameter's derivative to `take`, once, a layer or a part of one at a time, while it
    /// is near, perhaps on several threads at once. `take` may change the parameters that it is called for.
    void backward(const Network& network, const double* output_gradient, const TakeGradient& take);

    /// After forward: ∂f(x_i)/∂z(l) for every layer and row, that is backward with a one for every output,
    /// the rows kept apart. See deltas().
    void backpropagate_ones(const Network& network);

    /// After forward: ∇f(x_i)·direction for every row, `direction` a vector like the parameters (forward mode).
    Vector derivative_along(const Network& network, const double* direction) const;

    /// h(l), (rows, m(l)), l = 0 … L; h(0) is the input.
    const double* activations(std::size_t l) const { return l == 0 ? input_ : activations_[l - 1].data(); }
    /// ∂f/∂z(l+1), (rows, m(l+1)), l = 0 … L, after backward (times the output gradient) or backpropagate_ones.
    const double* deltas(std::size_t l) const { return deltas_[l].data(); }
    std::size_t rows() const { return rows_; }

private:
    /// Part of a layer's weights.
    struct Block {
        std::size_t row, rows, column, columns;
    };

    void take_gradient(const Network& network, std::size_t l, Block block, const TakeGradient& take);
    void take_bias_gradient(const Network& network, std::size_t l, std::size_t first, std::size_t count,
                            const TakeGradient& take);
    void backpropagate(const Network& network, const TakeGradient* take);

    std::size_t rows_ = 0;
    const double* input_ = nullptr;
    std::vector<std::vector<double>> activations_;  // h(1) … h(L)
    std::vector<std::vector<double>> slopes_;       // φ'(z(1)) … φ'(z(L))
    std::vector<std::vector<double>> deltas_;       // ∂f/∂z(1) … ∂f/∂z(L+1)
    std::vector<double> output_;
};

/// f(x) for every row of x (n, inputs).
Vector predict(const Network& network, const Matrix& x);

}  // namespace ntk::network
