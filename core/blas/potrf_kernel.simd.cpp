#include "core/blas/potrf_kernel.hpp"

#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

constexpr int block =
    lanes < 4 ? 4 : lanes;  // columns, and rows that stay in registers while earlier columns are applied
constexpr int vectors = block / lanes;

/// Subtracts what the columns before `first` give from the rows i … i + block - 1 of the columns first …
/// first + block - 1.
void subtract_earlier(Index first, Index i, double* columns) {
    Vector a[block][vectors];
#pragma GCC unroll 8
    for (int c = 0; c < block; ++c)
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v) a[c][v] = simd::load(columns + (first + c) * base_order + i + v * lanes);
    for (Index k = 0; k < first; ++k) {
        const double* column = columns + k * base_order;
        Vector l[vectors];
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v) l[v] = simd::load(column + i + v * lanes);
#pragma GCC unroll 8
        for (int c = 0; c < block; ++c)
#pragma GCC unroll 4
            for (int v = 0; v < vectors; ++v)
                a[c][v] = simd::fma(-l[v], simd::broadcast(column[first + c], Vector{}), a[c][v]);
    }
#pragma GCC unroll 8
    for (int c = 0; c < block; ++c)
#pragma GCC unroll 4
        for (int v = 0; v < vectors; ++v) simd::store(columns + (first + c) * base_order + i + v * lanes, a[c][v]);
}

Index factor(Index n, double* columns) {
    for (Index first = 0; first < n; first += block) {
        for (Index i = first; i < n && first > 0; i += block) subtract_earlier(first, i, columns);
        const Index end = first + block < n ? first + block : n;
        for (Index j = first; j < end; ++j) {
            double* column = columns + j * base_order;
            if (!(column[j] > 0)) return j + 1;
            const double pivot = simd::sqrt(column[j]);
            const Vector inverse = simd::broadcast(1 / pivot, Vector{});
            // Takes whole vectors from the block's first row on. What is above the diagonal is not needed any more.
            for (Index i = first; i < n; i += lanes) simd::store(column + i, simd::load(column + i) * inverse);
            column[j] = pivot;
            for (Index c = j + 1; c < end; ++c) {
                double* later = columns + c * base_order;
                const Vector factor = simd::broadcast(column[c], Vector{});
                for (Index i = first; i < n; i += lanes)
                    simd::store(later + i, simd::fma(-simd::load(column + i), factor, simd::load(later + i)));
            }
        }
    }
    return 0;
}

constexpr PotrfKernel kernel{&factor};

}  // namespace

const PotrfKernel& potrf_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
