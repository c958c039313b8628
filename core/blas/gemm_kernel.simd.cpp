#include "core/blas/gemm_kernel.hpp"

#include "core/blas/vector_parts.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

// The size of a tile: its rows, whose numbers are broadcast, and its vectors. It has as many accumulators as leave
// registers for one row of B, a broadcast and a product. With 32 registers that is 8 × 3 + 3 + 2, with 16 registers
// 6 × 2 + 2 + 2. (A tile of 4 × 3, with the third vector of B as a memory operand, asks more of the load units and of
// the cache.) In WebAssembly V8 spills what is larger than 5 × 2, or 4 × 2 where a product needs a register. In
// software the arithmetic is so slow that a tile need only save loads.
#if defined(__AVX512F__)
constexpr int tile_rows = 8, tile_vectors = 3;
#elif defined(__wasm_relaxed_simd__)
constexpr int tile_rows = 5, tile_vectors = 2;
#elif defined(NTK_PLAIN_MULTIPLY_ADD)
constexpr int tile_rows = 4, tile_vectors = 2;
#else
constexpr int tile_rows = simd::fma_in_software ? 2 : 6, tile_vectors = 2;
#endif

/// Where a tile finds its operands, and whether it copies B on the way. For the software form it says whether the
/// errors of products are sure (GemmRows::sure).
enum class Operands { packed, packed_on_the_way, split, split_unsure };
constexpr Operands usual = simd::fma_in_software ? Operands::split : Operands::packed;
constexpr Operands other = simd::fma_in_software ? Operands::split_unsure : Operands::packed_on_the_way;

/// One panel of B: where it is read, where it is copied to, its part of C, and how many columns its last vector has.
struct Panel {
    const double* b;
    Index b_step;
    double* copy;
    double* c;
    Index last;
};

/// Takes acc = fma(a, b, acc), term after term. Partial says that B is copied and the last vector hangs over its edge.
template <Operands Where, bool Partial, int Rows, int Vectors>
inline void accumulate(const GemmRows& t, const Panel& panel, Vector (&acc)[Rows][Vectors]) {
    constexpr bool copies = Where == Operands::packed_on_the_way;
    const double* a = t.a;
    const double* b = panel.b;
    double* copy = panel.copy;
    const Index a_row = t.a_row, a_step = t.a_step, b_step = panel.b_step;
    for (Index p = t.depth; p > 0; --p) {
        Vector bs[Vectors];
#pragma GCC unroll 8
        for (int v = 0; v < Vectors; ++v)
            bs[v] = Partial && copies && v == Vectors - 1 ? load_part(b + v * lanes, panel.last)
                                                          : simd::load(b + v * lanes);
        if constexpr (copies) {
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) simd::store(copy + v * lanes, bs[v]);
            copy += Vectors * lanes;
        }
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i) {
            const Vector ai = simd::broadcast(a[i * a_row], Vector{});
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) acc[i][v] = simd::fma(ai, bs[v], acc[i][v]);
        }
        a += a_step;
        b += b_step;
    }
}

/// The sums in software, for split operands.
template <bool Sure, int Rows, int Vectors>
inline void accumulate_split(const GemmRows& t, const Panel& panel, Vector (&acc)[Rows][Vectors]) {
    namespace software = simd::software;
    const double* a = t.a;
    const double* b = panel.b;
    for (Index p = t.depth; p > 0; --p) {
#pragma GCC unroll 8
        for (int i = 0; i < Rows; ++i) {
            const double* halves = a + i * t.a_row;
            const software::Factor<Vector> ai{simd::broadcast(halves[0], Vector{}),
                                              simd::broadcast(halves[1], Vector{}),
                                              simd::broadcast(halves[2], Vector{})};
#pragma GCC unroll 8
            for (int v = 0; v < Vectors; ++v) {
                software::Factor<Vector> bv;
                __builtin_memcpy(&bv, b + v * 3 * lanes, sizeof bv);
                acc[i][v] = Sure ? software::fma(ai, bv, acc[i][v]) : software::fma(ai.whole, bv.whole, acc[i][v]);
            }
        }
        a += t.a_step;
        b += panel.b_step;
    }
}

// Everything that the loop or the stores depend on is a template parameter, because with both ways of storing in one
// function every accumulator would be spilled after the loop. Partial says that the last vector hangs over the edge of
// C.
template <int Rows, int Vectors, bool Overwrite, bool Partial, Operands Where>
void multiply(const GemmRows& t, const Panel& panel) {
    Vector acc[Rows][Vectors] = {};
    // C is fetched into the cache while its sums are made.
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 8
        for (int v = 0; v < Vectors * lanes; v += line) __builtin_prefetch(panel.c + i * t.c_row + v, 1);
    if constexpr (simd::fma_in_software)
        accumulate_split<Where == Operands::split>(t, panel, acc);
    else
        accumulate<Where, Partial>(t, panel, acc);
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

template <bool Overwrite, bool Partial, Operands Where>
struct Functions {
    Function of[tile_rows][tile_vectors] = {};

    template <int Rows = tile_rows, int Vectors = tile_vectors>
    constexpr void fill() {
        of[Rows - 1][Vectors - 1] = &multiply<Rows, Vectors, Overwrite, Partial, Where>;
        if constexpr (Vectors > 1)
            fill<Rows, Vectors - 1>();
        else if constexpr (Rows > 1)
            fill<Rows - 1, tile_vectors>();
    }
    constexpr Functions() { fill(); }
};

template <bool Overwrite, bool Partial, Operands Where>
constexpr Functions<Overwrite, Partial, Where> functions;

using Table = Function[tile_rows][tile_vectors];

template <Operands Where>
const Table& choose(bool overwrite, bool partial) {
    if (partial) return overwrite ? functions<true, true, Where>.of : functions<false, true, Where>.of;
    return overwrite ? functions<true, false, Where>.of : functions<false, false, Where>.of;
}

void run(const GemmRows& t, const Parts& panels) {
    const bool copy = t.source != nullptr, usually = simd::fma_in_software ? t.sure : !copy;
    const auto table = [&](bool partial) -> const Table& {
        return usually ? choose<usual>(t.overwrite, partial) : choose<other>(t.overwrite, partial);
    };
    constexpr Index pieces = simd::fma_in_software ? 3 : 1;  // doubles that a packed number takes
    const Table& whole = table(false);
    for (Index q = 0; q < panels.count; ++q) {
        const Index begin = panels.border[q], columns = panels.border[q + 1] - begin;
        const Index vectors = (columns + lanes - 1) / lanes;
        Panel panel;
        panel.copy = t.packed + (begin - panels.border[0]) * t.depth * pieces;
        panel.b = copy ? t.source + begin : panel.copy;
        panel.b_step = copy ? t.source_step : vectors * lanes * pieces;
        panel.c = t.c + begin;
        panel.last = columns - (vectors - 1) * lanes;
        (panel.last == lanes ? whole : table(true))[t.rows - 1][vectors - 1](t, panel);
    }
}

constexpr GemmKernel kernel{tile_rows, tile_vectors* lanes, lanes, simd::fma_in_software, &run};

}  // namespace

const GemmKernel& gemm_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
