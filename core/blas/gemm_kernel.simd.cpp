#include "core/blas/gemm_kernel.hpp"

#include "core/numeric/simd.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

// Rows broadcast × vectors: as many accumulators as leave registers for one row of B, a broadcast and a product.
// 32 registers: 8 × 3 + 3 + 2. 16 registers: 4 × 3 with the third vector of B as a memory operand (Clang 14 spills
// there), or 6 × 2. In WebAssembly anything larger than 4 × 2 spills in V8.
#if defined(__AVX512F__)
constexpr int tile_rows = 8, tile_vectors = 3;
#elif defined(__AVX2__) && !defined(__clang__)
constexpr int tile_rows = 4, tile_vectors = 3;
#elif defined(__AVX2__)
constexpr int tile_rows = 4, tile_vectors = 2;
#elif defined(__wasm_simd128__)
constexpr int tile_rows = 4, tile_vectors = 2;
#else
constexpr int tile_rows = 6, tile_vectors = 2;
#endif

// A template on its store mode too: with both in one function every accumulator is spilled after the loop.
template <int Rows, int Vectors, bool Overwrite>
void multiply(const GemmTile& t) {
    Vector acc[Rows][Vectors] = {};
    const double* a = t.a;
    const double* b = t.b;
    const Index a_row = t.a_row, a_step = t.a_step, b_step = t.b_step;
    for (Index p = t.depth; p > 0; --p) {
        Vector bs[Vectors];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) bs[v] = simd::load(b + v * lanes);
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i) {
            // Three pointers reach eight rows by base + {0, 1, 2} * a_row.
            const Vector ai = simd::broadcast(a[i * a_row], Vector{});
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) acc[i][v] += ai * bs[v];
        }
        a += a_step;
        b += b_step;
    }
    const Vector alpha = simd::broadcast(t.alpha, Vector{}), beta = simd::broadcast(t.beta, Vector{});
    double* c = t.c;
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i) {
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v) {
            double* at = c + v * lanes;
            const Vector term = alpha * acc[i][v];
            if constexpr (Overwrite)
                simd::store(at, term);
            else
                simd::store(at, beta * simd::load(at) + term);
        }
        c += t.c_row;
    }
}

using Function = void (*)(const GemmTile&);

template <bool Overwrite>
struct Functions {
    Function of[tile_rows][tile_vectors] = {};

    template <int Rows = tile_rows, int Vectors = tile_vectors>
    constexpr void fill() {
        of[Rows - 1][Vectors - 1] = &multiply<Rows, Vectors, Overwrite>;
        if constexpr (Vectors > 1)
            fill<Rows, Vectors - 1>();
        else if constexpr (Rows > 1)
            fill<Rows - 1, tile_vectors>();
    }
    constexpr Functions() { fill(); }
};

constexpr Functions<true> overwrite;
constexpr Functions<false> accumulate;

void run_whole(const GemmTile& t, Index vectors) {
    (t.overwrite ? overwrite.of : accumulate.of)[t.rows - 1][vectors - 1](t);
}

void run(const GemmTile& t) {
    const Index vectors = (t.columns + lanes - 1) / lanes;
    if (vectors * lanes == t.columns) return run_whole(t, vectors);
    // The last vector hangs over the edge of C: the sums go to a tile of our own, and from there with the same
    // operations to C.
    alignas(64) double sums[tile_rows * tile_vectors * lanes];
    GemmTile whole = t;
    whole.c = sums;
    whole.c_row = tile_vectors * lanes;
    whole.alpha = 1;
    whole.overwrite = true;
    run_whole(whole, vectors);
    for (Index i = 0; i < t.rows; ++i) {
        double* c = t.c + i * t.c_row;
        const double* sum = sums + i * whole.c_row;
        for (Index j = 0; j < t.columns; ++j) {
            const double term = t.alpha * sum[j];
            c[j] = t.overwrite ? term : t.beta * c[j] + term;
        }
    }
}

constexpr GemmKernel kernel{tile_rows, tile_vectors* lanes, lanes, &run};

}  // namespace

const GemmKernel& gemm_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
