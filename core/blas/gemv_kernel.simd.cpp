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

/// Adds up Strips × lanes rows, or `count` rows where Part. Squares of lanes × lanes are transposed in registers. Two
/// strips are taken together, because each sum is one long chain of operations; with three strips GCC spills registers.
template <int Strips, bool Part>
void add_rows(Index count, Index depth, const double* a, Index step, const double* x, Index x_step, double* acc) {
    const auto row = [=](Index i) { return a + (!Part || i < count ? i : count - 1) * step; };
    Vector sum[Strips];
#pragma GCC unroll 2
    for (int s = 0; s < Strips; ++s) sum[s] = Part ? load_part(acc, count) : simd::load(acc + s * lanes);
    Index p = 0;
    for (; p + lanes <= depth; p += lanes) {
#pragma GCC unroll 2
        for (int s = 0; s < Strips; ++s) {
            Vector square[lanes];
#pragma GCC unroll 8
            for (int l = 0; l < lanes; ++l) square[l] = simd::load(row(s * lanes + l) + p);
            transpose(square);
#pragma GCC unroll 8
            for (int q = 0; q < lanes; ++q)
                sum[s] = simd::fma(square[q], simd::broadcast(x[(p + q) * x_step], Vector{}), sum[s]);
        }
    }
#pragma GCC unroll 2
    for (int s = 0; s < Strips; ++s) Part ? store_part(acc, count, sum[s]) : simd::store(acc + s * lanes, sum[s]);
    for (; p < depth; ++p)
        for (Index i = 0; i < count; ++i) acc[i] = simd::fma(a[i * step + p], x[p * x_step], acc[i]);
}

void rows(Index m, Index depth, const double* a, Index step, const double* x, Index x_step, double* acc) {
    constexpr Index pair = 2 * lanes;
    Index i = 0;
    for (; i + pair <= m; i += pair) add_rows<2, false>(pair, depth, a + i * step, step, x, x_step, acc + i);
    for (; i < m; i += lanes) {
        const Index count = m - i < lanes ? m - i : lanes;
        add_rows<1, true>(count, depth, a + i * step, step, x, x_step, acc + i);
    }
}

constexpr GemvKernel kernel{&columns, &rows};

}  // namespace

const GemvKernel& gemv_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
