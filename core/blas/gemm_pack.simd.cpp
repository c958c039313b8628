#include "core/blas/gemm_pack.hpp"

#include <type_traits>

#include "core/blas/vector_parts.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

constexpr Index rows_ahead = 16;

constexpr Index smaller(Index x, Index y) {
    return x < y ? x : y;
}

constexpr Index rounded_up(Index count, Index unit) {
    return (count + unit - 1) / unit * unit;
}

/// Packs from memory in which p runs fastest: squares of lanes × lanes are transposed in registers. Where a width is no
/// multiple of lanes the last square writes beyond its edge. The loops' order sees to it that what belongs there is
/// written afterwards.
void pack_columns(ConstView src, Index depth, const Parts& parts, Index unit, double* panels) {
    const Index last = parts.border[parts.count] - 1;
    for (Index q = 0; q < parts.count; ++q) {
        const Index begin = parts.border[q], width = rounded_up(parts.border[q + 1] - begin, unit);
        for (Index j = (width - 1) / lanes * lanes; j >= 0; j -= lanes) {
            const double* column[lanes];
            for (int l = 0; l < lanes; ++l) column[l] = src.data + smaller(begin + j + l, last) * src.column;
            double* to = panels + (begin - parts.border[0]) * depth + j;
            Index p = 0;
            for (; p + lanes <= depth; p += lanes) {
                Vector square[lanes];
#pragma GCC unroll 8
                for (int l = 0; l < lanes; ++l) square[l] = simd::load(column[l] + p);
                transpose(square);
#pragma GCC unroll 8
                for (int l = 0; l < lanes; ++l) simd::store(to + (p + l) * width, square[l]);
            }
            for (; p < depth; ++p)
                for (int l = 0; l < lanes; ++l) to[p * width + l] = column[l][p];
        }
    }
}

/// Packs from memory in which j runs fastest. All parts are packed at once, so that long pieces of a row are read. They
/// are fetched some rows ahead, because each row may begin on another page of memory.
void pack_rows(ConstView src, Index depth, const Parts& parts, Index unit, double* panels) {
    Index width[Parts::most];
    for (Index q = 0; q < parts.count; ++q) width[q] = rounded_up(parts.border[q + 1] - parts.border[q], unit);
    for (Index p = 0; p < depth; ++p)
        for (Index q = 0; q < parts.count; ++q) {
            const Index begin = parts.border[q], count = parts.border[q + 1] - begin;
            const double* from = src.data + p * src.row + begin;
            for (Index j = 0; j < count; j += line) __builtin_prefetch(from + rows_ahead * src.row + j);
            double* to = panels + (begin - parts.border[0]) * depth + p * width[q];
            Index j = 0;
            for (; j + lanes <= count; j += lanes) simd::store(to + j, simd::load(from + j));
            if (j == count) continue;
            // Writes a whole vector where what is beyond the edge belongs to this panel and is written later.
            const Vector rest = load_part(from + j, count - j);
            if (j + lanes <= (depth - p) * width[q])
                simd::store(to + j, rest);
            else
                store_part(to + j, smaller(width[q] - j, lanes), rest);
        }
}

/// Packs from memory of any layout.
void pack_elements(ConstView src, Index depth, const Parts& parts, Index unit, double* panels) {
    for (Index q = 0; q < parts.count; ++q) {
        const Index begin = parts.border[q], count = parts.border[q + 1] - begin, width = rounded_up(count, unit);
        double* panel = panels + (begin - parts.border[0]) * depth;
        for (Index p = 0; p < depth; ++p)
            for (Index j = 0; j < width; ++j) panel[p * width + j] = j < count ? src(p, begin + j) : 0.0;
    }
}

void pack(ConstView src, Index depth, const Parts& parts, Index unit, double* panels) {
    if (src.column == 1)
        pack_rows(src, depth, parts, unit, panels);
    else if (src.row == 1)
        pack_columns(src, depth, parts, unit, panels);
    else
        pack_elements(src, depth, parts, unit, panels);
}

template <class V>
bool split_units(Index count, const double* packed, double* to) {
    constexpr Index unit = std::is_same_v<V, double> ? 1 : simd::lanes;
    simd::Mask<V> sure = simd::software::product_is_sure(V{});
    for (Index i = 0; i < count; i += unit) {
        V x;
        __builtin_memcpy(&x, packed + i, sizeof x);
        const simd::software::Factor<V> halves = simd::software::split(x);
        sure = sure & simd::software::product_is_sure(x);
        __builtin_memcpy(to + 3 * i, &halves, sizeof halves);
    }
    return !simd::any(sure == simd::Mask<V>{});
}

bool split(Index count, Index unit, const double* packed, double* to) {
    return unit == 1 ? split_units<double>(count, packed, to) : split_units<Vector>(count, packed, to);
}

void merge_transposed(const GemmRows& t, const double* sums, Index sums_row, Index rows, Index columns) {
    const Vector alpha = simd::broadcast(t.alpha, Vector{}), beta = simd::broadcast(t.beta, Vector{});
    for (Index i = 0; i < rows; i += lanes) {
        const Index count = smaller(lanes, rows - i);
        for (Index j = 0; j < columns; j += lanes) {
            Vector square[lanes];
#pragma GCC unroll 8
            for (int l = 0; l < lanes; ++l) square[l] = simd::load(sums + (i + l) * sums_row + j);
            transpose(square);
            for (int l = 0; l < smaller(lanes, columns - j); ++l) {
                double* c = t.c + (j + l) * t.c_row + i;
                Vector result = alpha * square[l];
                if (!t.overwrite) result = beta * load_part(c, count) + result;
                store_part(c, count, result);
            }
        }
    }
}

constexpr PackKernel kernel{&pack, &split, &merge_transposed};

}  // namespace

const PackKernel& pack_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
