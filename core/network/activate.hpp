// The elementwise parts of a pass through a network, compiled for each instruction set.
#pragma once

#include <cstddef>

#include "core/numeric/activation.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::network {

#define NTK_DECLARE(isa)                                                                                           \
    namespace isa {                                                                                                \
    void activate(numeric::Activation activation, const double* biases, double bias_factor, std::size_t rows,      \
                  std::size_t columns, std::size_t step, double* values, double* slopes);                          \
    void multiply(const double* factors, std::size_t rows, std::size_t columns, std::size_t step, double* values); \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// With z = values (rows, columns) + bias_factor · biases (columns; may be null), replaces values by φ(z) and writes
/// φ'(z) to slopes, φ being the activation (numeric/activation_functions.hpp). Rows of values and of slopes begin
/// `step` doubles apart.
inline void activate(numeric::Activation activation, const double* biases, double bias_factor, std::size_t rows,
                     std::size_t columns, std::size_t step, double* values, double* slopes) {
    NTK_DISPATCH(activate)(activation, biases, bias_factor, rows, columns, step, values, slopes);
}

/// values(i, j) *= factors(i, j) for matrices (rows, columns) whose rows begin `step` doubles apart.
inline void multiply(const double* factors, std::size_t rows, std::size_t columns, std::size_t step, double* values) {
    NTK_DISPATCH(multiply)(factors, rows, columns, step, values);
}

}  // namespace ntk::network
