// Eigenvalues and eigenvectors of a symmetric matrix.
//
// The method is Householder tridiagonalisation and then implicit QL (Golub and Van Loan, "Matrix Computations", 8.3),
// on A scaled by the power of two that brings its largest element to [1, 2). It is backward stable: the computed
// eigenvalues are those of A + E, |E| being a small multiple of eps |A|.
//
// The order of sums: products with the matrix add its rows in order of their index, each product fused with its sum.
// Scalar products add as level1.hpp says. Everything else (the update of rank two, rotations) is elementwise, with
// every operation rounded. All of it runs on one thread.
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// How many doubles of workspace syevd needs for a matrix of order n.
inline Index syevd_workspace(Index n) {
    return n * n + 4 * n;
}

/// `a` is the matrix (n, n), with row i at a + i * a_row. Both triangles must be there, and all of it finite. With
/// `vectors` it is replaced by the eigenvectors, one in each row, in the order of their eigenvalues; without, its
/// content has no meaning afterwards. `values` (n) gets the eigenvalues, ascending, with the same bits in both cases.
/// Returns 0, or how many off-diagonal elements did not vanish within 30 sweeps for each eigenvalue; then the results
/// are incomplete.
Index syevd(Index n, double* a, Index a_row, double* values, bool vectors, double* workspace);

}  // namespace ntk::blas
