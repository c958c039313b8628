// The one kernel under every matrix product. It multiplies a few rows of A by neighbouring panels of B, where a panel
// is a few columns wide and a block of at most `block_length` terms deep.
//
// Only gemm.cpp calls it, and so symv, syrk, trsm and potrf use it. Of matrix products, only this kernel, gemm_pack and
// gemv_kernel depend on the instruction set.
//
// The order of sums for each element is
//     acc = 0;  acc = fma(a(i, p), b(p, j), acc) for p = 0, 1, … depth - 1;
//     C = alpha * acc  or  C = beta * C + alpha * acc, each operation rounded
// Vectors run over j, so no tile size and no vector width changes a bit.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// How many terms are added up before they are added to C. It is part of the contract: another length gives other bits.
inline constexpr Index block_length = 256;

/// Up to eight neighbouring parts of a Cut. Part q has the indices border[q] … border[q + 1] - 1.
struct Parts {
    static constexpr Index most = 8;
    Index count, border[most + 1];

    Index size() const { return border[count] - border[0]; }
};

/// Cuts `count` indices into as few parts of at most `most` indices as possible. The parts are nearly equal, the longer
/// ones first, and all but the last are whole multiples of `unit`.
struct Cut {
    Index count, unit, parts, least, longer;  // each part has `least` units, the first `longer` parts one more

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

/// What the kernel multiplies: some rows of A, and where B and C are.
///  - a(i, p) is at a[i * a_row + p * a_step], and C(i, j) at c[i * c_row + j].
///  - B is packed in panels of columns, one after the other. b(p, j) is at
///    packed[(begin - first) * depth + p * width + j - begin], where its panel begins at column `begin`, the first
///    panel at `first`, and `width` is the panel's width rounded up to whole vectors.
///  - Where `source` is not null, B is read from there, b(p, j) at source[p * source_step + j], and copied to
///    `packed` on the way.
///  - Where the kernel `splits`, A and B are packed and split (gemm_pack.hpp) into three doubles for each number, and
///    `source` is null.
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
    bool overwrite;  ///< Take C = alpha * acc, without reading C.
    bool sure;       ///< For split operands: no product's error underflows. It changes the speed and not one bit.
};

/// An instruction set's kernel, and the largest tile that it takes.
struct GemmKernel {
    Index rows, columns, lanes;
    bool splits;  ///< Whether it multiplies and adds in software (numeric/fma.hpp), on operands that are split when
                  ///< they are packed.
    /// Multiplies. GemmRows::rows must be at most `rows`, and each panel at most `columns` wide.
    void (*run)(const GemmRows&, const Parts& panels);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const GemmKernel& gemm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
