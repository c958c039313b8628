#include "core/network/activate.hpp"

#include "core/numeric/erf.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/simd.hpp"

namespace ntk {
namespace NTK_ISA {
namespace {

using simd::Vector;

constexpr double two_over_root_pi = 1.12837916709551257390;

struct Relu {
    template <class V>
    static void apply(V z, V& value, V& slope) {
        const auto positive = z > 0.0;
        value = simd::select(positive, z, simd::broadcast(0.0, V{}));
        slope = simd::select(positive, simd::broadcast(1.0, V{}), simd::broadcast(0.0, V{}));
    }
};
struct Erf {
    template <class V>
    static void apply(V z, V& value, V& slope) {
        value = numeric::erf(z);
        slope = two_over_root_pi * numeric::exp(-(z * z));
    }
};
struct Identity {
    template <class V>
    static void apply(V z, V& value, V& slope) {
        value = z;
        slope = simd::broadcast(1.0, V{});
    }
};

template <class Phi>
void apply(const double* biases, double bias_factor, std::size_t rows, std::size_t columns, double* values,
           double* slopes) {
    for (std::size_t i = 0; i < rows; ++i, values += columns, slopes += columns) {
        std::size_t j = 0;
        for (; j + simd::lanes <= columns; j += simd::lanes) {
            Vector z = simd::load(values + j), value, slope;
            if (biases != nullptr) z = z + bias_factor * simd::load(biases + j);
            Phi::apply(z, value, slope);
            simd::store(values + j, value);
            simd::store(slopes + j, slope);
        }
        for (; j < columns; ++j) {
            double z = values[j];
            if (biases != nullptr) z = z + bias_factor * biases[j];
            Phi::apply(z, values[j], slopes[j]);
        }
    }
}

}  // namespace

void activate(Activation activation, const double* biases, double bias_factor, std::size_t rows, std::size_t columns,
              double* values, double* slopes) {
    switch (activation) {
        case Activation::relu:
            return apply<Relu>(biases, bias_factor, rows, columns, values, slopes);
        case Activation::erf:
            return apply<Erf>(biases, bias_factor, rows, columns, values, slopes);
        case Activation::identity:
            return apply<Identity>(biases, bias_factor, rows, columns, values, slopes);
    }
}

void multiply(const double* factors, std::size_t n, double* values) {
    std::size_t i = 0;
    for (; i + simd::lanes <= n; i += simd::lanes)
        simd::store(values + i, simd::load(values + i) * simd::load(factors + i));
    for (; i < n; ++i) values[i] *= factors[i];
}

}  // namespace NTK_ISA
}  // namespace ntk
