#include "core/blas/gemm_kernel.hpp"

#include "core/blas/vector_parts.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

// Rows broadcast × vectors: as many accumulators as leave registers for one row of B, a broadcast and a product.
// 32 registers: 8 × 3 + 3 + 2. 16 registers: 6 × 2 + 2 + 2 (4 × 3, with the third vector of B as a memory operand, asks
// more of the load units and of the cache). In WebAssembly anything larger than 4 × 2 spills in V8.
#if defined(__AVX512F__)
constexpr int tile_rows = 8, tile_vectors = 3;
#elif defined(__wasm_simd128__)
constexpr int tile_rows = 4, tile_vectors = 2;
#else
constexpr int tile_rows = 6, tile_vectors = 2;
#endif

/// One panel of B: where it is read, where it is copied, its part of C, the columns of its last vector.
struct Panel {
    const double* b;
    Index b_step;
    double* copy;
    double* c;
    Index last;
};

// A template on all that the loop or the stores depend on: with both ways of storing in one function every accumulator
// is spilled after the loop. Partial: the last vector hangs over the edge of C, and of B where that is copied.
template <int Rows, int Vectors, bool Overwrite, bool Partial, bool Copy>
void multiply(const GemmRows& t, const Panel& panel) {
    Vector acc[Rows][Vectors] = {};
    const double* a = t.a;
    const double* b = panel.b;
    double* copy = panel.copy;
    const Index a_row = t.a_row, a_step = t.a_step, b_step = panel.b_step;
    // C comes while its sums are made.
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 8
        for (int v = 0; v < Vectors * lanes; v += line) __builtin_prefetch(panel.c + i * t.c_row + v, 1);
    for (Index p = t.depth; p > 0; --p) {
        Vector bs[Vectors];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v)
            bs[v] =
                Partial && Copy && v == Vectors - 1 ? load_part(b + v * lanes, panel.last) : simd::load(b + v * lanes);
        if constexpr (Copy) {
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) simd::store(copy + v * lanes, bs[v]);
            copy += Vectors * lanes;
        }
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i) {
            const Vector ai = simd::broadcast(a[i * a_row], Vector{});
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) acc[i][v] += ai * bs[v];
        }
        a += a_step;
        b += b_step;
    }
    const Vector alpha = simd::broadcast(t.alpha, Vector{}), beta = simd::broadcast(t.beta, Vector{});
    double* c = panel.c;
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) {
            double* at = c + v * lanes;
            const bool part = Partial && v == Vectors - 1;
            Vector result = alpha * acc[i][v];
            if constexpr (!Overwrite) result = beta * (part ? load_part(at, panel.last) : simd::load(at)) + result;
            if (part)
                store_part(at, panel.last, result);
            else
                simd::store(at, result);
        }
        c += t.c_row;
    }
}

using Function = void (*)(const GemmRows&, const Panel&);

template <bool Overwrite, bool Partial, bool Copy>
struct Functions {
    Function of[tile_rows][tile_vectors] = {};

    template <int Rows = tile_rows, int Vectors = tile_vectors>
    constexpr void fill() {
        of[Rows - 1][Vectors - 1] = &multiply<Rows, Vectors, Overwrite, Partial, Copy>;
        if constexpr (Vectors > 1)
            fill<Rows, Vectors - 1>();
        else if constexpr (Rows > 1)
            fill<Rows - 1, tile_vectors>();
    }
    constexpr Functions() { fill(); }
};

template <bool Overwrite, bool Partial, bool Copy>
constexpr Functions<Overwrite, Partial, Copy> functions;

using Table = Function[tile_rows][tile_vectors];

const Table& choose(bool overwrite, bool partial, bool copy) {
    if (copy) {
        if (partial) return overwrite ? functions<true, true, true>.of : functions<false, true, true>.of;
        return overwrite ? functions<true, false, true>.of : functions<false, false, true>.of;
    }
    if (partial) return overwrite ? functions<true, true, false>.of : functions<false, true, false>.of;
    return overwrite ? functions<true, false, false>.of : functions<false, false, false>.of;
}

void run(const GemmRows& t, const Parts& panels) {
    const bool copy = t.source != nullptr;
    const Table& whole = choose(t.overwrite, false, copy);
    for (Index q = 0; q < panels.count; ++q) {
        const Index begin = panels.border[q], columns = panels.border[q + 1] - begin;
        const Index vectors = (columns + lanes - 1) / lanes;
        Panel panel;
        panel.copy = t.packed + (begin - panels.border[0]) * t.depth;
        panel.b = copy ? t.source + begin : panel.copy;
        panel.b_step = copy ? t.source_step : vectors * lanes;
        panel.c = t.c + begin;
        panel.last = columns - (vectors - 1) * lanes;
        (panel.last == lanes ? whole : choose(t.overwrite, true, copy))[t.rows - 1][vectors - 1](t, panel);
    }
}

constexpr GemmKernel kernel{tile_rows, tile_vectors* lanes, lanes, &run};

}  // namespace

const GemmKernel& gemm_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
