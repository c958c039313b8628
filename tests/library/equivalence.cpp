// Does a trained network predict as its neural tangent kernel does? The two come together as the network grows wide.
#include <cmath>
#include <cstddef>
#include <cstdio>

#include <ntk/ntk.hpp>

int main() {
    using namespace ntk;
    const Matrix x = random::Stream(1, "training inputs").normals(40, 3);
    const Matrix z = random::Stream(1, "test inputs").normals(200, 3);
    Vector y = Vector::from_shape({40});
    for (std::size_t i = 0; i < 40; ++i) y(i) = std::tanh(x(i, 0)) + x(i, 1) * x(i, 2);

    const auto kind = kernels::KernelKind::ntk;
    const std::size_t hidden_layers = 2, steps = 500;
    const regression::Spectrum spectrum = regression::spectrum(kernels::kernel(kind, x, {}, hidden_layers));
    const Matrix between = kernels::kernel(kind, z, x, {}, hidden_layers);
    const double rate = 1.0 / spectrum.largest();
    for (const std::size_t width : {16, 64, 256, 1024}) {
        const network::Network start({.inputs = 3, .width = width, .hidden_layers = hidden_layers}, 1, "network");
        const Vector residual = y - network::predict(start, x);
        const Vector theory =
            network::predict(start, z) +
            regression::kernel_prediction(between, regression::trained_coefficients(spectrum, residual, rate, steps));
        training::Trainer trainer(start, x, y, {.rate = rate}, 1, "training");
        if (trainer.diverges_within(steps)) return 1;
        const Vector off = network::predict(trainer.network(), z) - theory;
        std::printf("width %4zu: they differ by %.4f\n", width, std::sqrt(xt::mean(off * off)()));
    }
}
