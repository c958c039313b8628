#include "core/training/optimizer.hpp"

#include "core/numeric/simd.hpp"

namespace ntk::training {
namespace NTK_ISA {
namespace {

using simd::Vector;

template <class V>
V adam(const AdamStep& s, V gradient, V& first, V& second) {
    first = s.beta1 * first + (1.0 - s.beta1) * gradient;
    second = s.beta2 * second + (1.0 - s.beta2) * (gradient * gradient);
    return s.rate * (first / s.correction1) / (simd::sqrt(second / s.correction2) + s.epsilon);
}

}  // namespace

void gradient_step(double rate, const double* gradient, std::size_t n, double* parameters) {
    std::size_t i = 0;
    for (; i + simd::lanes <= n; i += simd::lanes)
        simd::store(parameters + i, simd::load(parameters + i) - rate * simd::load(gradient + i));
    for (; i < n; ++i) parameters[i] -= rate * gradient[i];
}

void momentum_step(double rate, double friction, const double* gradient, std::size_t n, double* velocity,
                   double* parameters) {
    std::size_t i = 0;
    for (; i + simd::lanes <= n; i += simd::lanes) {
        const Vector v = friction * simd::load(velocity + i) + simd::load(gradient + i);
        simd::store(velocity + i, v);
        simd::store(parameters + i, simd::load(parameters + i) - rate * v);
    }
    for (; i < n; ++i) {
        velocity[i] = friction * velocity[i] + gradient[i];
        parameters[i] -= rate * velocity[i];
    }
}

void adam_step(const AdamStep& step, const double* gradient, std::size_t n, double* first, double* second,
               double* parameters) {
    std::size_t i = 0;
    for (; i + simd::lanes <= n; i += simd::lanes) {
        Vector m = simd::load(first + i), v = simd::load(second + i);
        const Vector change = adam(step, simd::load(gradient + i), m, v);
        simd::store(first + i, m);
        simd::store(second + i, v);
        simd::store(parameters + i, simd::load(parameters + i) - change);
    }
    for (; i < n; ++i) parameters[i] -= adam(step, gradient[i], first[i], second[i]);
}

}  // namespace NTK_ISA
}  // namespace ntk::training
