// Elementwise parts of a pass, vectorised.
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

/// In place: z = values (rows, columns) + bias_factor · biases (columns; may be null), values = φ(z), slopes = φ'(z)
/// (numeric/activation_functions.hpp). Rows of values and slopes begin `step` apart.
inline void activate(numeric::Activation activation, const double* biases, double bias_factor, std::size_t rows,
                     std::size_t columns, std::size_t step, double* values, double* slopes) {
    NTK_DISPATCH(activate)(activation, biases, bias_factor, rows, columns, step, values, slopes);
}

/// values(i, j) *= factors(i, j) for (rows, columns), rows beginning `step` apart.
inline void multiply(const double* factors, std::size_t rows, std::size_t columns, std::size_t step, double* values) {
    NTK_DISPATCH(multiply)(factors, rows, columns, step, values);
}

}  // namespace ntk::network
