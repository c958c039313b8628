// The one kernel under every matrix product: a tile of C, one block of at most `block_length` terms deep.
//
// Called by gemm.cpp alone (and so by gemv, symv, syrk, trsm, potrf); nothing else knows the instruction set.
//
// Order of sums, for each element of the tile:
//     acc = 0;  acc = acc + a(i, p) * b(p, j) for p = 0, 1, … depth - 1;  C = alpha * acc  or  C = beta * C + alpha *
//     acc
// Vectors run over j, so no tile size and no vector width changes a bit.
#pragma once

#include "core/blas/view.hpp"
#include "core/numeric/dispatch.hpp"

namespace ntk::blas {

/// Terms that are added up before they meet C. Part of the contract: another length gives other bits.
inline constexpr Index block_length = 256;

/// a(i, p) at a[i * a_row + p * a_step]; b(p, j) at b[p * b_step + j]; C(i, j) at c[i * c_row + j].
/// b is readable up to a multiple of the vector's length in j.
struct GemmTile {
    const double* a;
    Index a_row, a_step;
    const double* b;
    Index b_step;
    double* c;
    Index c_row;
    Index rows, columns, depth;
    double alpha, beta;
    bool overwrite;  ///< C = alpha * acc; C is not read.
};

/// An instruction set's kernel and the largest tile that it takes.
struct GemmKernel {
    Index rows, columns, lanes;
    void (*run)(const GemmTile&);
};

#define DECLARE(isa)                 \
    namespace isa {                  \
    const GemmKernel& gemm_kernel(); \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

}  // namespace ntk::blas
