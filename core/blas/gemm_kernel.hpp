// The one kernel under every matrix product: a few rows of A times neighbouring panels of B, one block of at most
// `block_length` terms deep.
//
// Called by gemm.cpp alone (and so by symv, syrk, trsm, potrf); with gemm_pack and gemv_kernel it is all that knows the
// instruction set.
//
// Order of sums, for each element:
//     acc = 0;  acc = fma(a(i, p), b(p, j), acc) for p = 0, 1, … depth - 1;
//     C = alpha * acc  or  C = beta * C + alpha * acc, each operation rounded
// Vectors run over j, so no tile size and no vector width changes a bit.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// Terms that are added up before they meet C. Part of the contract: another length gives other bits.
inline constexpr Index block_length = 256;

/// Up to eight neighbouring parts of a cut: part q has the indices border[q] … border[q + 1] - 1.
struct Parts {
    static constexpr Index most = 8;
    Index count, border[most + 1];

    Index size() const { return border[count] - border[0]; }
};

/// `count` indices cut into as few parts of at most `most` as will do, nearly equal (the first ones the longer) and,
/// but for the last, whole multiples of `unit`.
struct Cut {
    Index count, unit, parts, least, longer;  // parts of `least` units, the first `longer` of them of one more

    Cut(Index n, Index most, Index multiple_of) : count(n), unit(multiple_of) {
        const Index units = (n + unit - 1) / unit;
        parts = (units * unit + most - 1) / most;
        least = units / parts;
        longer = units - least * parts;
    }
    Index begin(Index part) const {
        const Index first = (least * part + (part < longer ? part : longer)) * unit;
        return first < count ? first : count;
    }
    Parts group(Index first) const {
        Parts group;
        group.count = parts - first < Parts::most ? parts - first : Parts::most;
        for (Index q = 0; q <= group.count; ++q) group.border[q] = begin(first + q);
        return group;
    }
};

/// Rows of A, and where B and C are: a(i, p) at a[i * a_row + p * a_step], C(i, j) at c[i * c_row + j].
/// B is in panels of columns, packed one after the other: b(p, j) at packed[(begin - first) * depth + p * width +
/// j - begin], where the panel begins at column `begin`, the first panel at `first`, and the panel's width is rounded
/// up to whole vectors. Where `source` is not null B is read from there, b(p, j) at source[p * source_step + j], and
/// copied to `packed` on the way. Where the kernel `splits`, A and B are packed and split (gemm_pack.hpp), three
/// doubles for each, and `source` is null.
struct GemmRows {
    const double* a;
    Index a_row, a_step;
    Index rows, depth;
    const double* source;
    Index source_step;
    double* packed;
    double* c;
    Index c_row;
    double alpha, beta;
    bool overwrite;  ///< C = alpha * acc; C is not read.
    bool sure;       ///< Of split operands: no product's error underflows. It changes the speed and not one bit.
};

/// An instruction set's kernel, and the largest tile that it takes.
struct GemmKernel {
    Index rows, columns, lanes;
    bool splits;  ///< It multiplies and adds in software (numeric/fma.hpp), on operands that are split when they are
                  ///< packed.
    /// `rows` at most the tile's, panels of at most the tile's columns.
    void (*run)(const GemmRows&, const Parts& panels);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const GemmKernel& gemm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
