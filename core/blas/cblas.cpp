// The standard names of the BLAS. They check arguments and translate them to views; no arithmetic is done here.

#include "core/blas/cblas.h"

#include <algorithm>
#include <utility>

#include "core/blas/check.hpp"
#include "core/blas/gemm.hpp"
#include "core/blas/gemv.hpp"
#include "core/blas/level1.hpp"
#include "core/blas/trsm.hpp"

using ntk::blas::check;
using ntk::blas::ConstView;
using ntk::blas::Index;
using ntk::blas::View;

namespace {

/// The address of a vector's first element. BLAS gives that of the lowest in memory, which with a negative step is the
/// vector's last.
template <class T>
T* first(T* x, int n, int step) {
    return step > 0 || n == 0 ? x : x - static_cast<Index>(n - 1) * step;
}

template <class T>
ntk::blas::BasicView<T> view(bool row_major, T* data, int ld) {
    return row_major ? ntk::blas::BasicView<T>{data, ld, 1} : ntk::blas::BasicView<T>{data, 1, ld};
}

bool transposed(CBLAS_TRANSPOSE trans) {
    return trans == CblasTrans || trans == CblasConjTrans;
}

struct Checker {
    const char* routine;

    void order(CBLAS_ORDER value) const {
        check(value == CblasRowMajor || value == CblasColMajor, routine, "order", "CblasRowMajor or CblasColMajor");
    }
    void transpose(CBLAS_TRANSPOSE value, const char* argument) const {
        check(value >= CblasNoTrans && value <= CblasConjNoTrans, routine, argument, "a CBLAS_TRANSPOSE");
    }
    void triangle(CBLAS_UPLO value) const {
        check(value == CblasUpper || value == CblasLower, routine, "upLo", "CblasUpper or CblasLower");
    }
    void count(int value, const char* argument) const { check(value >= 0, routine, argument, "at least 0"); }
    void step(int value, const char* argument) const { check(value != 0, routine, argument, "not 0"); }
    /// Checks the leading dimension of a rows × columns matrix.
    void leading(CBLAS_ORDER layout, int value, int rows, int columns, const char* argument) const {
        if (layout == CblasRowMajor)
            check(value >= std::max(1, columns), routine, argument, "at least the length of a row and 1");
        else
            check(value >= std::max(1, rows), routine, argument, "at least the length of a column and 1");
    }
};

}  // namespace

extern "C" {

double cblas_ddot(int n, const double* x, int incX, const double* y, int incY) {
    if (n <= 0) return 0;
    const Checker checker{"cblas_ddot"};
    checker.step(incX, "incX");
    checker.step(incY, "incY");
    return ntk::blas::dot(n, first(x, n, incX), incX, first(y, n, incY), incY);
}

double cblas_dnrm2(int n, const double* x, int incX) {
    if (n <= 0) return 0;
    Checker{"cblas_dnrm2"}.step(incX, "incX");
    return ntk::blas::nrm2(n, first(x, n, incX), incX);
}

void cblas_daxpy(int n, double alpha, const double* x, int incX, double* y, int incY) {
    if (n <= 0) return;
    const Checker checker{"cblas_daxpy"};
    checker.step(incX, "incX");
    checker.step(incY, "incY");
    ntk::blas::axpy(n, alpha, first(x, n, incX), incX, first(y, n, incY), incY);
}

void cblas_dscal(int n, double alpha, double* x, int incX) {
    if (n <= 0) return;
    Checker{"cblas_dscal"}.step(incX, "incX");
    ntk::blas::scal(n, alpha, first(x, n, incX), incX);
}

void cblas_dgemv(CBLAS_ORDER order, CBLAS_TRANSPOSE transA, int m, int n, double alpha, const double* A, int ldA,
                 const double* x, int incX, double beta, double* y, int incY) {
    const Checker checker{"cblas_dgemv"};
    checker.order(order);
    checker.transpose(transA, "transA");
    checker.count(m, "m");
    checker.count(n, "n");
    checker.leading(order, ldA, m, n, "ldA");
    checker.step(incX, "incX");
    checker.step(incY, "incY");
    ConstView a = view(order == CblasRowMajor, A, ldA);
    if (transposed(transA)) {
        a = a.transposed();
        std::swap(m, n);
    }
    ntk::blas::gemv(m, n, alpha, a, first(x, n, incX), incX, beta, first(y, m, incY), incY);
}

void cblas_dsymv(CBLAS_ORDER order, CBLAS_UPLO upLo, int n, double alpha, const double* A, int ldA, const double* x,
                 int incX, double beta, double* y, int incY) {
    const Checker checker{"cblas_dsymv"};
    checker.order(order);
    checker.triangle(upLo);
    checker.count(n, "n");
    checker.leading(order, ldA, n, n, "ldA");
    checker.step(incX, "incX");
    checker.step(incY, "incY");
    ConstView a = view(order == CblasRowMajor, A, ldA);
    if (upLo == CblasUpper) a = a.transposed();
    ntk::blas::symv_lower(n, alpha, a, first(x, n, incX), incX, beta, first(y, n, incY), incY);
}

void cblas_dgemm(CBLAS_ORDER order, CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, int m, int n, int k, double alpha,
                 const double* A, int ldA, const double* B, int ldB, double beta, double* C, int ldC) {
    const Checker checker{"cblas_dgemm"};
    const bool a_transposed = transposed(transA), b_transposed = transposed(transB);
    checker.order(order);
    checker.transpose(transA, "transA");
    checker.transpose(transB, "transB");
    checker.count(m, "m");
    checker.count(n, "n");
    checker.count(k, "k");
    checker.leading(order, ldA, a_transposed ? k : m, a_transposed ? m : k, "ldA");
    checker.leading(order, ldB, b_transposed ? n : k, b_transposed ? k : n, "ldB");
    checker.leading(order, ldC, m, n, "ldC");
    const bool row_major = order == CblasRowMajor;
    ntk::blas::gemm(m, n, k, alpha, view(row_major != a_transposed, A, ldA), view(row_major != b_transposed, B, ldB),
                    beta, view(row_major, C, ldC));
}

void cblas_dsyrk(CBLAS_ORDER order, CBLAS_UPLO upLo, CBLAS_TRANSPOSE trans, int n, int k, double alpha, const double* A,
                 int ldA, double beta, double* C, int ldC) {
    const Checker checker{"cblas_dsyrk"};
    const bool a_transposed = transposed(trans);
    checker.order(order);
    checker.triangle(upLo);
    checker.transpose(trans, "trans");
    checker.count(n, "n");
    checker.count(k, "k");
    checker.leading(order, ldA, a_transposed ? k : n, a_transposed ? n : k, "ldA");
    checker.leading(order, ldC, n, n, "ldC");
    const bool row_major = order == CblasRowMajor;
    const ConstView a = view(row_major != a_transposed, A, ldA);
    const View c = view(row_major, C, ldC);
    ntk::blas::gemm_lower(n, k, alpha, a, a.transposed(), beta, upLo == CblasLower ? c : c.transposed());
}

void cblas_dtrsm(CBLAS_ORDER order, CBLAS_SIDE side, CBLAS_UPLO upLo, CBLAS_TRANSPOSE transA, CBLAS_DIAG diag, int m,
                 int n, double alpha, const double* A, int ldA, double* B, int ldB) {
    const Checker checker{"cblas_dtrsm"};
    checker.order(order);
    check(side == CblasLeft || side == CblasRight, checker.routine, "side", "CblasLeft or CblasRight");
    checker.triangle(upLo);
    checker.transpose(transA, "transA");
    check(diag == CblasNonUnit || diag == CblasUnit, checker.routine, "diag", "CblasNonUnit or CblasUnit");
    checker.count(m, "m");
    checker.count(n, "n");
    const Index unknowns = side == CblasLeft ? m : n, systems = side == CblasLeft ? n : m;
    checker.leading(order, ldA, static_cast<int>(unknowns), static_cast<int>(unknowns), "ldA");
    checker.leading(order, ldB, m, n, "ldB");

    // X op(A) = B is op(A)' X' = B'.
    const bool flipped = transposed(transA) != (side == CblasRight);
    ConstView a = view(order == CblasRowMajor, A, ldA);
    View b = view(order == CblasRowMajor, B, ldB);
    if (flipped) a = a.transposed();
    if (side == CblasRight) b = b.transposed();
    const bool lower = (upLo == CblasLower) != flipped;
    ntk::blas::solve(unknowns, systems, alpha, a, lower, diag == CblasUnit, b);
}
}
