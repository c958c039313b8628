// The one kernel under every matrix product: a few rows of A times neighbouring panels of B, one block of at most
// `block_length` terms deep.
//
// Called by gemm.cpp alone (and so by symv, syrk, trsm, potrf); with gemm_pack and gemv_kernel it is all that knows the
// instruction set.
//
// Order of sums, for each element:
//     acc = 0;  acc = acc + a(i, p) * b(p, j) for p = 0, 1, … depth - 1;  C = alpha * acc  or  C = beta * C + alpha *
//     acc
// Vectors run over j, so no tile size and no vector width changes a bit.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// Terms that are added up before they meet C. Part of the contract: another length gives other bits.
inline constexpr Index block_length = 256;

/// `count` indices cut into as few parts of at most `most` as will do, all nearly equal and, but for the last, whole
/// multiples of `unit`.
struct Cut {
    Index count, unit, units, parts;

    Cut(Index n, Index most, Index multiple_of)
        : count(n), unit(multiple_of), units((n + unit - 1) / unit), parts((units * unit + most - 1) / most) {}
    Index begin(Index part) const {
        const Index first = units * part / parts * unit;
        return first < count ? first : count;
    }
    Index end(Index part) const { return begin(part + 1); }
    /// Of a part in packed memory: rounded up to whole units.
    Index width(Index part) const { return (units * (part + 1) / parts - units * part / parts) * unit; }
};

/// Rows of A, and where C is: a(i, p) at a[i * a_row + p * a_step], C(i, j) at c[i * c_row + j].
/// B is cut into panels of columns; b(p, j) is at packed[begin * depth + p * width + j - begin], where the panel begins
/// at column `begin` and has `width` columns (rounded up to whole vectors). Where `source` is not null B is read from
/// there instead, b(p, j) at source[p * source_step + j], and copied to `packed` on the way unless that is null.
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
};

/// An instruction set's kernel, and the largest tile that it takes.
struct GemmKernel {
    Index rows, columns, lanes;
    /// The panels first … last - 1 of the cut; `rows` at most the tile's.
    void (*run)(const GemmRows&, const Cut& panels, Index first, Index last);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const GemmKernel& gemm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
