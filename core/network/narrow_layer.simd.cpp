#include "core/network/narrow_layer.hpp"

#include "core/numeric/fma.hpp"
#include "core/numeric/simd.hpp"

namespace ntk::network {
namespace NTK_ISA {
namespace {

using simd::Vector;

constexpr std::size_t vectors = 8 / simd::lanes;  // that hold the eight lanes of a sum

Vector all(double x) {
    return simd::broadcast(x, Vector{});
}

// The sum of the lanes in the order of numeric/reduce.hpp.
double folded(const Vector* sums) {
    double lane[8];
    for (std::size_t v = 0; v < vectors; ++v) simd::store(lane + v * simd::lanes, sums[v]);
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

// The derivatives by `count` neighbouring weights of one row. Several sums go on at once, because each waits for
// itself.
template <std::size_t count>
void row_gradient(std::size_t points, const double* below, const double* delta, double* gradient) {
    Vector sums[count][vectors] = {};
    for (std::size_t p = 0; p < points; p += 8)
        for (std::size_t v = 0; v < vectors; ++v) {
            const std::size_t at = p + v * simd::lanes;
            const Vector d = simd::load(delta + at);
            for (std::size_t j = 0; j < count; ++j)
                sums[j][v] = simd::fma(simd::load(below + j * points + at), d, sums[j][v]);
        }
    for (std::size_t j = 0; j < count; ++j) gradient[j] = folded(sums[j]);
}

void forward(LayerUnits units, const double* weights, const double* biases, std::size_t points, bool rectify,
             const double* below, double* above) {
    for (std::size_t p = 0; p < points; p += simd::lanes)
        for (std::size_t i = 0; i < units.outputs; ++i) {
            Vector z = all(biases[i]);
            for (std::size_t j = 0; j < units.inputs; ++j)
                z = simd::fma(all(weights[i * units.inputs + j]), simd::load(below + j * points + p), z);
            // What is not a number stays so.
            simd::store(above + i * points + p, rectify ? simd::select(z <= 0.0, Vector{}, z) : z);
        }
}

void gradient(LayerUnits units, std::size_t points, const double* below, const double* deltas, double* gradient) {
    double* biases = gradient + units.outputs * units.inputs;
    for (std::size_t i = 0; i < units.outputs; ++i) {
        const double* delta = deltas + i * points;
        std::size_t j = 0;
        for (; j + 4 <= units.inputs; j += 4) row_gradient<4>(points, below + j * points, delta, gradient + j);
        for (; j < units.inputs; ++j) row_gradient<1>(points, below + j * points, delta, gradient + j);
        gradient += units.inputs;
        Vector sums[vectors] = {};
        for (std::size_t p = 0; p < points; p += 8)
            for (std::size_t v = 0; v < vectors; ++v) sums[v] = sums[v] + simd::load(delta + p + v * simd::lanes);
        biases[i] = folded(sums);
    }
}

void backward(LayerUnits units, const double* weights, std::size_t points, const double* below, const double* deltas,
              double* deltas_below) {
    for (std::size_t p = 0; p < points; p += simd::lanes)
        for (std::size_t j = 0; j < units.inputs; ++j) {
            Vector sum{};
            for (std::size_t i = 0; i < units.outputs; ++i)
                sum = simd::fma(all(weights[i * units.inputs + j]), simd::load(deltas + i * points + p), sum);
            const Vector h = simd::load(below + j * points + p);
            simd::store(deltas_below + j * points + p, simd::select(h <= 0.0, Vector{}, sum));
        }
}

void add_kernel(LayerUnits units, std::size_t points_x, const double* below_x, const double* deltas_x,
                std::size_t points_z, const double* below_z, const double* deltas_z, double* kernel) {
    for (std::size_t x = 0; x < points_x; ++x)
        for (std::size_t z = 0; z < points_z; z += simd::lanes) {
            Vector activations = all(1.0), deltas{};
            for (std::size_t j = 0; j < units.inputs; ++j)
                activations =
                    simd::fma(all(below_x[j * points_x + x]), simd::load(below_z + j * points_z + z), activations);
            for (std::size_t i = 0; i < units.outputs; ++i)
                deltas = simd::fma(all(deltas_x[i * points_x + x]), simd::load(deltas_z + i * points_z + z), deltas);
            double* at = kernel + x * points_z + z;
            simd::store(at, simd::fma(activations, deltas, simd::load(at)));
        }
}

constexpr NarrowLayer layer{&forward, &gradient, &backward, &add_kernel};

}  // namespace

const NarrowLayer& narrow_layer() {
    return layer;
}

}  // namespace NTK_ISA
}  // namespace ntk::network
