// Forward and backward passes through a network, for up to a given number of rows. Memory is allocated when a Pass is
// made and by its first backward pass, so a training step after the first allocates nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::network {

class Pass {
public:
    /// Allocates memory for up to `rows` inputs of networks of this shape.
    Pass(const NetworkShape& shape, std::size_t rows);

    /// Computes f(x) for x (rows, inputs), row-major; `rows` may be fewer than the pass was made for. The result has
    /// `rows` numbers and is valid until the next forward. x must stay valid as long as the results are used.
    const double* forward(const Network& network, const double* x, std::size_t rows);

    /// Receives a part of the gradient: gradient[k] = Σ_i output_gradient[i] ∂f(x_i)/∂p is the derivative by the
    /// parameter with the number p = first + k, for k = 0 … n − 1.
    using TakeGradient = std::function<void(std::size_t first, std::size_t n, const double* gradient)>;

    /// To be called after forward. Hands each parameter's derivative to `take` once. A call has the parameters of a
    /// layer or of a part of one, while they are in the processor's cache; calls may come on several threads at once.
    /// `take` may change the parameters that it is called for.
    void backward(const Network& network, const double* output_gradient, const TakeGradient& take);

    /// To be called after forward. Computes ∂f(x_i)/∂z(l) for every layer and row, which deltas() then returns.
    void backpropagate_ones(const Network& network);

    /// To be called after forward. Returns ∇f(x_i)·direction for every row i, by forward differentiation. `direction`
    /// has as many numbers as the network has parameters.
    Vector derivative_along(const Network& network, const double* direction) const;

    /// h(l), (rows, m(l)), for l = 0 … L; h(0) is the input.
    const double* activations(std::size_t l) const { return l == 0 ? input_ : activations_[l - 1].data(); }
    /// ∂f/∂z(l+1), (rows, m(l+1)), for l = 0 … L, after backpropagate_ones; after backward each row is multiplied by
    /// its output gradient.
    const double* deltas(std::size_t l) const { return deltas_[l].data(); }
    std::size_t rows() const { return rows_; }

private:
    /// A rectangle of a layer's weights: `rows` rows from `row` on, `columns` columns from `column` on.
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
