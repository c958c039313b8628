/* A reproducible subset of BLAS and LAPACK, under the standard names. This header has the BLAS, lapack.h the LAPACK.
 * gemm.hpp, gemv.hpp, level1.hpp, trsm.hpp, potrf.hpp and syevd.hpp each say in which order their operation adds. That
 * order is the same on every machine, for every instruction set and any number of threads.
 *
 * Arguments mean what the reference CBLAS says. A bad one throws std::invalid_argument, which names the routine and
 * the argument; nothing is printed and nothing is written.
 *
 * Users of xtensor-blas do not include this: it declares the same functions itself. Where both are wanted in one
 * file, xtensor-blas comes first.
 */
#pragma once

extern "C" {

#ifndef CXXBLAS_DRIVERS_CBLAS_H /* the copy of these that comes with xtensor-blas */
enum CBLAS_ORDER { CblasRowMajor = 101, CblasColMajor = 102 };
enum CBLAS_TRANSPOSE { CblasNoTrans = 111, CblasTrans = 112, CblasConjTrans = 113, CblasConjNoTrans = 114 };
enum CBLAS_UPLO { CblasUpper = 121, CblasLower = 122 };
enum CBLAS_DIAG { CblasNonUnit = 131, CblasUnit = 132 };
enum CBLAS_SIDE { CblasLeft = 141, CblasRight = 142 };
#endif

/* Level 1: vectors of n elements. The i-th is at x[i * incX], counted from the far end where incX < 0. */
double cblas_ddot(int n, const double* x, int incX, const double* y, int incY);
double cblas_dnrm2(int n, const double* x, int incX);
void cblas_daxpy(int n, double alpha, const double* x, int incX, double* y, int incY);
void cblas_dscal(int n, double alpha, double* x, int incX);

/* y = alpha op(A) x + beta y; A is m x n. */
void cblas_dgemv(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, int m, int n, double alpha, const double* A,
                 int ldA, const double* x, int incX, double beta, double* y, int incY);
/* y = alpha A x + beta y; A is n x n and symmetric, and only its triangle upLo is read. */
void cblas_dsymv(enum CBLAS_ORDER order, enum CBLAS_UPLO upLo, int n, double alpha, const double* A, int ldA,
                 const double* x, int incX, double beta, double* y, int incY);

/* C = alpha op(A) op(B) + beta C; op(A) is m x k, op(B) is k x n. */
void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transA, enum CBLAS_TRANSPOSE transB, int m, int n, int k,
                 double alpha, const double* A, int ldA, const double* B, int ldB, double beta, double* C, int ldC);
/* The triangle upLo of C = alpha op(A) op(A)' + beta C; op(A) is n x k. */
void cblas_dsyrk(enum CBLAS_ORDER order, enum CBLAS_UPLO upLo, enum CBLAS_TRANSPOSE trans, int n, int k, double alpha,
                 const double* A, int ldA, double beta, double* C, int ldC);
/* B = alpha op(A)^-1 B (left) or B = alpha B op(A)^-1 (right); B is m x n, A is triangular. */
void cblas_dtrsm(enum CBLAS_ORDER order, enum CBLAS_SIDE side, enum CBLAS_UPLO upLo, enum CBLAS_TRANSPOSE transA,
                 enum CBLAS_DIAG diag, int m, int n, double alpha, const double* A, int ldA, double* B, int ldB);
}
