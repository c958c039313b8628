#include "core/blas/syevd_kernel.hpp"

#include <type_traits>

#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

void axpy(Index n, double a, const double* x, double* y) {
    const Vector as = simd::broadcast(a, Vector{});
    Index j = 0;
    for (; j + lanes <= n; j += lanes) simd::store(y + j, simd::fma(as, simd::load(x + j), simd::load(y + j)));
    for (; j < n; ++j) y[j] = simd::fma(a, x[j], y[j]);
}

void rank_two(Index n, double a, const double* w, double b, const double* v, double* row) {
    const Vector as = simd::broadcast(a, Vector{}), bs = simd::broadcast(b, Vector{});
    Index j = 0;
    for (; j + lanes <= n; j += lanes)
        simd::store(row + j, simd::load(row + j) - (as * simd::load(w + j) + bs * simd::load(v + j)));
    for (; j < n; ++j) row[j] = row[j] - (a * w[j] + b * v[j]);
}

// V is a vector or a double. `Wide` of them are taken together to hide the latency of the chain from row to row.
template <class V, int Wide>
void rotate_strip(Index count, const Rotation* rotations, double* rows, Index step) {
    constexpr Index size = std::is_same_v<V, double> ? 1 : simd::lanes;
    const auto load = [](const double* p) {
        V x;
        __builtin_memcpy(&x, p, sizeof x);
        return x;
    };
    const auto store = [](double* p, V x) { __builtin_memcpy(p, &x, sizeof x); };
    V y[Wide];
    double* row = rows + count * step;
    for (int v = 0; v < Wide; ++v) y[v] = load(row + v * size);
    for (Index r = count - 1; r >= 0; --r) {
        const V c = simd::broadcast(rotations[r].c, V{}), s = simd::broadcast(rotations[r].s, V{});
        double* above = row - step;
        for (int v = 0; v < Wide; ++v) {
            const V x = load(above + v * size);
            store(row + v * size, s * x + c * y[v]);
            y[v] = c * x - s * y[v];  // row r, which rotation r - 1 turns next
        }
        row = above;
    }
    for (int v = 0; v < Wide; ++v) store(row + v * size, y[v]);
}

void rotate(Index n, Index count, const Rotation* rotations, double* rows, Index step) {
    constexpr int wide = 4;
    Index j = 0;
    for (; j + wide * lanes <= n; j += wide * lanes) rotate_strip<Vector, wide>(count, rotations, rows + j, step);
    for (; j + lanes <= n; j += lanes) rotate_strip<Vector, 1>(count, rotations, rows + j, step);
    for (; j < n; ++j) rotate_strip<double, 1>(count, rotations, rows + j, step);
}

constexpr RowKernel kernel{&axpy, &rank_two, &rotate};

}  // namespace

const RowKernel& row_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
