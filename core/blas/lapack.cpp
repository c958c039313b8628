// The standard names of the LAPACK subset. They check arguments and translate them to views.

#include "core/blas/lapack.h"

#include <algorithm>
#include <cmath>

#include "core/blas/check.hpp"
#include "core/blas/potrf.hpp"
#include "core/blas/syevd.hpp"
#include "core/blas/trsm.hpp"

using ntk::blas::check;
using ntk::blas::ConstView;
using ntk::blas::Index;
using ntk::blas::View;

namespace {

bool is(const char* option, char upper) {
    return *option == upper || *option == upper - 'A' + 'a';
}

void check_matrix(const char* routine, const char* uplo, int n, int ldA) {
    check(is(uplo, 'L') || is(uplo, 'U'), routine, "uplo", "L or U");
    check(n >= 0, routine, "n", "at least 0");
    check(ldA >= std::max(1, n), routine, "ldA", "at least n and 1");
}

/// The factor as a lower triangle. For "U" the matrix holds the transpose of that.
template <class T>
ntk::blas::BasicView<T> lower_view(const char* uplo, T* A, int ldA) {
    const ntk::blas::BasicView<T> a{A, 1, ldA};
    return is(uplo, 'L') ? a : a.transposed();
}

}  // namespace

extern "C" {

void dpotrf_(const char* uplo, const int* n, double* A, const int* ldA, int* info) {
    check_matrix("dpotrf", uplo, *n, *ldA);
    *info = static_cast<int>(ntk::blas::potrf_lower(*n, lower_view(uplo, A, *ldA)));
}

void dpotrs_(const char* uplo, const int* n, const int* nrhs, const double* A, const int* ldA, double* B,
             const int* ldB, int* info) {
    check_matrix("dpotrs", uplo, *n, *ldA);
    check(*nrhs >= 0, "dpotrs", "nrhs", "at least 0");
    check(*ldB >= std::max(1, *n), "dpotrs", "ldB", "at least n and 1");
    const ConstView l = lower_view(uplo, A, *ldA);
    const View b{B, 1, *ldB};
    ntk::blas::solve(*n, *nrhs, 1, l, true, false, b);
    ntk::blas::solve(*n, *nrhs, 1, l.transposed(), false, false, b);
    *info = 0;
}

void dsyevd_(const char* jobz, const char* uplo, const int* n, double* A, const int* ldA, double* w, double* work,
             const int* lwork, int* iwork, const int* liwork, int* info) {
    const char* const routine = "dsyevd";
    const bool vectors = is(jobz, 'V');
    check(vectors || is(jobz, 'N'), routine, "jobz", "N or V");
    check_matrix(routine, uplo, *n, *ldA);
    const Index order = *n;
    const Index needed = 1 + 6 * order + 2 * order * order;
    *info = 0;
    if (*lwork == -1 || *liwork == -1) {
        work[0] = static_cast<double>(needed);
        iwork[0] = 1;
        return;
    }
    check(*lwork >= needed, routine, "lwork", "at least 1 + 6 n + 2 n n");

    // Makes the whole matrix from one triangle: in A itself where the vectors will go there, else in the workspace.
    const ConstView triangle = lower_view<const double>(uplo, A, *ldA);
    double* whole = vectors ? A : work;
    const Index row = vectors ? *ldA : order;
    for (Index i = 0; i < order; ++i)
        for (Index j = 0; j <= i; ++j) {
            const double x = triangle(i, j);
            check(std::isfinite(x), routine, "A", "finite");
            whole[i * row + j] = x;
            whole[j * row + i] = x;
        }
    *info = static_cast<int>(ntk::blas::syevd(order, whole, row, w, vectors, vectors ? work : work + order * order));
}
}
