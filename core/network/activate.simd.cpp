#include "core/network/activate.hpp"

#include "core/numeric/activation_functions.hpp"
#include "core/numeric/simd.hpp"

namespace ntk::network {
namespace NTK_ISA {
namespace {

using simd::Vector;

template <class Phi>
void apply(Phi phi, const double* biases, double bias_factor, std::size_t rows, std::size_t columns, std::size_t step,
           double* values, double* slopes) {
    for (std::size_t i = 0; i < rows; ++i, values += step, slopes += step) {
        std::size_t j = 0;
        for (; j + simd::lanes <= columns; j += simd::lanes) {
            Vector z = simd::load(values + j);
            if (biases != nullptr) z = z + bias_factor * simd::load(biases + j);
            const auto at = phi(z);
            simd::store(values + j, at.value);
            simd::store(slopes + j, at.slope);
        }
        for (; j < columns; ++j) {
            double z = values[j];
            if (biases != nullptr) z = z + bias_factor * biases[j];
            const auto at = phi(z);
            values[j] = at.value;
            slopes[j] = at.slope;
        }
    }
}

}  // namespace

void activate(numeric::Activation activation, const double* biases, double bias_factor, std::size_t rows,
              std::size_t columns, std::size_t step, double* values, double* slopes) {
    numeric::activations::visit(
        activation, [&](auto phi) { apply(phi, biases, bias_factor, rows, columns, step, values, slopes); });
}

void multiply(const double* factors, std::size_t rows, std::size_t columns, std::size_t step, double* values) {
    for (std::size_t i = 0; i < rows; ++i, values += step, factors += step) {
        std::size_t j = 0;
        for (; j + simd::lanes <= columns; j += simd::lanes)
            simd::store(values + j, simd::load(values + j) * simd::load(factors + j));
        for (; j < columns; ++j) values[j] *= factors[j];
    }
}

}  // namespace NTK_ISA
}  // namespace ntk::network
