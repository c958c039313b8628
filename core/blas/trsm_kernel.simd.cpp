#include "core/blas/trsm_kernel.hpp"

#include "core/blas/vector_parts.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

// The size of a tile, chosen as in gemm_kernel.simd.cpp so that its unknowns stay in registers.
#if defined(__AVX512F__)
constexpr int tile_rows = 8, tile_vectors = 3;
#else
constexpr int tile_rows = 4, tile_vectors = 2;
#endif

/// Solves for the unknowns first … first + Rows - 1 of Vectors × lanes systems, or of `count` systems where Part. All
/// earlier unknowns are known.
template <int Rows, int Vectors, bool Part>
void solve_tile(Index first, Index count, const Triangle& l, double* x, Index step) {
    const auto load = [=](const double* p) { return Part ? load_part(p, count) : simd::load(p); };
    Vector unknown[Rows][Vectors];
    double* rows = x + first * step;
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) unknown[i][v] = load(rows + i * step + v * lanes);
    const double* factors = l.below + first * base_order;
    for (Index k = 0; k < first; ++k) {
        Vector known[Vectors];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) known[v] = load(x + k * step + v * lanes);
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i) {
            const Vector factor = simd::broadcast(factors[i * base_order + k], Vector{});
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) unknown[i][v] = simd::fma(-factor, known[v], unknown[i][v]);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 8
        for (int k = 0; k < i; ++k) {
            const Vector factor = simd::broadcast(factors[i * base_order + first + k], Vector{});
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) unknown[i][v] = simd::fma(-factor, unknown[k][v], unknown[i][v]);
        }
        const Vector inverse = simd::broadcast(l.inverse[first + i], Vector{});
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) {
            unknown[i][v] *= inverse;
            double* at = rows + i * step + v * lanes;
            if constexpr (Part)
                store_part(at, count, unknown[i][v]);
            else
                simd::store(at, unknown[i][v]);
        }
    }
}

/// Solves for the last `rows` unknowns, which are fewer than a tile has.
template <int Rows, int Vectors, bool Part>
void solve_rest(Index rows, Index first, Index count, const Triangle& l, double* x, Index step) {
    if (rows == Rows) return solve_tile<Rows, Vectors, Part>(first, count, l, x, step);
    if constexpr (Rows > 1) solve_rest<Rows - 1, Vectors, Part>(rows, first, count, l, x, step);
}

template <int Vectors, bool Part>
void solve_strip(Index n, Index count, const Triangle& l, double* x, Index step) {
    Index first = 0;
    for (; first + tile_rows <= n; first += tile_rows) solve_tile<tile_rows, Vectors, Part>(first, count, l, x, step);
    if (first < n) solve_rest<tile_rows - 1, Vectors, Part>(n - first, first, count, l, x, step);
}

void solve(Index n, Index systems, const Triangle& l, double* x, Index step) {
    constexpr Index wide = tile_vectors * lanes;
    Index j = 0;
    for (; j + wide <= systems; j += wide) solve_strip<tile_vectors, false>(n, wide, l, x + j, step);
    for (; j + lanes <= systems; j += lanes) solve_strip<1, false>(n, lanes, l, x + j, step);
    if (j < systems) solve_strip<1, true>(n, systems - j, l, x + j, step);
}

constexpr TrsmKernel kernel{&solve};

}  // namespace

const TrsmKernel& trsm_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
