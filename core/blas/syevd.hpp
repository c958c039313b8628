// Eigenvalues and eigenvectors of a symmetric matrix.
//
// Householder tridiagonalisation, then implicit QL (Golub and Van Loan, "Matrix Computations", 8.3), on A scaled by
// the power of two that brings its largest element to [1, 2). A backward stable method: the computed eigenvalues are
// those of A + E with |E| of a small multiple of eps |A|.
//
// Order of sums: products with the matrix add its rows in order of their index, each product fused with its sum; scalar
// products add as level1.hpp says; all else (the update of rank two, rotations) is elementwise, every operation
// rounded. One thread.
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// Doubles of workspace for order n.
inline Index syevd_workspace(Index n) {
    return n * n + 4 * n;
}

/// `a` (n, n), row i at a + i * a_row, whole (both triangles) and finite; becomes the eigenvectors, one a row, in the
/// order of their values, or of no meaning without `vectors`. `values` (n): ascending; the same bits either way.
/// Returns 0, or how many off-diagonal elements did not vanish within 30 sweeps for each eigenvalue; then the results
/// are incomplete.
Index syevd(Index n, double* a, Index a_row, double* values, bool vectors, double* workspace);

}  // namespace ntk::blas
