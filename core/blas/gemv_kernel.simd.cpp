#include "core/blas/gemv_kernel.hpp"

#include "core/blas/vector_parts.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

// V is a vector, or a double for what is left of a column.
template <class V, int Terms>
inline void add_terms(Index i, const double* a, Index step, const V (&xs)[Terms], double* acc) {
    V sum, column;
    __builtin_memcpy(&sum, acc + i, sizeof sum);
#pragma GCC unroll 8
    for (int q = 0; q < Terms; ++q) {
        __builtin_memcpy(&column, a + q * step + i, sizeof column);
        sum = simd::fma(column, xs[q], sum);
    }
    __builtin_memcpy(acc + i, &sum, sizeof sum);
}

/// Takes `Terms` columns together, so that a sum is loaded and stored once for all of them.
template <int Terms>
void add_columns(Index m, const double* a, Index step, const double* x, Index x_step, double* acc) {
    double scalars[Terms];
    Vector vectors[Terms];
#pragma GCC unroll 8
    for (int q = 0; q < Terms; ++q) {
        scalars[q] = x[q * x_step];
        vectors[q] = simd::broadcast(scalars[q], Vector{});
    }
    Index i = 0;
    for (; i + lanes <= m; i += lanes) add_terms(i, a, step, vectors, acc);
    for (; i < m; ++i) add_terms(i, a, step, scalars, acc);
}

void columns(Index m, Index depth, const double* a, Index step, const double* x, Index x_step, double* acc) {
    constexpr int at_once = 8;
    Index p = 0;
    for (; p + at_once <= depth; p += at_once) add_columns<at_once>(m, a + p * step, step, x + p * x_step, x_step, acc);
    for (; p < depth; ++p) add_columns<1>(m, a + p * step, step, x + p * x_step, x_step, acc);
}

/// Adds up Strips × lanes rows, or `count` rows where Part. Each sum is one long chain of operations, so several strips
/// are taken together. Rows are read in halves of vectors, half a strip apart, which are transposed in registers.
template <int Strips, bool Part>
void add_rows(Index count, Index depth, const double* a, Index step, const double* x, double* acc) {
    constexpr int half = lanes / 2;
    const auto row = [=](Index i) { return a + (!Part || i < count ? i : count - 1) * step; };
    Vector sum[Strips];
#pragma GCC unroll 8
    for (int s = 0; s < Strips; ++s) sum[s] = Part ? load_part(acc, count) : simd::load(acc + s * lanes);
    Index p = 0;
    for (; p + half <= depth; p += half) {
        const double* at = a + p;
#pragma GCC unroll 8
        for (int s = 0; s < Strips; ++s) {
            Vector columns[half];
#pragma GCC unroll 8
            for (int l = 0; l < half; ++l)
                columns[l] = Part ? join(row(s * lanes + l) + p, row(s * lanes + l + half) + p)
                                  : join(at + l * step, at + half * step + l * step);
            // The compiler must not see that these places stand in a row: it would keep a pointer to each, which are
            // more than there are registers.
            at += lanes * step;
            asm("" : "+r"(at));
            transpose_halves(columns);
#pragma GCC unroll 8
            for (int q = 0; q < half; ++q) sum[s] = simd::fma(columns[q], simd::broadcast(x[p + q], Vector{}), sum[s]);
        }
    }
#pragma GCC unroll 8
    for (int s = 0; s < Strips; ++s) Part ? store_part(acc, count, sum[s]) : simd::store(acc + s * lanes, sum[s]);
    for (; p < depth; ++p)
        for (Index i = 0; i < count; ++i) acc[i] = simd::fma(a[i * step + p], x[p], acc[i]);
}

/// Adds up the rows from i on, as long as there are enough for Strips strips; then with half as many.
template <int Strips>
void rows_from(Index i, Index m, Index depth, const double* a, Index step, const double* x, double* acc) {
    constexpr Index together = Strips * lanes;
    for (; i + together <= m; i += together) add_rows<Strips, false>(together, depth, a + i * step, step, x, acc + i);
    if constexpr (Strips > 1)
        rows_from<Strips / 2>(i, m, depth, a, step, x, acc);
    else if (i < m)
        add_rows<1, true>(m - i, depth, a + i * step, step, x, acc + i);
}

void rows(Index m, Index depth, const double* a, Index step, const double* x, double* acc) {
    rows_from<4>(0, m, depth, a, step, x, acc);
}

constexpr GemvKernel kernel{&columns, &rows};

}  // namespace

const GemvKernel& gemv_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
