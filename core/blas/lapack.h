/* The LAPACK subset, under its Fortran names: matrices are column-major, arguments pointers. A bad argument throws
 * std::invalid_argument where LAPACK would set info < 0 and stop.
 */
#pragma once

extern "C" {

/* Cholesky factor of a positive definite matrix, in the triangle uplo ("L": A = L L', "U": A = U' U).
 * info > 0: the leading minor of that order is not positive definite, and the factor is not complete. */
void dpotrf_(const char* uplo, const int* n, double* A, const int* ldA, int* info);

/* B = A^-1 B, from the factor that dpotrf_ left in A; B is n x nrhs. */
void dpotrs_(const char* uplo, const int* n, const int* nrhs, const double* A, const int* ldA, double* B,
             const int* ldB, int* info);

/* Eigenvalues w, ascending, and with jobz = "V" eigenvectors (column j of A for w[j]) of a symmetric matrix, of
 * which the triangle uplo is read. With jobz = "N" that triangle is left as it was.
 * lwork or liwork = -1 asks for the sizes, answered in work[0] and iwork[0]: 1 + 6 n + 2 n n (for either jobz) and 1.
 * info > 0: so many off-diagonal elements did not converge. */
void dsyevd_(const char* jobz, const char* uplo, const int* n, double* A, const int* ldA, double* w, double* work,
             const int* lwork, int* iwork, const int* liwork, int* info);
}
