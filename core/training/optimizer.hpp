// The elementwise part of a training step, compiled for each instruction set.
#pragma once

#include <cstddef>

#include "core/numeric/dispatch.hpp"

namespace ntk::training {

/// The constants of Adam's step number t = 1, 2 … (Kingma & Ba 2015, algorithm 1).
struct AdamStep {
    double rate, beta1, beta2, epsilon;
    double correction1, correction2;  // 1 − β1^t, 1 − β2^t
};

#define NTK_DECLARE(isa)                                                                                       \
    namespace isa {                                                                                            \
    void gradient_step(double rate, const double* gradient, std::size_t n, double* parameters);                \
    void momentum_step(double rate, double friction, const double* gradient, std::size_t n, double* velocity,  \
                       double* parameters);                                                                    \
    void adam_step(const AdamStep& step, const double* gradient, std::size_t n, double* first, double* second, \
                   double* parameters);                                                                        \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// parameters −= rate · gradient.
inline void gradient_step(double rate, const double* gradient, std::size_t n, double* parameters) {
    NTK_DISPATCH(gradient_step)(rate, gradient, n, parameters);
}

/// velocity ← friction · velocity + gradient; parameters −= rate · velocity.
inline void momentum_step(double rate, double friction, const double* gradient, std::size_t n, double* velocity,
                          double* parameters) {
    NTK_DISPATCH(momentum_step)(rate, friction, gradient, n, velocity, parameters);
}

/// One step of Adam. `first` and `second` are its running means of the gradient and of its square.
inline void adam_step(const AdamStep& step, const double* gradient, std::size_t n, double* first, double* second,
                      double* parameters) {
    NTK_DISPATCH(adam_step)(step, gradient, n, first, second, parameters);
}

}  // namespace ntk::training
